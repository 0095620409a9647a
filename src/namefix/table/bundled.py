"""The bundled table, read without validation: `make check` validates its files."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from namefix.datatypes import Entity
from namefix.package_data import bundled_file
from namefix.table.validate import FIELDS


def bundled_tables() -> list[Path]:
    """Return the files of the bundled table, sorted by name."""
    return sorted(bundled_file("aliases").glob("*.csv"))


def bundled_entities() -> list[Entity]:
    """Return the entities of the bundled table."""
    return [entity for path in bundled_tables() for _, entity in read_bundled(path)]


def read_bundled(path: Path) -> Iterator[tuple[int, Entity]]:
    """Yield the entities of a file of the bundled table with their lines."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader)
        positions = [header.index(field) if field in header else len(header) for field in FIELDS]
        for row in reader:
            row.append("")
            key, kind, name, aliases, variants, misspellings, native, roles, country, weight, target = (
                row[position] for position in positions
            )
            yield reader.line_num, Entity(
                key, kind, name,  # type: ignore[arg-type]
                _listed(aliases), _listed(variants), _listed(misspellings), _listed(native),
                country or None, _listed(roles), float(weight or 0), target != "no", is_bundled=True,
            )  # fmt: skip


def _listed(field: str) -> tuple[str, ...]:
    return tuple(field.split("|")) if field else ()
