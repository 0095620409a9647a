"""Bounds of table files, against files that unpack to gigabytes or consist of empty lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from namefix.errors import TableFormatError

_MOST_LETTERS = 1 << 32
"""Maximum size of a table after unpacking; ten million rows have about a third of it."""

_MOST_EMPTY = 100_000
"""Maximum number of empty lines, as spreadsheets write them below the last row."""


def bounded_lines(lines: Iterable[str], path: Path) -> Iterator[str]:
    """Yield the lines of a table.

    Raises:
        TableFormatError: If the table is too large, or has too many empty lines.
    """
    letters = empty = 0
    for number, line in enumerate(lines, start=1):
        letters += len(line)
        if letters > _MOST_LETTERS:
            problem = f"more than {_MOST_LETTERS:,} characters after unpacking; split it into several tables"
            raise TableFormatError(path, number, problem)
        if line.isspace():
            empty += 1
            if empty > _MOST_EMPTY:
                raise TableFormatError(path, number, f"more than {_MOST_EMPTY:,} empty lines; remove them")
        yield line
