"""Tables in CSV: one entity a row, list items separated by `|`."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from namefix.errors import TableFormatError
from namefix.table.bounded_lines import bounded_lines
from namefix.table.validate import FIELDS, REQUIRED
from namefix.utf8_lines import read_lines

_MOST_SHOWN = 10
"""Maximum number of columns that are listed in a message."""


class CsvTable:
    """Reader of tables with a header line of field names, in any order; optional columns may be missing."""

    suffixes = (".csv",)

    def rows(self, path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
        """Yield each row, or the problem of its line; empty lines are skipped."""
        return rows_of_lines(read_lines(path, TableFormatError), path)


def rows_of_lines(lines: Iterable[str], path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Yield each row of the lines of a table, or the problem of its line; empty lines are skipped."""
    reader = csv.reader(bounded_lines(lines, path), strict=True)
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
                problem = f"{len(values)} fields, but the header has {len(header)}; quote fields that contain commas"
                yield reader.line_num, problem
    except csv.Error as error:
        raise TableFormatError(path, reader.line_num, f"not valid CSV: {error}") from error


def _header_problem(header: list[str]) -> str | None:
    missing = [key for key in REQUIRED if key not in header]
    unknown = [key for key in header if key not in FIELDS]
    twice = sorted(key for key, count in Counter(header).items() if count > 1)
    if not (missing or unknown or twice):
        return None
    found = {"missing": missing, "unknown": unknown, "twice": twice}
    problems = "; ".join(f"{problem}: {_shown(keys)}" for problem, keys in found.items() if keys)
    return f"the first line must name the columns; {problems}; allowed: {', '.join(FIELDS)}"


def _shown(keys: Sequence[str]) -> str:
    shown = ", ".join(f"{key!r:.60}" for key in keys[:_MOST_SHOWN])
    return shown if len(keys) <= _MOST_SHOWN else f"{shown} and {len(keys) - _MOST_SHOWN:,} more"
