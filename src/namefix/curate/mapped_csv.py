"""CSV files with a header, read by a map from the fields of a table to their columns."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

from namefix.curate.foreign import NEITHER, ForeignName, Label, ProgressCallback, Refusal, Selection, broken_line
from namefix.curate.foreign_lines import csv_rows
from namefix.datatypes import Kind
from namefix.errors import ConfigError
from namefix.names.folding import fold

FIELDS = ("name", "id", "kind", "aliases", "variants", "native", "country", "roles", "weight")
_BETWEEN = re.compile(r"\s*[|;]\s*")
_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind) if kind != "other"}


class MappedCsv:
    """Reader of a CSV file by a map of its columns; lists within a cell are separated by `|` or `;`.

    An id consists of the name of the file and the value of the column mapped to `id`, or else the line number.

    Args:
        path: The file, in UTF-8, with columns separated by commas, semicolons, tabs or `|`.
        columns: Field → column; `name` is required.
        kind: The kind of all rows, required if no column is mapped to `kind`.

    Raises:
        ConfigError: If a field is unknown, or the name or the kind is missing.
    """

    options: tuple[str, ...] = ("columns", "kind")

    def __init__(self, path: Path, columns: Mapping[str, str], kind: Kind | None = None) -> None:
        if unknown := [field for field in columns if field not in FIELDS]:
            raise ConfigError(f"unknown field {unknown[0]!r}; columns can be mapped to {', '.join(FIELDS)}")
        if "name" not in columns:
            raise ConfigError("no column is mapped to name; map one, as in name=Name")
        if "kind" not in columns and kind is None:
            raise ConfigError("the kind of the rows is missing: choose person or place, or map a column to kind")
        self.path, self._columns, self._kind = path, dict(columns), kind

    def total_bytes(self) -> int:
        """Return the size of the file."""
        return self.path.stat().st_size

    def records(self, selection: Selection, watch: ProgressCallback) -> Iterator[ForeignName | Refusal]:
        """Yield the rows of the file in order."""
        rows = csv_rows(self.path, watch, list(self._columns.values()))
        _, header = next(rows)
        places = {field: header.index(column) for field, column in self._columns.items()}
        prefix = fold(self.path.name.partition(".")[0]).replace(" ", "-") or "csv"
        for number, row in rows:
            if row:
                cells = {field: row[place].strip() for field, place in places.items()}
                yield self._record(number, f"{prefix}/{cells.get('id') or number}", cells)
            else:
                yield broken_line(self.path, number, f"expected {len(header)} fields in UTF-8")

    def _record(self, number: int, key: str, cells: Mapping[str, str]) -> ForeignName | Refusal:
        kind = _KINDS.get(cells["kind"].lower()) if "kind" in cells else self._kind
        if kind is None:
            return NEITHER
        try:
            weight = float(cells.get("weight") or 0)
        except ValueError:
            weight = -1
        if not 0 <= weight < math.inf:
            return broken_line(self.path, number, f"weight must be a number of 0 or more, got {cells['weight']!r}")

        def listed(field: str) -> tuple[str, ...]:
            return tuple(_BETWEEN.split(cells[field])) if cells.get(field) else ()

        return ForeignName(
            key,
            kind,
            cells["name"],
            listed("aliases"),
            listed("variants"),
            tuple(Label(text) for text in listed("native")),
            tuple(code.upper() for code in listed("country")),
            listed("roles"),
            weight,
        )
