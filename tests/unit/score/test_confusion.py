from __future__ import annotations

import math

import pytest
from tests.builders import document_of, form_of, mention_of, score_of, words_of

from namefix import Entity
from namefix.score.confusion import LearnedConfusion
from namefix.table.name_table import NameTable


def test_the_same_letters_score_1(table: NameTable) -> None:
    assert score_of(LearnedConfusion(), "ZELENSKY", ("ZELENSKY", table.find("Zelensky")[0])) == 1


def test_what_translation_confuses_scores_higher(table: NameTable) -> None:
    zelensky = table.find("Zelensky")[0]
    often, seldom = (score_of(LearnedConfusion(), name, (name, zelensky)) for name in ("Zerensky", "Zemensky"))
    assert often is not None
    assert seldom is not None
    assert 0 < seldom < often < 1


def score(surface: str, name: str, country: str | None) -> float:
    found = score_of(
        LearnedConfusion(), surface, (surface, form_of(Entity("person/x", "person", name, country=country)))
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("surface", "name", "country"),
    [("Babišovi", "Babiš", "CZ"), ("Tuskom", "Tusk", "PL"), ("Putinu", "Putin", "RU"), ("Putinym", "Putin", "RU")],
)
def test_a_case_ending_costs_little_where_names_have_them(surface: str, name: str, country: str) -> None:
    assert score(surface, name, "US") < score(surface, name, country) < 1
    assert score(surface, name, country) > 0.8


def test_a_garble_with_an_ending_is_as_much_a_garble_as_without() -> None:
    assert score("Pudin", "Putin", "RU") > score("Pudinom", "Putin", "RU") > score("Pudinom", "Putin", "US")


@pytest.mark.parametrize(("surface", "name"), [("Petrowá", "Petrová"), ("Putin", "Putin"), ("Bodrov", "Petrov")])
def test_an_ending_that_the_name_has_too_is_no_ending(surface: str, name: str) -> None:
    assert score(surface, name, "CZ") == score(surface, name, "US")


def test_an_ending_that_is_left_on_costs_fifteen_hundredths() -> None:
    assert score("Putinu", "Putin", "RU") == pytest.approx(math.exp(-0.15))


@pytest.mark.parametrize(
    ("surface", "words"),
    [
        ("ZELENSKY", "same letters"),
        ("Zerensky", "sounds alike: r/l"),
        ("Zenensky", "sounds similar: n/l"),
        ("Zemensky", "sounds similar: m/l"),
        ("Cerenskii", "sounds similar: c/z, r/l, ii/y"),
    ],
)
def test_the_words_name_the_sounds_that_differ(table: NameTable, surface: str, words: str) -> None:
    document = document_of(surface, mention_of(surface, surface))
    assert words_of(LearnedConfusion(), document, surface, table.find("Zelensky")[0]) == words


@pytest.mark.parametrize(
    ("surface", "name"),
    [("Obamaneun", "Obama"), ("Walaleppo", "Aleppo"), ("Makronom", "Macron"), ("Ha Negev", "Negev")],
)
def test_what_any_language_leaves_on_a_name_costs_more_than_an_ending_of_the_country(surface: str, name: str) -> None:
    assert 0.5 < score(surface, name, None) < math.exp(-0.15)


def test_what_is_left_must_be_near_the_name() -> None:
    assert score("Baden", "Oden", None) == score("Baden", "Oden", "US") < 0.5
