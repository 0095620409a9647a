from __future__ import annotations

import pytest
from tests.builders import document_of, mention_of, translation_of
from tests.conftest import TEN

from namefix import Entity
from namefix.candidates.opposite import opposite_forms
from namefix.datatypes import Document, Form
from namefix.table.name_table import NameTable

TABLE = NameTable(
    [
        *TEN,
        Entity("person/gary-locke", "person", "Gary Locke", native=("骆家辉",), country="US", weight=60),
        Entity("person/donald-trump", "person", "Donald Trump", native=("唐纳德·特朗普",), country="US", weight=200),
        Entity("person/gao-feng", "person", "Gao Feng", native=("高峰",), country="CN", weight=8),
        Entity("person/angela-merkel", "person", "Angela Merkel", native=("默克尔",), country="DE", target=False),
        Entity("place/kharkiv", "place", "Kharkiv", variants=("Kharkov",), native=("哈尔科夫",), country="UA", weight=54),
        Entity("place/tiflis", "place", "Tbilisi", misspellings=("Tiblissi",), native=("第比利斯",), country="GE"),
        Entity("place/united-kingdom", "place", "Britain", native=("英国",), country="GB", weight=250),
    ]
)  # fmt: skip


def read(text: str, source: str, *surfaces: str) -> Document:
    return translation_of(TABLE, text, source, *surfaces)


def found(text: str, source: str, surface: str, *rights: str) -> list[Form]:
    (forms,) = opposite_forms([surface], read(text, source, surface, *rights))
    return forms


def texts(text: str, source: str, surface: str, *rights: str) -> list[str]:
    return [form.text for form in found(text, source, surface, *rights)]


def test_however_it_is_spelt_whom_the_source_names_opposite_is_a_candidate() -> None:
    assert texts("Kil Sitama came.", "斯塔默来了。", "Kil Sitama") == ["Keir Starmer"]
    assert texts("Xxx came.", "斯塔默来了。", "Xxx") == ["Starmer"]
    assert texts("They left Halikefu.", "他们离开了哈尔科夫。", "Halikefu") == ["Kharkiv"]


@pytest.mark.parametrize(
    ("text", "source", "surface", "rights"),
    [
        ("Xxx came.", "他来了。", "Xxx", ()),
        ("Xxx came.\nHe left.", "他来了。\n斯塔默走了。", "Xxx", ()),
        ("Xxx met Starmer.", "他会见了斯塔默。", "Xxx", ("Starmer",)),
        ("Xxx, a British envoy.", "英国使节", "Xxx", ()),
        ("Xxx came.", "默克尔来了。", "Xxx", ()),
        ("Xxx at a summit.", "他在高峰。", "Xxx", ()),
        ("Xxx came.", "", "Xxx", ()),
    ],
    ids=[
        "not named",
        "elsewhere",
        "named right",
        "its people",
        "not a target",
        "a word",
        "no source",
    ],
)
def test_nobody_else_is(text: str, source: str, surface: str, rights: tuple[str, ...]) -> None:
    assert texts(text, source, surface, *rights) == []


def test_a_name_without_native_form_is_spelt_by_the_source() -> None:
    assert texts("Xxx came.", "拜登来了。", "Xxx") == ["Biden"]


def test_who_is_named_twice_and_once_right_is_a_candidate() -> None:
    assert texts("Xxx met Starmer.", "斯塔默会见了斯塔默。", "Xxx", "Starmer") == ["Starmer"]


@pytest.mark.parametrize("surface", ["Xxx Starmer", "Starmer Xxx", "Starmer", "Keir Starmer Xxx"])
def test_what_holds_a_right_name_that_the_source_has_is_somebody_already(surface: str) -> None:
    text = f"{surface} came, Yyy left."
    document = read(text, "斯塔默来了，马克龙走了。", surface, "Yyy", "Starmer", "Keir Starmer")
    surfaces = [surface, "Yyy"]
    assert [[form.text for form in forms] for forms in opposite_forms(surfaces, document)] == [[], ["Macron"]]


def test_a_right_name_that_the_source_has_not_is_no_hindrance() -> None:
    assert texts("Biden Xxx came.", "马克龙来了。", "Biden Xxx", "Biden") == ["Emmanuel Macron"]


def test_a_right_name_beside_or_around_is_no_hindrance() -> None:
    text = "Xxx Starmer Yyy came."
    document = read(text, "斯塔默与马克龙来了。", "Xxx", "Yyy", "Starmer")
    assert [[form.text for form in forms] for forms in opposite_forms(["Xxx", "Yyy"], document)] == [["Macron"]] * 2


@pytest.mark.parametrize(
    "surface", ["met Xxx", "Xxx met", "The Xxx", "Xxx The", "President Xxx", "met", "The", "zzyzx Xxx", "Xxx zzyzx"]
)
def test_what_begins_or_ends_with_a_small_or_plain_word_is_none(surface: str) -> None:
    assert texts(f"{surface} came.", "马克龙来了。", surface) == []


