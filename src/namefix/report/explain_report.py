"""The report "explain": a table of the changes and their reasons."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from textwrap import fill

from namefix.protocols import Place
from namefix.report.decision_line import reason_line
from namefix.report.escapes import visible
from namefix.report.grid import draw_grid
from namefix.report.wording import counted, how_sure
from namefix.results import CorrectedText, Edit

_COLUMNS = ("Line", "Written", "Right", "Sure", "Why")


class ExplainReport:
    """Print a table of the changes, a table of the uncertain names, and the warnings.

    Args:
        width: Number of characters in a line, at least 40.
        place_of: Function that returns the place of an edit in its file; None counts the lines of the text.

    Raises:
        ValueError: If width is too small for a table.
    """

    def __init__(self, width: int = 100, place_of: Callable[[Edit], Place] | None = None) -> None:
        if width < 40:
            raise ValueError(f"width must be 40 or more, got {width}")
        self._width, self._place_of = width, place_of

    def render(self, result: CorrectedText, path: str) -> str:
        """Return both tables with headings, and the warnings."""
        changed, uncertain = result.edits, result.review
        parts = [f"{visible(path)}: {counted(len(changed), 'change')}, {len(uncertain)} uncertain\n"]
        if changed:
            parts.append(self._grid(result.original, changed))
        if uncertain:
            parts += ["Uncertain, left as it is:\n", self._grid(result.original, uncertain)]
        if result.warnings:
            parts.append("".join(f"{fill(f'Warning: {visible(text)}', self._width)}\n" for text in result.warnings))
        return "\n".join(parts)

    def _grid(self, text: str, edits: Sequence[Edit]) -> str:
        line_ends = [at for at, letter in enumerate(text) if letter == "\n"]
        rows = [
            (
                str(self._place_of(edit).line if self._place_of else bisect_left(line_ends, edit.start) + 1),
                edit.before,
                edit.after,
                how_sure(edit.decision),
                f"{reason_line(edit.decision)} [{edit.entity_id}]",
            )
            for edit in edits
        ]
        return draw_grid(_COLUMNS, rows, self._width, numbers=("Line",))
