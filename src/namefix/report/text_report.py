"""The repaired text and nothing else."""

from __future__ import annotations

from namefix.results import CorrectedText


class TextReport:
    """Print the repaired text as it is, without a line end of its own."""

    def render(self, result: CorrectedText, path: str) -> str:  # noqa: ARG002 - other reports name the text
        """Return the repaired text."""
        return result.text
