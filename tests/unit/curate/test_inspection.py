from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import pytest

from namefix.curate.inspection import MOST_COMPARED, InspectionCounts, inspect_tables
from namefix.curate.placed_rows import PlacedRow, read_sound
from namefix.curate.table_warning import TableWarning
from namefix.errors import TableIssue

HEADER = "id,kind,name,aliases,misspellings,country,roles,weight,target\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "t.csv"
    path.write_text(
        HEADER + "anna,person,Anna Zell,,,CH,,20,yes\n"
        "vrba,person,Ondřej Vrba,Vrba,Zell,CZ,,30,yes\n"
        "anna-2,person,Anna B. Zell,,,CH,,20,no\n"
        "bad,city,Bern,,,,,,\n"
        "vrba,person,Otto Vrba,,,AT,,0,yes\n",
        encoding="utf-8",
    )
    return path


def rows_of(paths: Sequence[Path]) -> Iterator[PlacedRow]:
    return chain.from_iterable(map(read_sound, paths))


def found_in(
    *paths: Path, counts: InspectionCounts | None = None, background: Sequence[Path] = ()
) -> tuple[list[str], list[tuple[str, str, str | None]]]:
    found = list(inspect_tables(paths, counts or InspectionCounts(), background=rows_of(background)))
    issues = [f"{issue.line}: {issue.problem}" for issue in found if isinstance(issue, TableIssue)]
    told = [
        (item.check, item.row.id, item.other.id if item.other else None)
        for item in found
        if isinstance(item, TableWarning)
    ]
    return issues, told


def test_problems_come_first_then_what_is_likely_wrong(table: Path) -> None:
    counts = InspectionCounts()
    issues, told = found_in(table, counts=counts)
    assert [issue.partition(" ")[0] for issue in issues] == ["5:", "6:"]
    assert f"id 'vrba' is used already in {table}:3" in issues[1]
    assert told == [
        ("duplicate", "anna", "anna-2"),
        ("misspelling", "vrba", "anna"),
        ("weight", "vrba", None),
    ]
    assert (counts.entities, counts.targets, counts.issues) == (4, 3, 2)
    assert dict(counts.warnings) == {"medium": 2, "low": 1}


def test_whoever_watches_is_told_of_every_row(table: Path) -> None:
    seen: list[int] = []
    list(inspect_tables([table], InspectionCounts(), watch=seen.append))
    assert sum(seen) == 4


def test_what_is_found_does_not_hang_on_the_order_of_rows(table: Path, tmp_path: Path) -> None:
    header, *rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    other = tmp_path / "other.csv"
    other.write_text(header + "".join(reversed(rows[:3])), encoding="utf-8")
    table.write_text(header + "".join(rows[:3]), encoding="utf-8")
    assert (
        {frozenset(pair) for _, *pair in found_in(table)[1]}
        == {frozenset(pair) for _, *pair in found_in(other)[1]}
        != set()
    )


class TestBackground:
    @pytest.fixture
    def sound(self, table: Path) -> Path:
        """The table without its wrong rows."""
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        table.write_text("".join(lines[:4]), encoding="utf-8")
        return table

    def test_meets_the_table_and_is_not_told_of_by_itself(self, sound: Path, tmp_path: Path) -> None:
        mine = tmp_path / "mine.csv"
        mine.write_text(HEADER + "zell,person,Anna Zell,,,CH,,20,yes\n", encoding="utf-8")
        assert found_in(mine, background=[sound]) == (
            [],
            [("duplicate", "zell", "anna"), ("duplicate", "zell", "anna-2"), ("misspelling", "vrba", "zell")],
        )

    @pytest.mark.parametrize(("target", "remedy"), [("yes", "give the row the id"), ("no", "remove the row")])
    def test_has_another_remedy_for_duplicates(self, sound: Path, tmp_path: Path, target: str, remedy: str) -> None:
        mine = tmp_path / "mine.csv"
        mine.write_text(HEADER + f"zell,person,Anna Zell,,,CH,,20,{target}\n", encoding="utf-8")
        found = inspect_tables([mine], InspectionCounts(), background=rows_of([sound]))
        told = [item.remedy for item in found if isinstance(item, TableWarning) and item.check == "duplicate"]
        assert told[0].startswith(remedy)

    def test_yields_to_rows_of_its_ids(self, tmp_path: Path) -> None:
        mine, bundled = tmp_path / "mine.csv", tmp_path / "bundled.csv"
        mine.write_text(HEADER + "zell,person,Anna Zell,,,CH,,20,yes\n", encoding="utf-8")
        bundled.write_text(HEADER + "zell,person,Otto Zell,,Anna Zell,CH,,20,yes\n", encoding="utf-8")
        assert found_in(mine, background=[bundled]) == ([], [])


def test_of_many_namesakes_the_best_known_are_compared(tmp_path: Path) -> None:
    table, counts = tmp_path / "t.csv", InspectionCounts()
    rows = [f"p{at:03},person,Anna Zell,,,CH,,{at + 1},yes\n" for at in range(MOST_COMPARED + 1)]
    table.write_text(HEADER + "".join(rows), encoding="utf-8")
    _, told = found_in(table, counts=counts)
    assert {(check, other) for check, _, other in told} == {
        ("duplicate", f"p{at:03}") for at in range(2, MOST_COMPARED + 1)
    }
    assert counts.crowded == len(["its name", "the surname", "the sound of its name"])
