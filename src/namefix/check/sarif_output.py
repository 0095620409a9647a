"""Findings in SARIF 2.1.0, which GitHub code scanning, GitLab and editors read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from namefix.check.findings import Finding
from namefix.files.streams import print_text

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_RULES = (
    ("garbled-name", "error", "A name of a person or place came out of machine translation wrong."),
    ("uncertain-name", "note", "A name may have come out of machine translation wrong; it is left for an editor."),
)


class SarifOutput:
    """Print one log for all files, when the last one is done."""

    def __init__(self) -> None:
        self._results: list[dict[str, Any]] = []

    def tell(self, findings: Sequence[Finding]) -> None:
        """Remember the findings of one file."""
        self._results += map(_result, findings)

    def close(self) -> None:
        """Print the log."""
        rules = [
            {"id": name, "shortDescription": {"text": text}, "defaultConfiguration": {"level": level}}
            for name, level, text in _RULES
        ]
        run = {
            "tool": {"driver": {"name": "namefix", "version": version("namefix"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": self._results,
        }
        print_text(json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n")


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
    """Return the address of a file, relative where its path is."""
    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix())
