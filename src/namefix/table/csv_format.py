"""Tables in CSV: one entity a row, lists parted by `|`; opens in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from namefix.errors import TableFormatError
from namefix.table.validate import FIELDS, REQUIRED
from namefix.utf8_lines import read_lines


class CsvTable:
    """Read tables with a header line of field names; columns may stand in any order, optional ones may be missing."""

    suffixes = (".csv",)

    def rows(self, path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
        """Yield each row or what is wrong with its line; empty lines are passed over."""
        reader = csv.reader(read_lines(path, TableFormatError), strict=True)
        try:
            header = next(reader, [])
            if problem := _header_problem(header):
                raise TableFormatError(path, 1, problem)
            for values in reader:
                if not values:
                    continue
                if len(values) == len(header):
                    yield reader.line_num, dict(zip(header, values, strict=True))
                else:
                    problem = f"{len(values)} fields where the header has {len(header)}; quote fields with commas"
                    yield reader.line_num, problem
        except csv.Error as error:
            raise TableFormatError(path, reader.line_num, f"not valid CSV: {error}") from error


def _header_problem(header: list[str]) -> str | None:
    missing = [key for key in REQUIRED if key not in header]
    unknown = [key for key in header if key not in FIELDS]
    twice = sorted({key for key in header if header.count(key) > 1})
    if not (missing or unknown or twice):
        return None
    found = {"missing": missing, "unknown": unknown, "twice": twice}
    told = "; ".join(f"{what}: {', '.join(map(repr, keys))}" for what, keys in found.items() if keys)
    return f"the first line must name the columns; {told}; allowed are {', '.join(FIELDS)}"
