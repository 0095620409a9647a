"""The report "json": the result for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from namefix.protocols import Place
from namefix.results import CorrectedText, Edit

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonReport:
    """Print one JSON object a text, in one line: `path` and the fields of `CorrectedText.to_dict`.

    Args:
        place_of: Function that returns the place of an edit in its file, whose fields are added to the edit; None for a text
            without a file.
    """

    def __init__(self, place_of: Callable[[Edit], Place] | None = None) -> None:
        self._place_of = place_of

    def render(self, result: CorrectedText, path: str) -> str:
        """Return the JSON object and a line end."""
        fields = {"path": path, **result.to_dict()}
        if self._place_of is not None:
            for name, edits in (("edits", result.edits), ("review", result.review)):
                fields[name] = [{**self._place_of(edit).to_dict(), **edit.to_dict()} for edit in edits]
        return json_line(fields) + "\n"


def json_line(content: Mapping[str, Any]) -> str:
    """Return JSON in one line that can be encoded as UTF-8; values with lone surrogates are in ASCII."""
    line = json.dumps(content, ensure_ascii=False)
    return json.dumps(content) if _LONE_SURROGATE.search(line) else line
