from __future__ import annotations

import pytest
from tests.builders import score_of

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
