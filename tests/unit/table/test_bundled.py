from __future__ import annotations

from dataclasses import replace

from namefix.table import load_entities
from namefix.table.bundled import bundled_entities, bundled_tables


def test_the_files_come_sorted() -> None:
    names = [path.name for path in bundled_tables()]
    assert "persons.csv" in names
    assert names == sorted(names)


def test_the_fast_way_reads_what_the_checked_way_reads() -> None:
    checked = [replace(entity, is_bundled=True) for entity in load_entities(bundled_tables())]
    assert bundled_entities() == checked
