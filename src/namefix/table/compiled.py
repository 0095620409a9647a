"""Compiled tables: rows, forms and search index of a knowledge base in one memory-mapped file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO

from namefix.datatypes import Entity
from namefix.table.fingerprint import stamp
from namefix.table.name_table import NameTable
from namefix.table.part import TablePart
from namefix.table.postings import spelling_arrays
from namefix.table.sections import SUFFIX, Stamp, write_sections


def compile_table(entities: Iterable[Entity], file: IO[bytes]) -> TablePart:
    """Write a compiled table, which `namefix.load` and `--table` accept like any other.

    Args:
        entities: Entities with unique ids. Their order does not matter: the same entities give the same bytes.
        file: An empty file, open for writing.

    Returns:
        The compiled table.

    Raises:
        TableError: If a text contains a tab or a line end.
    """
    part = TablePart.of(entities)
    write_part(part, file, stamp(part.language.code))
    return part


def map_parts(table: NameTable, folder: Path) -> NameTable:
    """Return a table that other processes can share: its parts are mapped; those in memory are written into a folder."""
    parts = []
    for number, part in enumerate(table.parts):
        if part.path:
            parts.append(part)
            continue
        path = folder / f"{number}{SUFFIX}"
        with path.open("xb") as file:
            write_part(part, file, stamp(part.language.code))
        parts.append(TablePart.mapped(path, part.language))
    return NameTable.joined(parts)


def write_part(part: TablePart, file: IO[bytes], stamp: Stamp) -> None:
    """Write a part and its search index to an empty file."""
    write_sections(file, {**part.to_arrays(), **spelling_arrays(part)}, stamp)
