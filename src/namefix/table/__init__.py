"""The knowledge base: reads table files into a `NameTable`, or reports all their problems at once."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from namefix import registry
from namefix.datatypes import Entity
from namefix.errors import ConfigError, TableFormatError, TableIssue, TableValidationError
from namefix.names.target_language import TargetLanguage
from namefix.protocols import TableFormat
from namefix.table.bundled_cache import bundled_part
from namefix.table.csv_format import rows_of_lines
from namefix.table.name_table import NameTable
from namefix.table.part import TablePart
from namefix.table.sections import SUFFIX
from namefix.table.validate import MOST_ISSUES, Row, entity_of, repeated_id
from namefix.utf8_lines import decode_lines


def load_table(
    paths: Iterable[Path | str],
    *,
    bundled: bool,
    language: TargetLanguage | None = None,
) -> NameTable:
    """Return the knowledge base of table files; compiled ones and the bundled table are mapped into memory.

    Of several rows with one id, those of plain tables take precedence, then those of compiled tables in the
    order given, then those of the bundled table. The bundled table is not read if a compiled table contains it.

    Raises:
        ConfigError: If a compiled table contains the bundled table but `bundled` is false.
        TableError: If a table cannot be used; the message lists all problems.
    """
    places = [Path(path) for path in paths]
    mapped = [TablePart.mapped(path, language) for path in places if is_compiled(path)]
    holding = next((part.path for part in mapped if part.has_bundled), None)
    if holding and not bundled:
        problem = "contains the bundled table; rebuild it with --no-bundled, or use the bundled table"
        raise ConfigError(f"{holding}: {problem}")
    own = load_entities(path for path in places if not is_compiled(path))
    more = [bundled_part(language)] if bundled and not holding else []
    return NameTable.joined([TablePart.of(own, language), *mapped, *more])


def is_compiled(path: Path) -> bool:
    """Return whether a file is a compiled table, by its suffix."""
    return path.suffix == SUFFIX


def load_entities(paths: Iterable[Path | str]) -> list[Entity]:
    """Return the entities of table files that are used together.

    Args:
        paths: CSV or JSON Lines files, plain or `.gz`.

    Returns:
        The entities in the order of files and rows.

    Raises:
        TableFormatError: If the only problem is one unreadable file.
        TableValidationError: If rows are invalid, or several files unreadable; `issues` lists the problems of all files, of which
            reading stops after 1,000.
    """
    return _entities_of(map(read_rows, paths))


def entities_of_csv(content: bytes, path: Path) -> list[Entity]:
    """Return the entities of a CSV table that is not on disk; `path` names it in messages.

    Raises:
        TableError: As for `load_entities`.
    """
    lines = decode_lines(io.BytesIO(content), path, TableFormatError)
    return _entities_of([_located(rows_of_lines(lines, path), path)])


def _entities_of(tables: Iterable[Iterator[Row | TableIssue]]) -> list[Entity]:
    first: dict[str, Row] = {}
    entities: list[Entity] = []
    issues: list[TableIssue] = []
    unreadable: list[TableFormatError] = []
    for table in tables:
        try:
            for row in table:
                made = [row] if isinstance(row, TableIssue) else entity_of(row)
                if isinstance(made, Entity):
                    entities.append(made)
                else:
                    issues += made
                if isinstance(row, Row):
                    issues += repeated_id(row, first)
                if len(issues) >= MOST_ISSUES:
                    raise _invalid(issues)
        except TableFormatError as error:
            unreadable.append(error)
    if len(unreadable) == 1 and not issues:
        raise unreadable[0]
    issues += [TableIssue(str(error.path), error.line, error.problem) for error in unreadable]
    if issues:
        raise _invalid(issues)
    return entities


def _invalid(issues: Iterable[TableIssue]) -> TableValidationError:
    return TableValidationError(sorted(issues, key=lambda issue: (issue.path, issue.line or 0, issue.problem)))


def join_tables(own: Sequence[Entity], bundled: Sequence[Entity]) -> list[Entity]:
    """Return the entities of the user's tables and of the bundled one; a user's row replaces a bundled row of the same id."""
    ids = {entity.id for entity in own}
    return [*own, *(entity for entity in bundled if entity.id not in ids)]


def read_rows(path: Path | str) -> Iterator[Row | TableIssue]:
    """Yield the raw rows of a table file, or the problem of a line that is not a row."""
    path = Path(path)
    yield from _located(format_of(path).rows(path), path)


def _located(rows: Iterable[tuple[int, dict[str, Any] | str]], path: Path) -> Iterator[Row | TableIssue]:
    for line, fields in rows:
        yield TableIssue(str(path), line, fields) if isinstance(fields, str) else Row(str(path), line, fields)


def format_of(path: Path) -> TableFormat:
    """Return the reader for a file name such as `names.csv` or `names.jsonl.gz`."""
    if is_compiled(path):
        raise TableFormatError(path, None, "is a compiled table; use the tables that it was built from")
    name = path.name.removesuffix(".gz")
    readers: Sequence[TableFormat] = [registry.load("table format", name)() for name in registry.TABLE_FORMATS]
    for reader in readers:
        if name.endswith(reader.suffixes):
            return reader
    known = ", ".join(suffix for reader in readers for suffix in reader.suffixes)
    raise TableFormatError(path, None, f"unknown table format; known suffixes: {known}, each also with .gz")