@pytest.mark.parametrize("surface", ["Xxx the Yyy", "Xxx von Yyy", "Xxx"])
def test_a_small_word_within_is_no_hindrance(surface: str) -> None:
    assert texts(f"{surface} came.", "马克龙来了。", surface) != []


@pytest.mark.parametrize(
    ("surface", "native", "expected"),
    [
        ("Xxx", "埃马纽埃尔·马克龙", "Macron"),
        ("Xxx Yyy", "埃马纽埃尔·马克龙", "Emmanuel Macron"),
        ("Xxx Yyy", "马克龙", "Emmanuel Macron"),
        ("Imanuel", "埃马纽埃尔·马克龙", "Emmanuel"),
        ("Imanuel Makelong", "埃马纽埃尔·马克龙", "Emmanuel Macron"),
        ("Makelong", "埃马纽埃尔·马克龙", "Macron"),
        ("Harkov", "哈尔科夫", "Kharkov"),
        ("Harkiv", "哈尔科夫", "Kharkiv"),
        ("Xxx", "基辅", "Kyiv"),
        ("Xxx Yyy", "基辅", "Kyiv"),
    ],
)
def test_the_likest_form_is_chosen_or_one_with_as_many_words(surface: str, native: str, expected: str) -> None:
    assert texts(f"{surface} came.", f"{native}来了。", surface) == [expected]


def test_a_misspelling_is_never_chosen() -> None:
    (form,) = found("Tiblisxi came.", "第比利斯来了。", "Tiblisxi")
    assert (form.text, form.status) == ("Tbilisi", "name")


def test_a_given_name_is_written_as_a_given_name() -> None:
    (form,) = found("Imanuel came.", "埃马纽埃尔·马克龙来了。", "Imanuel")
    assert (form.status, form.replacement) == ("given", "Emmanuel")


def test_the_likest_come_first_by_spelling_or_by_their_reading() -> None:
    source = "骆家辉、马克龙和斯塔默来了。"
    assert texts("Makelong came.", source, "Makelong")[0] == "Macron"
    assert texts("Stamarr came.", source, "Stamarr")[0] == "Starmer"
    ids = [form.entity.id for form in found("Telangpu came.", "骆家辉和特朗普来了。", "Telangpu")]
    assert ids == ["person/donald-trump", "person/gary-locke"]


def test_there_are_three_at_most_one_an_entity() -> None:
    forms = found("Xxx came.", "马克龙、斯塔默、骆家辉、基辅、哈尔科夫、马克龙", "Xxx")
    assert len(forms) == len({form.entity.id for form in forms}) == 3


def test_all_places_of_a_surface_form_are_looked_at() -> None:
    forms = texts("Xxx came.\nXxx left.\nYyy spoke.", "马克龙来了。\n斯塔默走了。\n骆家辉说。", "Xxx")
    assert sorted(forms) == ["Macron", "Starmer"]


def test_a_tie_goes_to_the_lower_id() -> None:
    rows = [
        Entity(f"place/{name}", "place", "Qqq", native=(native,)) for name, native in (("b", "甲城"), ("a", "乙城"))
    ]
    forms = [
        opposite_forms(["Xxx"], translation_of(NameTable(order), "Xxx came.", "甲城和乙城", "Xxx"))[0]
        for order in (rows, rows[::-1])
    ]
    assert [[form.entity.id for form in found] for found in forms] == [["place/a", "place/b"]] * 2


def test_every_surface_form_has_its_answer_in_order() -> None:
    document = read("Xxx met Yyy.\nZzz left.", "他会见了她。\n斯塔默走了。", "Xxx", "Yyy", "Zzz")
    answers = opposite_forms(["Zzz", "Xxx", "Yyy"], document)
    assert [[form.text for form in forms] for forms in answers] == [["Starmer"], [], []]
    assert opposite_forms([], document) == []


def test_a_document_without_source_has_an_empty_answer_for_each() -> None:
    document = document_of("Xxx, Yyy", mention_of("Xxx, Yyy", "Xxx"), mention_of("Xxx, Yyy", "Yyy"))
    assert opposite_forms(["Xxx", "Yyy"], document) == [[], []]


def test_a_full_name_that_is_read_off_becomes_a_full_name() -> None:
    assert texts("Luo Jiahui came.", "骆家辉来了。", "Luo Jiahui") == ["Gary Locke"]


def test_a_surname_that_is_read_off_becomes_a_surname() -> None:
    assert texts("Makelong came.", "马克龙来了。", "Makelong") == ["Macron"]


@pytest.mark.parametrize(("surface", "expected"), [("Xxxxn Yyyyy", "Emmanuel Macron"), ("Xarxx", "Macron")])
def test_from_a_third_of_the_letters_on_spelling_chooses_the_form(surface: str, expected: str) -> None:
    assert texts(f"{surface} came.", "马克龙来了。", surface) == [expected]
