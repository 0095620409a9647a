from __future__ import annotations

import pytest
from tests.builders import document_of, mention_of, translation_of
from tests.conftest import TEN

from namefix import Entity
from namefix.datatypes import Document, Segment, Source
from namefix.errors import ConfigError
from namefix.source.native_forms import NativeForms
from namefix.source.reading import read_source
from namefix.table.name_table import NameTable

TABLE = NameTable(
    [
        *TEN,
        Entity("place/united-kingdom", "place", "Britain", native=("英国", "Великобритания"), country="GB", weight=250),
        Entity("place/france", "place", "France", native=("法国", "Франция"), country="FR", weight=250),
        Entity("person/gao-feng", "person", "Gao Feng", native=("高峰",), country="CN", weight=8),
    ]
)
MACRON, STARMER, KYIV = "person/emmanuel-macron", "person/keir-starmer", "place/kyiv"
BRITAIN, GAO = "place/united-kingdom", "person/gao-feng"
TEXT = "Macron met Starmer in Kyiv on May 16, with 27 others."
CHINESE = "5月16日，马克龙在基辅会见了斯塔默，还有27人。"


def source_of(document: Document) -> Source:
    assert document.warnings == ()
    assert document.source is not None
    return document.source


def segment_of(text: str, source: str, *surfaces: str) -> Segment:
    """Return what is found in texts of one line each."""
    (segment,) = source_of(translation_of(TABLE, text, source, *surfaces)).segments
    return segment


def test_a_source_that_fits_is_read_with_its_names() -> None:
    source = source_of(translation_of(TABLE, TEXT, CHINESE, "Macron", "Starmer", "Kyiv"))
    assert (source.text, source.language) == (CHINESE, "zh")
    assert [(CHINESE[name.start : name.end], name.entity.id) for name in source.names] == [
        ("马克龙", MACRON),
        ("基辅", KYIV),
        ("斯塔默", STARMER),
    ]


def test_the_document_stays_what_it_was() -> None:
    mention = mention_of(TEXT, "Macron", forms=TABLE.find("Macron"))
    document = document_of(TEXT, mention)
    read = read_source(document, CHINESE, None, NativeForms(TEN))
    assert (read.text, read.words, read.mentions) == (document.text, document.words, document.mentions)
    assert document.source is None


def test_listed_are_those_with_a_native_form_in_the_script() -> None:
    assert source_of(translation_of(TABLE, "Nobody came.", "没有人来。")).listed == {
        MACRON, STARMER, KYIV, BRITAIN, GAO, "person/shinzo-abe", "place/france",
    }  # fmt: skip
    assert source_of(translation_of(TABLE, "Nobody came.", "Ніхто не прийшов.")).listed == {
        MACRON, STARMER, KYIV, BRITAIN, "place/france",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "language", "warning"),
    [
        ("", None, "the source has no letters"),
        ("", "zh", "the source has no letters"),
        (" \n\t\u3000", None, "the source has no letters"),
        ("16 27 …！？ 👍", None, "the source has no letters"),
        (CHINESE, "ru", "the source is not written in the script of 'ru' but in Han letters"),
        (CHINESE, "fr", "the source is not written in the script of 'fr' but in Han letters"),
        ("Макрон встретил Стармера.", "zh-Hant", "the source is not written in the script of 'zh-Hant' but in Cyrillic"),
        (TEXT, None, "the source is in the language of the translation"),
        (TEXT.lower(), "de", "the source is in the language of the translation"),
        ("Macron met with Starmer in Kyiv.", "fr", "the source is in the language of the translation"),
        ("没有人来。", None, "the source does not fit: it lacks most names and numbers of the translation"),
        ("2月3日，安倍晋三和38人来了。", "zh", "the source does not fit: it lacks most names and numbers"),
    ],
)  # fmt: skip
def test_a_source_of_no_use_is_told_and_left_aside(source: str, language: str | None, warning: str) -> None:
    document = translation_of(TABLE, TEXT, source, "Macron", "Starmer", "Kyiv", language=language)
    assert document.source is None
    (told,) = document.warnings
    assert told.startswith(warning)
    assert told.endswith("; repaired without it")


