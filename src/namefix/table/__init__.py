"""The knowledge base: files of names in, a `NameTable` out, or every problem of the files at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from namefix import registry
from namefix.datatypes import Entity
from namefix.errors import TableFormatError, TableIssue, TableValidationError
from namefix.protocols import TableFormat
from namefix.table.validate import Row, entity_of, find_issues


def load_entities(paths: Iterable[Path | str]) -> list[Entity]:
    """Read table files; the rows of all of them together make one knowledge base.

    Args:
        paths: CSV or JSON Lines files, plain or `.gz`.

    Returns:
        The entities in the order of files and rows.

    Raises:
        TableFormatError: If nothing is wrong but one file that cannot be read; names file and line.
        TableValidationError: If rows are wrong; `issues` has every problem of all files.
    """
    rows: list[Row] = []
    entities: list[Entity] = []
    issues: list[TableIssue] = []
    unreadable: list[TableFormatError] = []
    for path in paths:
        try:
            for row in read_rows(path):
                if isinstance(row, TableIssue):
                    issues.append(row)
                    continue
                rows.append(row)
                made = entity_of(row)
                if isinstance(made, Entity):
                    entities.append(made)
                else:
                    issues += made
        except TableFormatError as error:
            unreadable.append(error)
    issues += find_issues(rows)
    if len(unreadable) == 1 and not issues:
        raise unreadable[0]
    issues += [TableIssue(str(error.path), error.line, error.problem) for error in unreadable]
    if issues:
        raise TableValidationError(sorted(issues, key=lambda issue: (issue.path, issue.line or 0, issue.problem)))
    return entities


def join_tables(own: Sequence[Entity], bundled: Sequence[Entity]) -> list[Entity]:
    """Return the entities of a user's table and the bundled one; where both have an id, the user's row stands."""
    ids = {entity.id for entity in own}
    return [*own, *(entity for entity in bundled if entity.id not in ids)]


def read_rows(path: Path | str) -> Iterator[Row | TableIssue]:
    """Yield the raw rows of a table file, and for a line that is none what is wrong with it."""
    path = Path(path)
    for line, fields in format_of(path).rows(path):
        yield TableIssue(str(path), line, fields) if isinstance(fields, str) else Row(str(path), line, fields)


def format_of(path: Path) -> TableFormat:
    """Return the reader for a file name such as `names.csv` or `names.jsonl.gz`."""
    name = path.name.removesuffix(".gz")
    readers: Sequence[TableFormat] = [registry.load("table format", name)() for name in registry.TABLE_FORMATS]
    for reader in readers:
        if name.endswith(reader.suffixes):
            return reader
    known = ", ".join(suffix for reader in readers for suffix in reader.suffixes)
    raise TableFormatError(path, None, f"unknown kind of table; known are {known}, each also with .gz")
