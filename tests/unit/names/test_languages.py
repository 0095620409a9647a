from __future__ import annotations

import pytest

from namefix.errors import ConfigError
from namefix.names.language import Language, check_code, language_of


def language(code: str) -> Language:
    found = language_of("", code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "code", "script"),
    [
        ("英国首相在伦敦表示", "zh", "Han"),
        ("岸田首相は東京で会談した", "ja", "Han"),
        ("キーウ", "ja", "Han"),
        ("런던에서", "ko", "Hangul"),
        ("Встреча в Киеве", "ru", "Cyrillic"),
        ("Зустріч у Києві", "uk", "Cyrillic"),
        ("Объявили: «Київ»", "ru", "Cyrillic"),
        ("ראש הממשלה", "he", "Hebrew"),
        ("رئيس الوزراء", "ar", "Arabic"),
        ("گفت‌وگو", "fa", "Arabic"),
        ("وزیر اعظم نے کہا", "ur", "Arabic"),
        ("กรุงเทพ", "th", "Thai"),
        ("Αθήνα", "el", "Greek"),
        ("दिल्ली", "hi", "Devanagari"),
        ("თბილისი", "ka", "Georgian"),
        ("Երևան", "hy", "Armenian"),
        ("Premiér v Praze", "und", "Latin"),
        ("Компания SpaceX и NASA", "ru", "Cyrillic"),
    ],
)
def test_the_script_tells_the_language(text: str, code: str, script: str) -> None:
    found = language_of(text, None)
    assert found is not None
    assert (found.code, found.script) == (code, script)


@pytest.mark.parametrize("text", ["", " \n", "2026, 35 %", "…", "\ud800"])
def test_without_letters_there_is_no_language(text: str) -> None:
    assert language_of(text, None) is None


@pytest.mark.parametrize(
    ("code", "subtag"),
    [
        ("zh", "zh"),
        ("zh-Hant", "zh"),
        ("zh_TW", "zh"),
        ("pt-BR", "pt"),
        ("RU", "ru"),
        ("iw", "he"),
        ("rus", "ru"),
        ("und", "und"),
    ],
)
def test_a_code_decides_by_its_first_subtag(code: str, subtag: str) -> None:
    assert check_code(code) == subtag
    assert language(code).code == subtag


@pytest.mark.parametrize("code", ["", "xx", "english", "z", "-zh", "中文", "1"])
def test_an_unknown_code_is_told_with_what_is_allowed(code: str) -> None:
    with pytest.raises(ConfigError, match="ISO 639-1") as raised:
        language_of("текст", code)
    assert repr(code) in str(raised.value)


def test_a_language_of_two_scripts_is_in_that_of_the_text() -> None:
    scripts = [found.script for text in ("Beograd", "Београд", "") if (found := language_of(text, "sr"))]
    assert scripts == ["Latin", "Cyrillic", "Cyrillic"]


def test_there_is_one_object_for_each_language() -> None:
    assert language_of("Киев", "ru") is language_of("Москва", None)


@pytest.mark.parametrize(
    ("code", "has_words"), [("zh", False), ("ja", False), ("th", False), ("ko", True), ("ru", True), ("he", True)]
)
def test_words_are_parted_or_not(code: str, has_words: bool) -> None:
    assert language(code).has_words is has_words


@pytest.mark.parametrize(
    ("code", "written", "not_written"),
    [
        ("zh", "基尔·斯塔默", "ホルムズ海峡"),
        ("ja", "東京", "基尔·斯塔默"),
        ("ja", "キーウ", "Kyiv"),
        ("uk", "Киев", "Kyiv"),
        ("fa", "لندن", "לונדון"),
        ("cs", "Praha", "Прага"),
    ],
)
def test_a_form_is_written_by_the_languages_of_its_script(code: str, written: str, not_written: str) -> None:
    assert language(code).writes(written)
    assert not language(code).writes(not_written)


CASES = [
    ("ru", "зеленский", "зеленского зеленскому зеленским зеленском", "зеленская зеленской зеленскую зелена"),
    ("ru", "макрон", "макрона макрону макроном макроне", "макроновский макрония"),
    ("ru", "путин", "путина путину путиным путине", "путинка путинский"),
    ("ru", "захарова", "захаровой захарову", "захаров захаровым захаровский"),
    ("ru", "москва", "москвы москве москву москвой", "москвич москворечье"),
    ("ru", "россия", "россии россию россией", "россиянин россий"),
    ("ru", "чехия", "чехии чехию чехией", "чехи чехов чех"),
    ("ru", "казань", "казани казаню", "казана казанский"),
    ("ru", "павел", "павла павлу павлом", "павловск"),
    ("ru", "мали", "", "малов малая мал"),
    ("ru", "нидерланды", "нидерландов нидерландам нидерландах", "нидерландец"),
    ("uk", "киив", "киева києву киеву киевом киеви", "киевлянин киянин"),
    ("uk", "харкив", "харкова харкову харковом харкови", "харковянин"),
    ("uk", "зеленский", "зеленского зеленскому зеленским", "зеленская зелений"),
    ("uk", "шевченко", "шевченка шевченку шевченком", "шевченкивский"),
    ("uk", "прага", "праги прагу прагою прази", "пражанин"),
    ("sr", "вучић", "вучића вучићу вучићем", "вучићевић"),
    ("cs", "zeman", "zemana zemanovi zemanem zemanovou zemanova", "zemanovic zemansky"),
    ("cs", "merkel", "merkelova merkelove merkelovou", "merkelismus"),
    ("cs", "praha", "prahy praze prahu prahou", "prazsky prah"),
    ("pl", "tusk", "tuska tuskowi tuskiem", "tuskland"),
    ("pl", "kaczynski", "kaczynskiego kaczynskiemu kaczynskim", "kaczynska kaczynskiej"),
    ("pl", "warszawa", "warszawy warszawie warszawo", "warszawiak"),
    ("hu", "orban", "orbannak orbant orbanrol", "orbanista"),
    ("fi", "trump", "trumpin trumpia trumpille", "trumpismi"),
    ("de", "merkel", "merkels", "merkelin merkelkurs"),
    ("el", "μητσοτακησ", "μητσοτακη", "μητσοτακου"),
    ("ko", "스타머", "스타머는 스타머가 스타머의 스타머총리는", "스타머스 스타머인형"),
    ("he", "לונדון", "בלונדון ולונדון שבלונדון מלונדון", "לונדוני אלונדון לונדונים"),
    ("ar", "القاهره", "والقاهره بالقاهره للقاهره وللقاهره", "قاهره القاهرون"),
    ("ar", "كييف", "وكييف بكييف لكييف", "تكييف كييفي"),
    ("hi", "दिल्ली", "", "दिल्लीवाला"),
]


@pytest.mark.parametrize(("code", "form", "cases", "others"), CASES)
def test_a_name_declines_as_its_language_has_it(code: str, form: str, cases: str, others: str) -> None:
    spoken = language(code)
    cases = cases.replace("є", "е")
    assert {case for case in cases.split() if not spoken.is_case_of(case, form)} == set()
    assert {other for other in others.split() if spoken.is_case_of(other, form)} == set()


@pytest.mark.parametrize(("code", "form", "cases", "others"), CASES)
def test_nominatives_lead_back_to_the_form(code: str, form: str, cases: str, others: str) -> None:
    spoken = language(code)
    assert [case for case in [form, *cases.replace("є", "е").split()] if form not in spoken.nominatives(case)] == []