def test_earlier_warnings_stay() -> None:
    document = Document(TEXT, (), (), warnings=("first",))
    assert read_source(document, "", None, NativeForms([])).warnings[0] == "first"


@pytest.mark.parametrize("code", ["xx", "", "Chinese", "english"])
@pytest.mark.parametrize("source", [CHINESE, ""])
def test_a_language_that_is_none_is_refused(code: str, source: str) -> None:
    with pytest.raises(ConfigError, match=f"unknown language code {code!r}"):
        translation_of(TABLE, TEXT, source, language=code)


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ("Macron a rencontré Starmer à Kyiv le 16 mai, avec 27 autres personnes.", "fr"),
        ("Macron traf am 16. Mai mit 27 anderen in Kyiv auf Starmer.", None),
    ],
)
def test_another_language_in_latin_letters_is_none_of_the_translation(source: str, language: str | None) -> None:
    document = translation_of(TABLE, TEXT, source, "Macron", "Starmer", "Kyiv", language=language)
    assert {name.entity.id for name in source_of(document).names} >= {MACRON, STARMER, KYIV}


@pytest.mark.parametrize(
    ("source", "is_kept"),
    [
        ("马克龙和斯塔默来了。", True),  # two of five
        ("16月27日来了。", True),
        ("马克龙，27。", True),
        ("马克龙来了。", False),  # one of five
        ("27人来了。", False),
    ],
)
def test_a_source_is_kept_from_a_third_of_the_names_and_numbers_on(source: str, is_kept: bool) -> None:
    document = translation_of(TABLE, TEXT, source, "Macron", "Starmer", "Kyiv")
    assert (document.source is not None) is is_kept


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Nobody came.", ()),
        ("Macron met Starmer.", ("Macron", "Starmer")),
        ("In May, 27 met Macron.", ("Macron",)),
        ("Macron, Macron and Macron in 16.", ("Macron",)),
        ("Macron, Starmer, Joe Biden, Zelensky, Tbilisi", ("Macron", "Starmer", "Joe Biden", "Zelensky", "Tbilisi")),
        ("Macron, Starmer, Tiblisi, Marcon", ("Macron", "Starmer", "Tiblisi", "Marcon")),
    ],
)
def test_where_less_than_three_could_be_in_the_source_it_is_trusted(text: str, surfaces: tuple[str, ...]) -> None:
    source_of(translation_of(TABLE, text, "没有人来。", *surfaces))


def test_the_third_that_could_be_there_is_asked_for() -> None:
    document = translation_of(TABLE, "Macron met Starmer in 2026.", "没有人来。", "Macron", "Starmer")
    assert document.source is None


@pytest.mark.parametrize(
    ("text", "source", "surfaces", "unmatched"),
    [
        ("Makron came.", "马克龙来了。", (), {MACRON}),
        ("Macron came.", "马克龙来了。", ("Macron",), set()),
        ("Macron came, Makron left.", "马克龙来了，马克龙走了。", ("Macron",), {MACRON}),
        ("Macron came, Macron left.", "马克龙来了，马克龙走了。", ("Macron",), set()),
        ("Macron came, Macron left.", "马克龙来了。", ("Macron",), set()),
        ("Emmanuel Macron came.", "马克龙来了。", ("Emmanuel Macron", "Macron"), set()),
        ("Emmanuel Macron came.", "马克龙来了，马克龙走了。", ("Emmanuel Macron", "Macron"), {MACRON}),
        ("Macron met Kil Sitama.", "马克龙会见了斯塔默。", ("Macron",), {STARMER}),
        ("Mr Kiel left Kiew.", "斯塔默离开了基辅。", (), {STARMER, KYIV}),
        ("Starmer left Kiev.", "斯塔默离开了基辅。", ("Starmer", "Kiev"), set()),
        ("Nobody came.", "没有人来。", (), set()),
    ],
)
def test_spare_is_whom_the_source_names_more_often_than_the_translation_does_rightly(
    text: str, source: str, surfaces: tuple[str, ...], unmatched: set[str]
) -> None:
    assert segment_of(text, source, *surfaces).unmatched == unmatched


