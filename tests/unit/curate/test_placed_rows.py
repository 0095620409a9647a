from __future__ import annotations

from pathlib import Path

import pytest

from namefix.curate.placed_rows import PlacedRow, pack, read_placed, read_sound, unpack
from namefix.datatypes import Entity
from namefix.errors import TableIssue, TableValidationError

FULL = Entity("p", "person", "Ana", ("A",), ("B",), ("C", "D"), ("А",), "UA", ("poet",), 2.5, target=False)


def test_a_packed_row_is_the_row() -> None:
    row = PlacedRow(FULL, "t.csv", 7)
    assert unpack(pack(row)) == row


def test_rows_and_problems_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("id,kind,name\na,place,Oslo\nb,city,Bern\nc,place,Brno\n", encoding="utf-8")
    found = list(read_placed([table, tmp_path / "absent.csv"]))
    assert [(type(row), row.line) for row in found] == [
        (PlacedRow, 2),
        (TableIssue, 3),
        (PlacedRow, 4),
        (TableIssue, None),
    ]


def test_wrong_rows_are_told_after_the_sound_ones(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("id,kind,name\nb,city,Bern\na,place,Oslo\n", encoding="utf-8")
    seen = []
    with pytest.raises(TableValidationError, match="kind must be one of"):
        seen.extend(read_sound(table))
    assert [row.entity.id for row in seen] == ["a"]


def test_nobody_reads_on_after_a_thousand_problems(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("id,kind,name\n" + "b,city,Bern\n" * 1200 + "a,place,Oslo\n", encoding="utf-8")
    seen = []
    with pytest.raises(TableValidationError) as caught:
        seen.extend(read_sound(table))
    assert (seen, len(caught.value.issues)) == ([], 1000)
