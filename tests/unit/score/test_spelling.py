from __future__ import annotations

import pytest
from tests.builders import document_of, mention_of, score_of, words_of

from namefix.score.spelling import SpellingSimilarity
from namefix.table.name_table import NameTable


@pytest.mark.parametrize(
    ("surface", "name", "least", "most"),
    [
        ("Macron", "Macron", 1, 1),
        ("MÁCRON", "Macron", 1, 1),
        ("Makron", "Macron", 0.8, 0.9),
        ("Kyiv", "Macron", 0, 0.3),
    ],
)
def test_the_share_of_common_letters(table: NameTable, surface: str, name: str, least: float, most: float) -> None:
    score = score_of(SpellingSimilarity(), surface, (surface, table.find(name)[0]))
    assert score is not None
    assert least <= score <= most


@pytest.mark.parametrize(
    ("surface", "words"), [("Makron", "5 of 6 letters agree"), ("Macronn", "6 of 7 letters agree")]
)
def test_the_words_count_the_letters(table: NameTable, surface: str, words: str) -> None:
    document = document_of(surface, mention_of(surface, surface))
    assert words_of(SpellingSimilarity(), document, surface, table.find("Macron")[0]) == words