def test_a_listed_misspelling_is_no_right_name() -> None:
    table = NameTable([Entity("place/tbilisi", "place", "Tbilisi", misspellings=("Tiblisi",), native=("第比利斯",))])
    (segment,) = source_of(translation_of(table, "In Tiblisi", "在第比利斯", "Tiblisi")).segments
    assert segment.unmatched == {"place/tbilisi"}


def test_a_misspelling_that_is_the_right_name_of_another_is_not_its_own() -> None:
    table = NameTable(
        [
            Entity("place/kiel", "place", "Kiel", native=("基尔",)),
            Entity("person/x", "person", "Keir Starmer", misspellings=("Kiel",), native=("斯塔默",)),
        ]
    )
    (segment,) = source_of(translation_of(table, "Kiel came.", "斯塔默来了。", "Kiel")).segments
    assert segment.unmatched == {"person/x"}


def test_a_name_that_a_longer_one_begins_with_is_not_named() -> None:
    table = NameTable(
        [
            Entity("place/orlando", "place", "Orlando", native=("奥兰多",)),
            Entity("person/orlando-bloom", "person", "Orlando Bloom", native=("奥兰多·布鲁姆",)),
        ]
    )
    text, source = "Orlando Bloom left Orlanndo.", "奥兰多·布鲁姆离开了奥兰多。"
    (segment,) = source_of(translation_of(table, text, source, "Orlando Bloom", "Orlando")).segments
    assert segment.unmatched == {"place/orlando"}


@pytest.mark.parametrize(
    ("text", "unmatched"),
    [
        ("The envoys of Brittain came.", {BRITAIN}),
        ("The British envoys came.", set()),
        ("The Briton came.", set()),
        ("The French envoys came.", {BRITAIN}),
    ],
)
def test_a_country_whose_people_or_adjective_the_translation_has_is_not_unmatched(
    text: str, unmatched: set[str]
) -> None:
    assert segment_of(text, "英国使节来了。").unmatched == unmatched


def test_a_person_is_spare_beside_the_adjective_of_the_country() -> None:
    assert segment_of("The French president, Makron", "法国总统马克龙").unmatched == {MACRON}


def test_spare_counts_line_by_line() -> None:
    text, source = "Macron came.\nMakron left.", "马克龙来了。\n马克龙走了。"
    one, other = source_of(translation_of(TABLE, text, source, "Macron")).segments
    assert [set(one.unmatched), set(other.unmatched)] == [set(), {MACRON}]


@pytest.mark.parametrize("text", ["Nobody came. It was Macron.", "It was Macron. Nobody came."])
@pytest.mark.parametrize("source", ["马克龙来了。\n没有人走。", "没有人走。\n马克龙来了。"])
def test_a_name_of_the_sentence_beside_it_is_not_unmatched_where_lines_do_not_tell(text: str, source: str) -> None:
    document = translation_of(TABLE, text, source, "Macron")
    assert [segment.unmatched for segment in source_of(document).segments] == [set(), set()]


def test_a_common_word_is_named_but_neither_sure_nor_spare_nor_cut_out() -> None:
    segment = segment_of("It was the summit of Kiew.", "那是基辅的高峰。")
    assert {name.entity.id for name in segment.names} == {KYIV, GAO}
    assert segment.sure == segment.unmatched == {KYIV}
    assert "高峰" in segment.rest


@pytest.mark.parametrize(
    ("source", "rest"),
    [
        ("马克龙在基辅会见了斯塔默。", ["在", "会见了", "。"]),
        ("埃马纽埃尔·马克龙来了。", ["来了。"]),
        ("没有人来。", ["没有人来。"]),
        ("马克龙", []),
        ("Кир Стармер приехал в Киев.", ["приехал", "в", "."]),
    ],
)
def test_the_rest_is_the_source_without_names_of_the_table(source: str, rest: list[str]) -> None:
    assert segment_of("Somebody came.", source).rest.split() == rest


