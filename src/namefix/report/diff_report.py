"""The report "diff": a patch for people and for `patch -p1`."""

from __future__ import annotations

import re
from difflib import unified_diff

from namefix.results import CorrectedText

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
"""Matches lines ended by a line feed, the only line end in patches."""


class DiffReport:
    """Print a unified diff, or nothing without changes.

    Args:
        context: Number of unchanged lines around a change.
    """

    def __init__(self, context: int = 3) -> None:
        self._context = context

    def render(self, result: CorrectedText, path: str) -> str:
        """Return the diff with the file names a/path and b/path."""
        return unified_diff_of(result.original, result.text, path, self._context)


def unified_diff_of(before: str, after: str, path: str, context: int = 3) -> str:
    """Return the diff of a text with the file names a/path and b/path."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    name = path.removeprefix("/")
    lines = unified_diff(old, new, f"a/{name}", f"b/{name}", n=context)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
