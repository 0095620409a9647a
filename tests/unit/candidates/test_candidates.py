from __future__ import annotations

import pytest
from tests.builders import form_of, mention_of

from namefix import Entity
from namefix.candidates import has_stray_word, is_longer_or_shorter, is_of_its_people, is_settled, one_form_an_entity
from namefix.datatypes import Kind
from namefix.names.name import name_of
from namefix.names.target_language import english
from namefix.table.name_table import NameTable


@pytest.mark.parametrize(
    ("surface", "alias", "expected"),
    [
        ("Merkel", "Angela Merkel", True),
        ("Angela Merkel", "Merkel", True),
        ("Leyen", "von der Leyen", True),
        ("Angla Merkel", "Angela Merkel", False),
        ("Merkel", "Merkel", False),
        ("Zelen sky", "Zelensky", False),
        ("New York City", "York", True),
    ],
)
def test_a_name_with_further_words_is_no_garble(surface: str, alias: str, expected: bool) -> None:
    assert is_longer_or_shorter(name_of(surface), name_of(alias)) is expected


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("Macron", True),
        ("Kiev", True),
        ("Marcon", True),
        ("French", True),
        ("Makron", False),
        ("Prime Minister", True),
        ("Minister President", True),
        ("Minister Makron", False),
    ],
)
def test_names_of_targets_countries_and_offices_are_settled(table: NameTable, surface: str, expected: bool) -> None:
    assert is_settled(mention_of(surface, surface, forms=table.find(surface)), table) is expected


@pytest.mark.parametrize("is_bundled", [True, False])
def test_who_is_only_known_stays_if_the_user_says_so(is_bundled: bool) -> None:
    table = NameTable([Entity("person/a", "person", "Ludovic Marcon", target=False, is_bundled=is_bundled)])
    mention = mention_of("Ludovic Marcon", "Ludovic Marcon", forms=table.find("Ludovic Marcon"))
    assert is_settled(mention, table) is not is_bundled


def test_demonyms_are_settled() -> None:
    table = NameTable([Entity("other/israelis", "other", "Israelis", target=False)])
    assert is_settled(mention_of("Israelis", "Israelis", forms=table.find("Israelis")), table)


@pytest.mark.parametrize(
    ("surface", "alias", "expected"),
    [
        ("Emanuel Makron met", "Emmanuel Macron", True),
        ("Leien said", "von der Leyen", True),
        ("Yesterday Emanuel Makron", "Emmanuel Macron", True),
        ("Emanuel Makron Paris", "Emmanuel Macron", True),
        ("Emanuel Makron", "Emmanuel Macron", False),
        ("Makron", "Macron", False),
        ("Zelen sky", "Zelensky", False),
        ("Sao Paolo", "Sao Paulo", False),
    ],
)
def test_a_word_at_an_end_that_makes_a_name_less_alike_is_stray(surface: str, alias: str, expected: bool) -> None:
    assert has_stray_word(name_of(surface), name_of(alias), english()) is expected


@pytest.mark.parametrize(
    ("surface", "alias", "expected"),
    [
        ("Tiblisi City", "Tbilisi", True),
        ("Panma City", "Panama City", False),
        ("Zaporishia Oblast", "Zaporizhzhia Region", False),
    ],
)
def test_a_word_for_a_kind_of_place_is_stray_where_the_alias_has_none(surface: str, alias: str, expected: bool) -> None:
    assert has_stray_word(name_of(surface), name_of(alias), english()) is expected


@pytest.mark.parametrize(
    ("surface", "alias", "expected"),
    [
        ("Minister Makron", "Emmanuel Macron", True),
        ("novelist Kuper", "Yvette Cooper", True),
        ("Pope Fransis", "Pope Francis", False),
        ("emanuel Makron", "Emmanuel Macron", False),
        ("van der Lejen", "von der Leyen", False),
        ("Emanuel Makron", "Emmanuel Macron", False),
    ],
)
def test_a_title_or_a_small_english_word_before_a_name_is_stray(surface: str, alias: str, expected: bool) -> None:
    assert has_stray_word(name_of(surface), name_of(alias), english()) is expected


def test_of_several_forms_of_an_entity_the_first_counts(table: NameTable) -> None:
    macron, emmanuel_macron, kyiv = (table.find(name)[0] for name in ("Macron", "Emmanuel Macron", "Kyiv"))
    assert one_form_an_entity([macron], [kyiv, emmanuel_macron]) == [macron, kyiv]
    assert one_form_an_entity([kyiv, emmanuel_macron], [macron]) == [kyiv, emmanuel_macron]


@pytest.mark.parametrize(
    ("surface", "kind", "name", "expected"),
    [
        ("South Korean", "place", "South Korea", True),
        ("South Koreans", "place", "South Korea", True),
        ("British", "place", "Britain", True),
        ("British Isles", "place", "Britain", True),
        ("Tbilisian", "place", "Tbilisi", True),
        ("Romans", "place", "Roma", True),
        ("Sooth Korea", "place", "South Korea", False),
        ("Tbilisin Town", "place", "Tbilisi", False),
        ("Tiblisi", "place", "Tbilisi", False),
        ("Macronian", "person", "Macron", False),
    ],
)
def test_the_people_and_the_adjective_of_a_place_are_not_the_place(
    surface: str, kind: Kind, name: str, expected: bool
) -> None:
    assert is_of_its_people(name_of(surface), form_of(Entity("x/x", kind, name)), english()) is expected
