from __future__ import annotations

from tests.builders import score_of

from namefix.score.length import NameLength
from namefix.table.name_table import NameTable


def test_the_shorter_of_the_two_names_counts(table: NameTable) -> None:
    macron = table.find("Emmanuel Macron")[0]
    short, long = (score_of(NameLength(), name, (name, macron)) for name in ("Makron", "Emmanuel Makron"))
    assert short is not None
    assert long is not None
    assert 0 < short < long <= 1


def test_very_long_names_score_no_more_than_1(table: NameTable) -> None:
    name = "Ursula von der Lein"
    assert score_of(NameLength(), name, (name, table.find("Ursula von der Leyen")[0])) == 1
