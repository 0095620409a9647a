from __future__ import annotations

import time
from collections.abc import Iterable

import pytest

from namefix.datatypes import Entity, NativeName
from namefix.names.language import Language, language_of
from namefix.source.native_forms import NativeForms


def person(name: str, *native: str, country: str = "US", aliases: tuple[str, ...] = (), weight: float = 100) -> Entity:
    entity_id = "person/" + name.lower().replace(" ", "-")
    return Entity(entity_id, "person", name, aliases, native=native, country=country, weight=weight)


def place(name: str, *native: str, country: str, weight: float = 150) -> Entity:
    return Entity(
        "place/" + name.lower().replace(" ", "-"), "place", name, native=native, country=country, weight=weight
    )


TABLE = [
    person(
        "Keir Starmer", "基尔·斯塔默", "Кир Стармер", "Кір Стармер", "קיר סטארמר", "كير ستارمر", "キア・スターマー",
        "키어 스타머", country="GB", aliases=("Starmer",),
    ),
    person("Volodymyr Zelensky", "Володимир Зеленський", "Владимир Зеленский", "弗拉基米尔·泽连斯基", country="UA"),
    person("Olena Zelenska", "Олена Зеленська", "Елена Зеленская", country="UA"),
    person("Narendra Modi", "नरेंद्र मोदी", "纳伦德拉·莫迪", "Нарендра Моди", country="IN"),
    person(
        "Donald Trump", "唐纳德·特朗普", "Дональд Трамп", "דונלד טראמפ", "دونالد ترامب", "ドナルド・トランプ", "도널드 트럼프",
        weight=200,
    ),
    person("Ivanka Trump", "伊万卡·特朗普", "Иванка Трамп", weight=80),
    person("Ursula von der Leyen", "Урсула фон дер Ляйен", "乌尔苏拉·冯德莱恩", "ウルズラ・フォン・デア・ライエン", country="DE"),
    person("Xi Jinping", "习近平", "Си Цзиньпин", country="CN", aliases=("Xi",), weight=200),
    person("Viktor Orbán", "欧尔班·维克托", "Виктор Орбан", country="HU"),
    person("Pedro Sánchez", "Педро Санчес", country="ES"),
    person("Angela Merkel", "Ангела Меркель", country="DE"),
    person("Miloš Zeman", "Милош Земан", country="CZ"),
    person("Ehud Barak", "אהוד ברק", country="IL", weight=60),
    person("Abdel Fattah al-Sisi", "عبد الفتاح السيسي", country="EG"),
    person("Li Na", "李娜", country="CN", weight=40),
    person("Gao Feng", "高峰", country="CN", weight=8),
    place("Kyiv", "Київ", "Киев", "基辅", "キーウ", "קייב", "كييف", "키이우", country="UA"),
    place("Kharkiv", "Харків", "Харьков", "哈尔科夫", country="UA", weight=54),
    place("Russia", "俄罗斯", "Россия", "ロシア", "러시아", country="RU"),
    place("Shanghai", "上海", "Шанхай", country="CN"),
    place("Haixi", "海西", country="CN", weight=30),
    place("Taiwan", "台湾", "臺灣", country="TW"),
    place("Czechia", "Чехия", "捷克", country="CZ"),
    place("New York", "Нью-Йорк", "纽约", country="US"),
    place("Nizhny Novgorod", "Нижний Новгород", country="RU"),
    place("Cairo", "القاهرة", "קהיר", "Каир", country="EG"),
    place("Red Sea", "Красное море", "ים סוף", "البحر الأحمر", country="EG"),
    place("Vladimir", "Владимир", country="RU", weight=39),
    place("Washington", "华盛顿", country="US"),
    person("George Washington", "乔治·华盛顿"),
    place("Uri", "우리", country="CH", weight=61),
    place("Bangkok", "กรุงเทพ", country="TH"),
    place("Athens", "Αθήνα", country="GR"),
    place("Georgia", "საქართველო", country="GE"),
    Entity("person/jan-novak", "person", "Jan Novák", target=False),
]  # fmt: skip
FORMS = NativeForms(TABLE)


