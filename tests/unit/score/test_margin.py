from __future__ import annotations

import pytest
from tests.builders import document_of, mention_of, score_of, words_of

from namefix.score.margin import MarginToNext
from namefix.table.name_table import NameTable


def test_alone_is_more_than_ahead_and_that_more_than_behind(table: NameTable) -> None:
    zelensky, abe = ("Zelenskj", table.find("Zelensky")[0]), ("Zelenskj", table.find("Tbilisi")[0])
    alone = score_of(MarginToNext(), "Zelenskj", zelensky)
    ahead = score_of(MarginToNext(), "Zelenskj", zelensky, abe)
    behind = score_of(MarginToNext(), "Zelenskj", abe, zelensky)
    assert alone is not None
    assert ahead is not None
    assert behind is not None
    assert 1 >= alone >= ahead > 0.5 > behind >= 0


def test_who_would_write_the_same_is_no_rival(table: NameTable) -> None:
    joe, hunter = (("Bidon", form) for form in table.find("Biden"))
    assert score_of(MarginToNext(), "Bidon", joe, hunter) == score_of(MarginToNext(), "Bidon", joe)


def test_another_mention_is_no_rival(table: NameTable) -> None:
    makron, kiew = ("Makron", table.find("Macron")[0]), ("Kiew", table.find("Kiev")[0])
    assert score_of(MarginToNext(), "Makron, Kiew", makron, kiew) == score_of(MarginToNext(), "Makron, Kiew", makron)


@pytest.mark.parametrize(("surface", "expected"), [("Macron", 1), ("Makron", 1), ("Maklon", 0.867), ("Marcelo", 0.431)])
def test_somebody_whom_no_table_has_is_always_a_rival(table: NameTable, surface: str, expected: float) -> None:
    assert score_of(MarginToNext(), surface, (surface, table.find("Macron")[0])) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("surface", "words"),
    [
        ("Makron", "no other candidate is close"),
        ("Markoo", "another candidate is close behind"),
        ("Marcelo", "another candidate is as close"),
    ],
)
def test_the_words_say_how_close_another_is(table: NameTable, surface: str, words: str) -> None:
    document = document_of(surface, mention_of(surface, surface))
    assert words_of(MarginToNext(), document, surface, table.find("Macron")[0]) == words
