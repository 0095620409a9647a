from __future__ import annotations

import pytest
from tests.builders import source_score_of, translation_of, values_of, words_of

from namefix.datatypes import Candidate, Document
from namefix.score.not_in_source import NotInSource
from namefix.table.name_table import NameTable

SCORER = NotInSource()


def score(table: NameTable, document: Document, surface: str) -> float | None:
    return source_score_of(SCORER, document, surface, table.find("Macron")[0])


@pytest.mark.parametrize(
    ("surface", "source"),
    [
        ("Markin", "Приехал г-н Маркин."),
        ("Zhang Wei", "张伟来了。"),
        ("Marconi", "Monsieur Marconi est venu, voilà."),
        ("MARKIN", "Приехал г-н Маркин."),
    ],
)
def test_whose_letters_stand_in_the_source_is_somebody_else(table: NameTable, surface: str, source: str) -> None:
    assert score(table, translation_of(table, f"{surface} came back home.", source, surface), surface) == 0


@pytest.mark.parametrize("source", ["Приехал Эммануэль Макрон.", "马克龙来了。"])
def test_a_name_of_the_table_is_nobody_else(table: NameTable, source: str) -> None:
    found = score(table, translation_of(table, "Makron came.", source, "Makron"), "Makron")
    assert found is not None
    assert found > 0.4


def test_the_more_alike_the_lower(table: NameTable) -> None:
    source = "Приехал г-н Маркин."
    scores = [
        score(table, translation_of(table, f"{surface} came.", source, surface), surface)
        for surface in ("Markin", "Markon", "Makron", "Zelensky")
    ]
    found = [score for score in scores if score is not None]
    assert found == sorted(set(found))
    assert len(found) == 4
    assert found[-1] <= 1


def test_of_several_places_the_most_alike_counts(table: NameTable) -> None:
    text, source = "Markin came.\nMarkin left.", "Он приехал.\nУехал г-н Маркин."
    assert score(table, translation_of(table, text, source, "Markin"), "Markin") == 0


def test_only_what_stands_opposite_counts(table: NameTable) -> None:
    text, source = "Markin came.\nHe left.", "Он приехал.\nУехал г-н Маркин."
    found = score(table, translation_of(table, text, source, "Markin"), "Markin")
    assert found is not None
    assert found > 0.3


@pytest.mark.parametrize("source", ["那。", "。\n那", "马克龙"])
def test_of_less_letters_than_a_mention_has_nobody_is_called_so(table: NameTable, source: str) -> None:
    assert score(table, translation_of(table, "Markin came.", source, "Markin"), "Markin") == 1


@pytest.mark.parametrize(("surface", "source"), [("Xi", "Приехал Си."), ("Li", "李来了。"), ("Markin", "")])
def test_short_mentions_and_those_without_source_have_no_opinion(table: NameTable, surface: str, source: str) -> None:
    assert score(table, translation_of(table, f"{surface} came.", source, surface), surface) is None


def test_all_candidates_of_a_mention_have_the_score_of_the_mention(table: NameTable) -> None:
    text = "Markin met Zelenskaya."
    document = translation_of(table, text, "Маркин встретил кого-то.", "Markin", "Zelenskaya")
    candidates = [
        Candidate(document.by_surface[surface][0], table.find(name)[0])
        for surface in ("Markin", "Zelenskaya", "Markin")
        for name in ("Macron", "Kyiv")
    ]
    scores = values_of(SCORER.score(candidates, document))
    assert scores[:2] == scores[4:] == [0, 0]
    assert scores[2] == scores[3] != 0


def test_it_is_told_whether_the_source_has_the_name(table: NameTable) -> None:
    document = translation_of(table, "Markin met Makron.", "Маркин встретил Макрона.", "Markin", "Makron")
    macron = table.find("Macron")[0]
    assert words_of(SCORER, document, "Markin", macron) == "the source has this very name"
    assert words_of(SCORER, document, "Makron", macron) == "the source has no such name"


def test_three_letters_are_enough(table: NameTable) -> None:
    assert score(table, translation_of(table, "Lee came.", "Приехал Ли.", "Lee"), "Lee") is not None