def language(code: str) -> Language:
    found = language_of("", code)
    assert found is not None
    return found


def find(text: str, code: str) -> list[NativeName]:
    return FORMS.find(text, language(code))


def found(text: str, code: str) -> list[tuple[str, str]]:
    return [(text[name.start : name.end], name.entity.name) for name in find(text, code)]


def names(text: str, code: str) -> list[str]:
    return [name for _, name in found(text, code)]


@pytest.mark.parametrize(
    ("code", "text", "want"),
    [
        ("zh", "英国首相基尔·斯塔默在基辅。", ["基尔·斯塔默", "基辅"]),
        ("zh", "英國首相基爾．斯塔默", ["斯塔默"]),
        ("zh", "基爾・斯塔默訪問臺灣", ["基爾・斯塔默", "臺灣"]),
        ("zh", "上海西部与俄罗斯", ["上海", "俄罗斯"]),
        ("ja", "キア・スターマー首相はロシアを", ["キア・スターマー", "ロシア"]),
        ("ja", "ｷｱ･ｽﾀｰﾏｰ首相、スターマー氏", ["ｷｱ･ｽﾀｰﾏｰ", "スターマー"]),
        ("th", "เดินทางไปกรุงเทพวันนี้", ["กรุงเทพ"]),
        ("ko", "키어 스타머는 키이우에서", ["키어 스타머는", "키이우에서"]),
        ("ko", "스타머총리가", ["스타머총리가"]),
        ("ru", "Встреча Кира Стармера с Владимиром Зеленским", ["Кира Стармера", "Владимиром Зеленским"]),
        ("ru", "в Киеве, из Нью-Йорка, у Нижнего Новгорода", ["Киеве", "Нью-Йорка", "Нижнего Новгорода"]),
        ("ru", "над Красным морем. ДОНАЛЬД ТРАМП В КИЕВЕ", ["Красным морем", "ДОНАЛЬД ТРАМП", "КИЕВЕ"]),
        ("ru", "Урсулу фон дер Ляйен. Фон дер Ляйен", ["Урсулу фон дер Ляйен", "Фон дер Ляйен"]),
        ("ru", "Ки\u0301р Стармер", ["Ки\u0301р Стармер"]),
        ("uk", "Кіра Стармера у Києві, до Києва, з Харкова", ["Кіра Стармера", "Києві", "Києва", "Харкова"]),
        ("uk", "Володимиром Зеленським", ["Володимиром Зеленським"]),
        ("he", "לטראמפ ולסטארמר בקהיר", ["לטראמפ", "ולסטארמר", "בקהיר"]),
        ("he", "דּוֹנַלְד טְרָאמְפּ בים סוף", ["דּוֹנַלְד טְרָאמְפּ", "בים סוף"]),
        ("ar", "وقال ستارمر للقاهرة وبالقاهرة", ["ستارمر", "للقاهرة", "وبالقاهرة"]),
        ("ar", "عبد الفتّاح السيسى في البحر الاحمر", ["عبد الفتّاح السيسى", "البحر الاحمر"]),
        ("cs", "s Milošem Zemanem a Angelou Merkelovou", ["Milošem Zemanem", "Angelou Merkelovou"]),
        ("cs", "Zemanovi. Merkelové", ["Zemanovi", "Merkelové"]),
        ("pl", "Donaldem Trumpem, Trumpowi", ["Donaldem Trumpem", "Trumpowi"]),
        ("hu", "Orbánnak", ["Orbánnak"]),
        ("de", "Merkels Politik", ["Merkels"]),
        ("tr", "Zeman'ın, Merkel’den", ["Zeman", "Merkel"]),
        ("fr", "l’Angela Merkel d’Ursula von der Leyen", ["Angela Merkel", "Ursula von der Leyen"]),
        ("el", "στην ΑΘΗΝΑ, της Αθήνας", ["ΑΘΗΝΑ", "Αθήνας"]),
        ("hi", "प्रधानमंत्री नरेंद्र मोदी ने", ["नरेंद्र मोदी"]),
        ("ka", "საქართველო.", ["საქართველო"]),
    ],
)  # fmt: skip
def test_names_are_found_as_they_stand(code: str, text: str, want: list[str]) -> None:
    assert [surface for surface, _ in found(text, code)] == want


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "чехи и киев, трамп"),
        ("ru", "Киевский, Трампизм, Чехи, Россиянин"),
        ("ru", "Нижний. Новгород, Красное, море"),
        ("ru", "Кир, Дональд, Нарендра"),
        ("uk", "Київський, київ"),
        ("ja", "トランプタワー、ベラロシア"),
        ("he", "טראמפיזם, בבטראמפ"),
        ("ar", "قاهرة، ستارمرون"),
        ("ko", "러시아워, 대러시아"),
        ("cs", "zeman, Zemanovic"),
        ("zh", "欧尔班，斯塔"),
        ("th", "กรุงเทพ\u0e31"),
        ("zh", ""),
        ("ru", " \n"),
    ],
)
def test_what_is_no_name_is_not_found(code: str, text: str) -> None:
    assert found(text, code) == []


