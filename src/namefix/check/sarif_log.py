"""Findings in SARIF 2.1.0, for GitHub code scanning, GitLab and editors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from namefix.check.lint import Finding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_RULES = (
    ("garbled-name", "error", "The name of a person or place was garbled by machine translation."),
    ("uncertain-name", "note", "A name may have been garbled by machine translation; an editor should look at it."),
)


class SarifLog:
    """Write one log for all files, after the last one."""

    def __init__(self) -> None:
        self._results: list[dict[str, Any]] = []

    def render(self, findings: Sequence[Finding]) -> str:
        """Store the findings of one file, and return an empty text."""
        self._results += map(_result, findings)
        return ""

    def end(self) -> str:
        """Return the log."""
        rules = [
            {"id": name, "shortDescription": {"text": text}, "defaultConfiguration": {"level": level}}
            for name, level, text in _RULES
        ]
        run = {
            "tool": {"driver": {"name": "namefix", "version": version("namefix"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": self._results,
        }
        return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _result(finding: Finding) -> dict[str, Any]:
    place, edit = finding.place, finding.edit
    index = 0 if edit.is_certain else 1
    name, level, _ = _RULES[index]
    region: dict[str, int] = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    if place.byte_start is not None and place.byte_end is not None:
        region |= {"byteOffset": place.byte_start, "byteLength": place.byte_end - place.byte_start}
    return {
        "ruleId": name,
        "ruleIndex": index,
        "level": level,
        "message": {"text": f"{edit.before} → {edit.after}: {edit.reason}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(finding.path)}, "region": region}}],
        "properties": edit.to_dict(),
    }


def _uri(path: str) -> str:
    """Return the URI of a file, relative if its path is."""
    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix())
