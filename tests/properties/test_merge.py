"""Merging, whatever the tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from namefix.curate.merge import merge_tables
from namefix.datatypes import Entity
from namefix.table import load_entities
from namefix.table.writing import json_line_of

EXAMPLES = settings(max_examples=60)
NAMES = ("Anna Zell", "Anna Žell", "Otto Zell", "Ondřej Vrba")
FORMS = ("Zell", "Sell", "Vrba", "Anna Zell")


def lists(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2)


ROWS = st.fixed_dictionaries(
    {
        "id": st.sampled_from("abcd"),
        "kind": st.sampled_from(("person", "place")),
        "name": st.sampled_from(NAMES),
        "aliases": lists(FORMS),
        "variants": lists(FORMS),
        "misspellings": lists(FORMS),
        "native": lists(("Целль", "策尔")),
        "country": st.sampled_from((None, "CH", "AT")),
        "roles": lists(("judge", "mayor", "city")),
        "weight": st.integers(0, 9),
        "target": st.booleans(),
    }
)
TABLES = st.lists(st.lists(ROWS, unique_by=lambda row: row["id"], max_size=4), min_size=2, max_size=3)


def merged(folder: Path, tables: list[list[dict[str, Any]]]) -> list[Entity]:
    """Return the rows of merged tables, as they are read again from the file they are written to."""
    paths = []
    for at, rows in enumerate(tables):
        paths.append(folder / f"{at}.jsonl")
        paths[-1].write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    lines: list[str] = []
    merge_tables(paths, lambda entity: lines.append(json_line_of(entity)), lambda _: None)
    made = folder / "merged.jsonl"
    made.write_text("".join(lines), encoding="utf-8")
    return load_entities([made])


@EXAMPLES
@given(TABLES)
def test_what_is_merged_is_a_table_of_ids_that_were_there(
    tmp_path_factory: Any, tables: list[list[dict[str, Any]]]
) -> None:
    entities = merged(tmp_path_factory.mktemp("merge"), tables)
    assert {entity.id for entity in entities} <= {row["id"] for rows in tables for row in rows}
    assert {row["id"] for row in tables[0]} <= {entity.id for entity in entities}


@EXAMPLES
@given(TABLES, st.randoms())
def test_the_order_of_rows_changes_nothing_but_the_order(
    tmp_path_factory: Any, tables: list[list[dict[str, Any]]], lots: Any
) -> None:
    folder = tmp_path_factory.mktemp("merge")
    shuffled = [lots.sample(rows, len(rows)) for rows in tables]
    one, other = (sorted(merged(folder, given), key=lambda entity: entity.id) for given in (tables, shuffled))
    assert one == other
