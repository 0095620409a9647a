from __future__ import annotations

from namefix.table import load_entities
from namefix.table.bundled import bundled_entities, bundled_tables


def test_the_files_come_sorted() -> None:
    names = [path.name for path in bundled_tables()]
    assert "persons.csv" in names
    assert names == sorted(names)


def test_the_fast_way_reads_what_the_checked_way_reads() -> None:
    assert bundled_entities() == load_entities(bundled_tables())
