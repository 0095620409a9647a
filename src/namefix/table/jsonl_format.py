"""Tables in JSON Lines: one entity a line, lists as JSON arrays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from namefix.errors import TableFormatError
from namefix.table.bounded_lines import bounded_lines
from namefix.utf8_lines import read_lines


class JsonLinesTable:
    """Reader of tables with one JSON object a line; null equals a missing field."""

    suffixes = (".jsonl", ".ndjson")

    def rows(self, path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
        """Yield each row, or the problem of its line; empty lines are skipped."""
        for number, line in enumerate(bounded_lines(read_lines(path, TableFormatError), path), start=1):
            if not line.strip():
                continue
            try:
                fields = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, f"not valid JSON: {error}"
                continue
            yield number, fields if isinstance(fields, dict) else f"not a JSON object: {line.strip()[:40]!r}"
