"""Everything for a program to read."""

from __future__ import annotations

from namefix.datatypes import CorrectedText
from namefix.report.record import as_json


class JsonReport:
    """Print one JSON object a text, in one line: `path`, `text`, `edits`, `review` and `warnings`; see `record.py`."""

    def render(self, result: CorrectedText, path: str) -> str:
        """Return the object and a line end."""
        return as_json(result, path=path, text=result.text) + "\n"
