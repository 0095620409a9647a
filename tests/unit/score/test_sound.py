from __future__ import annotations

import pytest
from tests.builders import score_of

from namefix.score.sound import SoundSimilarity
from namefix.table.name_table import NameTable


@pytest.mark.parametrize(("surface", "name"), [("Zerenski", "Zelensky"), ("Byden", "Biden"), ("Makron", "Macron")])
def test_confused_sounds_count_as_one(table: NameTable, surface: str, name: str) -> None:
    assert score_of(SoundSimilarity(), surface, (surface, table.find(name)[0])) == 1


def test_other_sounds_do_not(table: NameTable) -> None:
    score = score_of(SoundSimilarity(), "Merkel", ("Merkel", table.find("Macron")[0]))
    assert score is not None
    assert score < 0.7
