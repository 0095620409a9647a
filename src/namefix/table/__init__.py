"""The knowledge base: reads table files into a `NameTable`, or reports all their problems at once."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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
from namefix.table.packs import chosen_packs, pack_part
from namefix.table.part import TablePart
from namefix.table.sections import SUFFIX
from namefix.table.validate import MOST_ISSUES, Row, entity_of, normalised, repeated_id
from namefix.utf8_lines import decode_lines


def load_table(
    paths: Iterable[Path | str],
    *,
    bundled: bool | str,
    language: TargetLanguage | None = None,
) -> NameTable:
    """Return the knowledge base of table files; compiled ones and the bundled table are mapped into memory.

    Of several rows with one id, those of plain tables take precedence, then those of compiled tables in the
    order given, then those of the bundled table, then those of packs. The bundled table is not read if a compiled table
    contains it.

    Args:
        paths: Table files.
        bundled: Whether to use the bundled table and all installed packs; or their names, separated by `+`.
        language: The language of the names, English by default.

    Raises:
        ConfigError: If a compiled table contains the bundled table but `bundled` is false, or a named pack is not installed.
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
    more += [pack_part(pack, language) for pack in chosen_packs(bundled)]
    return NameTable.joined([TablePart.of(own, language), *mapped, *more])


def is_compiled(path: Path) -> bool:
    """Return whether a file is a compiled table, by its suffix."""
    return path.suffix == SUFFIX


@dataclass
class Leniency:
    """Counts of bad rows of foreign data that were left out, and of rows that were brought to NFC."""

    issues: list[TableIssue] = field(default_factory=list)
    """The first 1,000 problems of rows that were left out."""
    left_out: int = 0
    normalised: int = 0

    def leave_out(self, issues: Iterable[TableIssue]) -> None:
        """Count a row that is left out."""
        self.left_out += 1
        self.issues += list(issues)[: MOST_ISSUES - len(self.issues)]


def load_entities(paths: Iterable[Path | str], leniency: Leniency | None = None) -> list[Entity]:
    """Return the entities of table files that are used together.

    Args:
        paths: CSV or JSON Lines files, plain or `.gz`.
        leniency: Counts of bad rows, which are then left out, and of rows that are brought to NFC; None refuses both.

    Returns:
        The entities in the order of files and rows.

    Raises:
        TableFormatError: If the only problem is one unreadable file.
        TableValidationError: If rows are invalid, or several files unreadable; `issues` lists the problems of all files, of which
            reading stops after 1,000.
    """
    return _entities_of(map(read_rows, paths), leniency)


def entities_of_csv(content: bytes, path: Path) -> list[Entity]:
    """Return the entities of a CSV table that is not on disk; `path` names it in messages.

    Raises:
        TableError: As for `load_entities`.
    """
    lines = decode_lines(io.BytesIO(content), path, TableFormatError)
    return _entities_of([_located(rows_of_lines(lines, path), path)])


def _entities_of(tables: Iterable[Iterator[Row | TableIssue]], leniency: Leniency | None = None) -> list[Entity]:
    first: dict[str, Row] = {}
    entities: list[Entity] = []
    issues: list[TableIssue] = []
    unreadable: list[TableFormatError] = []
    for table in tables:
        try:
            for row in table:
                made = _entity_or_issues(row, first, leniency)
                if isinstance(made, Entity):
                    entities.append(made)
                elif leniency:
                    leniency.leave_out(made)
                else:
                    issues += made
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


def _entity_or_issues(
    row: Row | TableIssue, first: dict[str, Row], leniency: Leniency | None
) -> Entity | list[TableIssue]:
    """Return the entity of a row, or its problems; `first` has the first row of each id."""
    if isinstance(row, TableIssue):
        return [row]
    if leniency:
        whole, row = row, normalised(row)
        leniency.normalised += row is not whole
    made = entity_of(row)
    repeated = repeated_id(row, first)
    if isinstance(made, Entity):
        return repeated or made
    return made + repeated


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
