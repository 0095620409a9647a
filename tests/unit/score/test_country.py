from __future__ import annotations

import pytest
from tests.builders import document_of, form_of, mention_of, score_of, words_of

from namefix import Entity
from namefix.score.country import CountryNearby
from namefix.table.name_table import NameTable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("French President Makron", 1),
        ("President Makron of France", 1),
        ("Makron spoke.\nFrance and Germany agree", 0.25),
        ("Makron spoke.\nFrance agrees", 0.5),
        ("German President Makron", 0),
        ("President Makron", None),
    ],
)
def test_the_country_beside_it_says_more_than_one_far_off(table: NameTable, text: str, expected: float | None) -> None:
    assert score_of(CountryNearby(), text, ("Makron", table.find("Macron")[0])) == expected


def test_a_country_is_told_by_its_letters(table: NameTable) -> None:
    assert score_of(CountryNearby(), "US President Byden", ("Byden", table.find("Joe Biden")[0])) == 1


def test_an_entity_without_country_has_no_opinion() -> None:
    nobody = form_of(Entity("person/x", "person", "Emmanuel Macron"))
    assert score_of(CountryNearby(), "French President Makron", ("Makron", nobody)) is None


def test_no_candidates_are_no_error() -> None:
    assert CountryNearby().score([], None) == []  # type: ignore[arg-type]


def test_a_place_of_the_table_tells_its_country(table: NameTable) -> None:
    text = "Makron and Zerensky met in Kyiv."
    kyiv = mention_of(text, "Kyiv", forms=table.find("Kyiv"))
    zelensky, macron = (("Zerensky", table.find("Zelensky")[0]), ("Makron", table.find("Macron")[0]))
    assert score_of(CountryNearby(), text, zelensky, beside=[kyiv]) == 1
    assert score_of(CountryNearby(), text, macron, beside=[kyiv]) == 0


@pytest.mark.parametrize(("letters", "expected"), [(60, 1), (84, 1), (94, 0.5), (120, 0.5)])
def test_beside_it_is_about_a_clause(table: NameTable, letters: int, expected: float) -> None:
    macron = ("Makron", table.find("Macron")[0])
    gap = " " + "x" * (letters - len(" France ")) + " "
    assert score_of(CountryNearby(), f"France{gap}Makron", macron) == expected
    assert score_of(CountryNearby(), f"Makron{gap}France", macron) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("French President Makron", "its country is named next to it (FR)"),
        ("Makron spoke.\nFrance agrees", "same country as the text (FR)"),
        ("German President Makron", "its country is not in the text (FR)"),
    ],
)
def test_the_words_name_the_country(table: NameTable, text: str, words: str) -> None:
    document = document_of(text, mention_of(text, "Makron"))
    assert words_of(CountryNearby(), document, "Makron", table.find("Macron")[0]) == words
