"""Rows of tables with file and line, and their serialisation on disk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from namefix.datatypes import Entity
from namefix.errors import TableFormatError, TableIssue, TableValidationError
from namefix.table import read_rows
from namefix.table.bundled import bundled_tables, read_bundled
from namefix.table.validate import MOST_ISSUES, entity_of

_encode = json.JSONEncoder(ensure_ascii=False).encode


class PlacedRow(NamedTuple):
    """A row of a table with its file and line."""

    entity: Entity
    path: str
    line: int

    @property
    def place(self) -> str:
        """File and line in the notation of messages."""
        return f"{self.path}:{self.line}"

    def issue(self, problem: str) -> TableIssue:
        """Return a problem of this row."""
        return TableIssue(self.path, self.line, problem)


def read_placed(paths: Iterable[Path]) -> Iterator[PlacedRow | TableIssue]:
    """Yield the rows of tables in the order of files and lines; instead of an invalid row, each of its problems."""
    for path in paths:
        try:
            for row in read_rows(path):
                made = [row] if isinstance(row, TableIssue) else entity_of(row)
                if isinstance(made, Entity):
                    yield PlacedRow(made, row.path, row.line or 0)
                else:
                    yield from made
        except TableFormatError as error:
            yield TableIssue(str(error.path), error.line, error.problem)


def read_sound(path: Path) -> Iterator[PlacedRow]:
    """Yield the valid rows of a table.

    Raises:
        TableValidationError: If rows are invalid; raised after the last row, or after `MOST_ISSUES` problems.
    """
    issues: list[TableIssue] = []
    for row in read_placed([path]):
        if isinstance(row, PlacedRow):
            yield row
        else:
            issues.append(row)
            if len(issues) == MOST_ISSUES:
                break
    if issues:
        raise TableValidationError(issues)


def read_background() -> Iterator[PlacedRow]:
    """Yield the rows of the bundled table."""
    for path in bundled_tables():
        for line, entity in read_bundled(path):
            yield PlacedRow(entity, str(path), line)


def pack(row: PlacedRow) -> str:
    """Return a row as a line of JSON that `unpack` reads.

    Example:
        >>> row = PlacedRow(Entity("place/kyiv", "place", "Kyiv", variants=("Kiev",)), "names.csv", 2)
        >>> unpack(pack(row)) == row
        True
    """
    entity = row.entity
    lists = (entity.aliases, entity.variants, entity.misspellings, entity.native)
    rest = (entity.country, entity.roles, entity.weight, entity.target)
    return _encode((row.path, row.line, entity.id, entity.kind, entity.name, lists, rest))


def unpack(body: str) -> PlacedRow:
    """Return the row from a line of `pack`."""
    path, line, key, kind, name, lists, (country, roles, weight, target) = json.loads(body)
    aliases, variants, misspellings, native = map(tuple, lists)
    entity = Entity(
        key, kind, name, aliases, variants, misspellings, native, country, tuple(roles), weight, target
    )  # fmt: skip
    return PlacedRow(entity, path, line)
