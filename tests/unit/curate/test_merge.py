from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from namefix.curate.inspection import InspectionCounts, inspect_tables
from namefix.curate.joining import MergeNote
from namefix.curate.merge import MergeSummary, merge_tables
from namefix.datatypes import Entity
from namefix.errors import TableValidationError
from namefix.table.writing import json_line_of

Rows = Sequence[dict[str, Any]]
ZELL = {"kind": "person", "name": "Anna Zell"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def written(folder: Path, tables: Iterable[Rows]) -> list[Path]:
    paths = []
    for at, rows in enumerate(tables):
        path = folder / f"t{at}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        paths.append(path)
    return paths


def merged(folder: Path, *tables: Rows) -> tuple[list[Entity], list[tuple[str, str, str]], MergeSummary]:
    entities: list[Entity] = []
    notes: list[MergeNote] = []
    summary = merge_tables(written(folder, tables), entities.append, notes.append)
    return entities, [(note.what, note.id, note.other_id) for note in notes], summary


def test_by_id_then_by_evidence_in_the_order_of_the_tables(folder: Path) -> None:
    first = [{"id": "z", **ZELL, "country": "CH"}, {"id": "a", "kind": "place", "name": "Bern"}]
    second = [
        {"id": "new", "kind": "place", "name": "Brno"},
        {"id": "a", "kind": "place", "name": "Bern", "weight": 9},
        {"id": "other", **ZELL, "country": "CH", "weight": 5},
    ]
    entities, notes, summary = merged(folder, first, second)
    assert [(entity.id, entity.weight) for entity in entities] == [("z", 5), ("a", 9), ("new", 0)]
    assert notes == [("joined", "z", "other")]
    assert (summary.read, summary.by_id, summary.by_evidence, summary.written) == ([2, 3], 1, 1, 3)


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ({"country": "CH"}, {"country": "AT"}, "namesake"),
        ({"country": "CH"}, {}, "undecided"),
        ({"roles": ["judge"]}, {"roles": ["singer"]}, "namesake"),
    ],
)
def test_namesakes_are_kept_apart_and_told(
    folder: Path, first: dict[str, Any], second: dict[str, Any], what: str
) -> None:
    entities, notes, _ = merged(folder, [{"id": "a", **ZELL, **first}], [{"id": "b", **ZELL, **second}])
    assert [entity.id for entity in entities] == ["a", "b"]
    assert notes == [(what, "a", "b")]


def test_two_that_may_be_one_are_ambiguous_whichever_table_has_them(folder: Path) -> None:
    one, two = {"id": "a", **ZELL, "country": "CH"}, {"id": "b", **ZELL, "country": "CH", "roles": ["judge"]}
    new = {"id": "c", **ZELL, "country": "CH"}
    assert merged(folder, [one, two], [new])[1] == [("ambiguous", "a", "c")]
    assert merged(folder, [new], [one, two])[1] == [("ambiguous", "c", "a"), ("ambiguous", "c", "b")]


def test_rows_of_one_table_are_not_joined(folder: Path) -> None:
    rows = [{"id": key, **ZELL, "country": "CH"} for key in "ab"]
    entities, notes, _ = merged(folder, rows, [])
    assert ([entity.id for entity in entities], notes) == (["a", "b"], [])


def test_a_third_table_joins_what_the_first_two_made(folder: Path) -> None:
    entities, _, summary = merged(
        folder,
        [{"id": "a", **ZELL, "country": "CH"}],
        [{"id": "b", **ZELL, "country": "CH", "roles": ["judge"]}],
        [{"id": "c", **ZELL, "roles": ["judge"]}],
    )
    assert ([entity.id for entity in entities], summary.by_evidence) == (["a"], 2)


def test_an_id_that_means_somebody_else_is_left_out_and_told(folder: Path) -> None:
    other = {"id": "1", "kind": "person", "name": "Ondřej Vrba"}
    place = {"id": "1", "kind": "place", "name": "Anna Zell"}
    entities, notes, _ = merged(folder, [{"id": "1", **ZELL}], [other], [place])
    assert [entity.name for entity in entities] == ["Anna Zell"]
    assert [what for what, _, _ in notes] == ["id", "kind"]


@pytest.mark.parametrize(
    "rows",
    [
        [{"id": "1", **ZELL}, {"id": "1", **ZELL}],
        [{"id": "0", "kind": "place", "name": "Bern"}, {"id": "0", **ZELL}],
        [{"id": "1", "kind": "city", "name": "Bern"}],
    ],
    ids=["an id twice", "an id twice that means somebody else", "a wrong row"],
)
def test_nothing_is_written_of_wrong_tables(folder: Path, rows: Rows) -> None:
    entities: list[Entity] = []
    with pytest.raises(TableValidationError):
        merge_tables(written(folder, [[{"id": "0", **ZELL}], rows]), entities.append, lambda _: None)
    assert entities == []


def test_what_is_merged_passes_the_check_and_merging_it_again_changes_nothing(folder: Path) -> None:
    first = [
        {"id": "a", **ZELL, "misspellings": ["Cell"], "country": "CH"},
        {"id": "o", "kind": "other", "name": "X Y"},
    ]
    first[1]["target"] = False
    second = [
        {"id": "a", **ZELL, "aliases": ["Cell"], "country": "AT", "target": False, "weight": 1.5},
        {"id": "o", "kind": "other", "name": "X-Y", "target": False},
        {"id": "b", "kind": "person", "name": "Otto Vrba", "native": ["Врба"]},
    ]
    entities, _, _ = merged(folder, first, second)
    table = folder / "merged.jsonl"
    table.write_text("".join(map(json_line_of, entities)), encoding="utf-8")
    counts = InspectionCounts()
    list(inspect_tables([table], counts))
    assert (counts.issues, counts.entities) == (0, 3)
    again: list[Entity] = []
    merge_tables([table, *written(folder, [first, second])], again.append, lambda _: None)
    assert again == entities
