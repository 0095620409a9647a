"""The report "text": the repaired text."""

from __future__ import annotations

from namefix.results import CorrectedText


class TextReport:
    """Print the repaired text unchanged, without an additional line end."""

    def render(self, result: CorrectedText, path: str) -> str:  # noqa: ARG002 - other reports name the text
        """Return the repaired text."""
        return result.text
