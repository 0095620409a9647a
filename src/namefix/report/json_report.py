"""Everything for a program to read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from namefix.results import CorrectedText

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonReport:
    """Print one JSON object a text, in one line: `path` and the fields of `CorrectedText.to_dict`."""

    def render(self, result: CorrectedText, path: str) -> str:
        """Return the object and a line end."""
        return json_line({"path": path, **result.to_dict()}) + "\n"


def json_line(content: Mapping[str, Any]) -> str:
    """Return JSON in one line that UTF-8 can carry: readable, but ASCII where a surrogate stands alone."""
    line = json.dumps(content, ensure_ascii=False)
    return json.dumps(content) if _LONE_SURROGATE.search(line) else line