def test_what_two_entities_are_called_is_cut_out_once() -> None:
    table = NameTable(
        [
            Entity("person/joe-biden", "person", "Joe Biden", native=("拜登",)),
            Entity("person/jill-biden", "person", "Jill Biden", native=("拜登",)),
        ]
    )
    (segment,) = source_of(translation_of(table, "Mr Bidon came.", "拜登来了。")).segments
    assert segment.sure == {"person/joe-biden", "person/jill-biden"}
    assert segment.rest.split() == ["来了。"]


def test_right_names_align_uneven_texts() -> None:
    people = ["Macron", "Starmer", "Kyiv", "Britain", "France"]
    native = ["马克龙", "斯塔默", "基辅", "英国", "法国"]
    text = " ".join(f"This is all of {name}." for name in people)
    source = "没有翻译的开头，" * 60 + "\n" + "".join(f"这就是{name}的一切。" for name in native)
    found = source_of(translation_of(TABLE, text, source, *people)).segments
    inside = [[name.form for name in segment.names] for segment in found]
    assert all(any(own in form for form in forms) for own, forms in zip(native, inside, strict=True))
    assert "没有翻译的开头" not in found[-1].rest


def test_stretches_lie_in_order_with_the_names_inside_them() -> None:
    text = " ".join(["Macron met Starmer in Kyiv."] * 30)
    source = source_of(translation_of(TABLE, text, "马克龙在基辅会见了斯塔默。\n" * 30, "Macron", "Starmer", "Kyiv"))
    assert len(source.segments) == 30
    for segment, after in zip(source.segments, source.segments[1:], strict=False):
        assert segment.end <= after.start
        assert segment.source_start <= after.source_start
    for segment in source.segments:
        names = [name for name in source.names if segment.source_start <= name.start < segment.source_end]
        assert list(segment.names) == names
        assert segment.unmatched <= segment.sure <= {name.entity.id for name in names}


@pytest.mark.parametrize(
    ("name", "native", "text"),
    [
        ("United Kingdom", "英国", "The British envoys came."),
        ("United States", "美国", "The American envoys came."),
    ],
)
def test_a_country_of_several_words_is_not_unmatched_beside_its_adjective(name: str, native: str, text: str) -> None:
    countries = {"United Kingdom": "GB", "United States": "US"}
    country = Entity("place/x", "place", name, native=(native,), country=countries[name], roles=("country",))
    (segment,) = source_of(translation_of(NameTable([country]), text, f"{native}使节来了。")).segments
    assert segment.unmatched == set()


@pytest.mark.parametrize(
    ("text", "source", "unmatched"),
    [
        ("The Ukrainian envoys left Kiew.", "乌克兰使节离开了基辅。", {KYIV}),
    ],
)
def test_a_capital_is_not_its_country(text: str, source: str, unmatched: set[str]) -> None:
    assert segment_of(text, source).unmatched == unmatched


def test_a_country_that_is_named_twice_and_once_right_is_spare() -> None:
    assert segment_of("France and Frence came.", "法国和法国来了。", "France").unmatched == {"place/france"}


@pytest.mark.parametrize(
    ("text", "source", "language"),
    [
        ("Macron meets Starmer in Kyiv", "Macron trifft Starmer in Kyiv", "de"),
        ("Macron meets Starmer", "Macron rencontre Starmer à Kyiv", "fr"),
        ("Emmanuel Macron hosts Keir Starmer in Paris", "Emmanuel Macron recibe a Keir Starmer en París", "es"),
    ],
)
def test_a_headline_of_names_is_not_in_the_language_of_the_translation(text: str, source: str, language: str) -> None:
    source_of(translation_of(TABLE, text, source, language=language))