def test_a_longer_name_hides_the_shorter_one() -> None:
    assert names("Владимир Зеленский", "ru") == ["Volodymyr Zelensky"]
    assert names("上海西部", "zh") == ["Shanghai"]
    assert names("上 海西", "zh") == ["Haixi"]


@pytest.mark.parametrize(
    ("text", "code", "want"),
    [
        ("莫迪", "zh", ["Narendra Modi"]),
        ("Си", "ru", []),
        ("维克托", "zh", []),
        ("冯德莱恩", "zh", ["Ursula von der Leyen"]),
        ("フォン・デア・ライエン氏", "ja", ["Ursula von der Leyen"]),
        ("Орбана", "ru", ["Viktor Orbán"]),
        ("Зеленскую", "ru", ["Olena Zelenska"]),
        ("Зеленского", "ru", ["Volodymyr Zelensky"]),
    ],
)
def test_a_surname_alone_is_derived_where_it_stands_last(text: str, code: str, want: list[str]) -> None:
    assert names(text, code) == want
    assert not any(name.is_whole for name in find(text, code))


@pytest.mark.parametrize(
    ("text", "code", "want"),
    [
        ("К. Стармер", "ru", [("К. Стармер", "Keir Starmer")]),
        ("П.Санчеса", "ru", [("П.Санчеса", "Pedro Sánchez")]),
        ("В. О. Зеленский", "ru", [("В. О. Зеленский", "Volodymyr Zelensky")]),
        ("А. Стармер", "ru", []),
        ("Д. Трамп", "ru", [("Д. Трамп", "Donald Trump")]),
        ("D. Trump", "cs", [("D. Trump", "Donald Trump")]),
        ("в США. Трамп", "ru", [("Трамп", "Donald Trump"), ("Трамп", "Ivanka Trump")]),
    ],
)
def test_an_initial_must_agree(text: str, code: str, want: list[tuple[str, str]]) -> None:
    assert found(text, code) == want


def test_who_stands_in_full_is_meant_by_the_surname() -> None:
    assert names("特朗普", "zh") == ["Donald Trump", "Ivanka Trump"]
    assert names("唐纳德·特朗普说。特朗普", "zh") == ["Donald Trump", "Donald Trump"]
    assert names("Трамп. Встреча с Иванкой Трамп.", "ru") == ["Ivanka Trump", "Ivanka Trump"]
    assert names("华盛顿", "zh") == ["Washington"]


