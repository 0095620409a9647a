from __future__ import annotations

from pathlib import Path

import pytest

from namefix.curate.table_diff import DiffSummary, RowChange, diff_tables
from namefix.errors import TableValidationError

HEADER = "id,kind,name,aliases,country,roles,weight,target\n"
BERN = "place/bern,place,Bern,Berne|Berna,CH,city,90,yes\n"
BRNO = "place/brno,place,Brno,,CZ,city,80,yes\n"


def diff(folder: Path, before: str, after: str) -> tuple[list[RowChange], DiffSummary]:
    paths = folder / "before.csv", folder / "after.csv"
    for path, rows in zip(paths, (before, after), strict=True):
        path.write_text(HEADER + rows, encoding="utf-8")
    summary = DiffSummary()
    return list(diff_tables(*paths, summary)), summary


def test_order_of_rows_and_lists_does_not_matter(tmp_path: Path) -> None:
    changes, summary = diff(tmp_path, BERN + BRNO, BRNO + BERN.replace("Berne|Berna", "Berna|Berne"))
    assert (changes, summary.same) == ([], 2)


def test_added_and_removed(tmp_path: Path) -> None:
    changes, summary = diff(tmp_path, BERN, BRNO)
    assert [str(change) for change in changes] == ["- place/bern (Bern)", "+ place/brno (Brno)"]
    assert (summary.same, dict(summary.changes)) == (0, {"removed": 1, "added": 1})


def test_changed_field_by_field(tmp_path: Path) -> None:
    after = "place/bern,place,Bärn,Berne|Bern,,city,90.5,no\n"
    [change], _ = diff(tmp_path, BERN, after)
    assert str(change).splitlines() == [
        "~ place/bern (Bärn)",
        "    name: Bern → Bärn",
        "    country: CH → none",
        "    weight: 90 → 90.5",
        "    target: yes → no",
        "    aliases: - Berna, + Bern",
    ]
    assert change.as_dict()["fields"]["aliases"] == {"added": ["Bern"], "removed": ["Berna"]}
    assert change.as_dict()["fields"]["target"] == {"before": True, "after": False}


def test_an_id_that_stands_twice_cannot_be_compared(tmp_path: Path) -> None:
    with pytest.raises(TableValidationError, match=r"after.csv:3: id 'place/bern' is used already in .*after.csv:2"):
        diff(tmp_path, BERN, BERN + BERN)
