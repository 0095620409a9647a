"""Compiled tables: everything that the fixer needs of a knowledge base in one file, opened by mapping it into memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from namefix.candidates.postings import spelling_arrays
from namefix.datatypes import Entity
from namefix.table.fingerprint import stamp
from namefix.table.part import TablePart
from namefix.table.sections import write_sections


def compile_table(entities: Iterable[Entity], file: IO[bytes]) -> TablePart:
    """Write a compiled table; `namefix.load` and `--table` take it like any other. The same entities give the same bytes.

    Args:
        entities: Their ids are unique; the order changes nothing.
        file: Empty, open for writing.

    Returns:
        What was compiled.

    Raises:
        TableError: If a text has a tab or a line end, which no table may have.
    """
    part = TablePart.of(entities)
    write_sections(file, {**part.to_arrays(), **spelling_arrays(part)}, stamp())
    return part