@pytest.mark.parametrize(
    ("text", "code", "sure"),
    [
        ("莫迪", "zh", [True]),
        ("高峰", "zh", [False]),
        ("习近平", "zh", [True]),
        ("ברק", "he", [False]),
        ("ברק ואהוד ברק", "he", [True, True]),
        ("우리", "ko", [False]),
        ("弗拉基米尔·泽连斯基", "zh", [True]),
        ("во Владимире Иванове", "ru", [False]),
        ("во Владимире тихо", "ru", [True]),
        ("בקהיר", "he", [True]),
    ],
)
def test_a_common_word_alone_is_not_sure(text: str, code: str, sure: list[bool]) -> None:
    assert [name.is_sure for name in find(text, code)] == sure


def test_of_a_known_entity_only_listed_forms_are_found() -> None:
    assert found("Jan Novák, Novák", "cs") == [("Jan Novák", "Jan Novák")]


def test_a_capital_letter_within_a_sentence_makes_sure() -> None:
    forms = NativeForms([person("Sergio Massa", "Серхио Масса", country="AR", weight=40)])
    assert [name.is_sure for name in forms.find("Масса. Это Масса.", language("ru"))] == [False, True]


def test_a_single_character_is_not_sure() -> None:
    forms = NativeForms([place("Vienna", "빈", country="AT")])
    assert [name.is_sure for name in forms.find("빈", language("ko"))] == [False]


def test_a_form_says_what_it_was_found_by() -> None:
    whole, short = find("Кира Стармера и Стармера", "ru")
    assert (whole.form, whole.is_whole, short.form, short.is_whole) == ("Кир Стармер", True, "Кир Стармер", False)


@pytest.mark.parametrize(
    ("entity_id", "code", "has"),
    [
        ("person/keir-starmer", "ja", True),
        ("person/narendra-modi", "ja", False),
        ("person/narendra-modi", "ru", True),
        ("person/narendra-modi", "uk", True),
        ("person/jan-novak", "cs", False),
        ("person/jan-novak", "zh", False),
        ("person/nobody", "zh", False),
    ],
)
def test_who_has_a_form_in_a_script_is_known(entity_id: str, code: str, has: bool) -> None:
    assert (entity_id in FORMS.listed(language(code))) is has


def test_the_order_of_rows_makes_no_difference() -> None:
    text = "唐纳德·特朗普与莫迪、特朗普、华盛顿"
    assert NativeForms(reversed(TABLE)).find(text, language("zh")) == find(text, "zh")


def test_a_table_without_native_forms_finds_nothing() -> None:
    for entities in ([], [person("Keir Starmer")]):
        assert NativeForms(entities).find("基尔·斯塔默 Кир", language("zh")) == []
        assert NativeForms(entities).find("Кир Стармер", language("ru")) == []


HOSTILE = [
    "\ud800莫迪\udfff",
    "莫\u0301迪 Ки\u0301\u0301\u0301ев\u0301",
    "· ・ · -=־",
    "\u200f\u202bКиев\u202c\u200e",
    "Киев_Киев Киев\u0000Киев",
    "ゼ\u3099\u3099ー・・ｷﾞ",
    "İSTANBUL ǅ ŉ ﬁ",
    "'" * 50 + "״׳" * 50,
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("code", ["zh", "ja", "ru", "he", "ar", "ko", "cs", "th", "hi"])
def test_any_text_gives_spans_in_order(text: str, code: str) -> None:
    check_spans(find(text, code), text)


def check_spans(found_names: Iterable[NativeName], text: str) -> None:
    end, before = 0, (0, 0)
    for name in found_names:
        span = name.start, name.end
        assert name.start >= end or span == before
        assert name.start < name.end <= len(text)
        end, before = name.end, span


@pytest.mark.parametrize("code", ["zh", "ja", "ru", "he", "ko", "cs"])
@pytest.mark.parametrize("piece", ["莫", "Киев ", "ב", "К. ", "Нью-", "ス", "·", "Zeman'", "키", "ь", "\u0301"])
def test_a_long_text_is_read_in_time(piece: str, code: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    check_spans(find(text, code), text)
    assert time.process_time() - started < 5
