"""Validation of raw rows and their conversion to entities."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from typing import Any, get_args

from namefix.datatypes import Entity, Kind
from namefix.errors import TableIssue
from namefix.names.folding import fold

KINDS = get_args(Kind)
REQUIRED = ("id", "kind", "name")
LISTS = ("aliases", "variants", "misspellings", "native", "roles")
FIELDS = ("id", "kind", "name", *LISTS, "country", "weight", "target")
MOST_ISSUES = 1000
"""Number of problems after which the reading of tables stops."""

MOST_FORMS = 5000
"""Maximum number of names of an entity; the most in public data sets is below 1,000, and each is compared with the others."""

_TARGET = {"yes": True, "true": True, "no": False, "false": False}
_JOINERS = str.maketrans("", "", "\u200c\u200d")
"""Zero-width joiners, which Persian and Indic spellings require."""


@dataclass(frozen=True, slots=True)
class Row:
    """A raw row of a table file."""

    path: str
    line: int
    fields: dict[str, Any]

    def issue(self, problem: str) -> TableIssue:
        """Return a problem of this row."""
        return TableIssue(self.path, self.line, problem)


def entity_of(row: Row) -> Entity | list[TableIssue]:
    """Return the entity of a row, or all problems of the row."""
    fields = {key: _trimmed(value) for key, value in row.fields.items() if value is not None and value != ""}
    problems = [f"unknown field {key!r:.60}; allowed: {', '.join(FIELDS)}" for key in row.fields if key not in FIELDS]
    problems += [f"field {key!r} is missing or empty" for key in REQUIRED if key not in fields]
    if problems:
        return [row.issue(problem) for problem in problems]
    values: dict[str, Any] = {key: fields[key] for key in REQUIRED}
    if wrong := [key for key in REQUIRED if not isinstance(fields[key], str)]:
        return [row.issue(f"field {key!r} must be a string, got {fields[key]!r:.60}") for key in wrong]
    for key in LISTS:
        if key in fields:
            listed = _trimmed(fields[key].split("|")) if isinstance(fields[key], str) else fields[key]
            if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
                problems.append(f"field {key!r} must be a list of strings, got {fields[key]!r:.60}")
                continue
            values[key] = tuple(listed)
    values["country"] = fields.get("country")
    try:
        values["weight"] = float(fields.get("weight", 0))
    except (TypeError, ValueError):
        problems.append(f"weight must be a number, got {fields['weight']!r:.60}")
    values["target"] = _TARGET.get(str(fields.get("target", True)).lower())
    problems += _problems_of(values)
    return [row.issue(problem) for problem in problems] if problems else Entity(**values)


def _trimmed(value: Any) -> Any:
    """Return a value without surrounding spaces; strings of a list are trimmed too."""
    if isinstance(value, list):
        return [item.strip(" \u00a0") if isinstance(item, str) else item for item in value]
    return value.strip(" \u00a0") if isinstance(value, str) else value


def _problems_of(values: dict[str, Any]) -> list[str]:
    problems = []
    if values["kind"] not in KINDS:
        problems.append(f"kind must be one of {', '.join(KINDS)}, got {values['kind']!r:.60}")
    if values["target"] is None:
        problems.append("target must be yes or no")
    elif values["target"] and values["kind"] == "other":
        problems.append("an entity of kind 'other' can only be known: set target=no")
    if not 0 <= values.get("weight", 0) < math.inf:
        problems.append(f"weight must be a number of 0 or more, got {values['weight']}")
    country = values["country"]
    if country is not None and not (isinstance(country, str) and len(country) == 2 and country.isupper()):
        problems.append(f"country must be an ISO 3166 code of two letters, got {country!r:.60}")
    if (count := sum(len(values.get(key, ())) for key in LISTS)) > MOST_FORMS:
        problems.append(f"{count:,} names and roles in one row; at most {MOST_FORMS:,} are allowed")
        return problems
    for key in ("name", *LISTS):
        for text in (values[key],) if key == "name" else values.get(key, ()):
            visible = text.translate(_JOINERS) if key == "native" else text
            if not text or not visible.isprintable():
                problems.append(f"{key}: {text!r:.60} is empty or has unprintable characters")
            elif not text.isascii() and unicodedata.normalize("NFC", text) != text:
                problems.append(f"{key}: {text!r:.60} is not normalised to NFC")
            elif key not in ("native", "roles") and not fold(text):
                problems.append(f"{key}: {text!r:.60} has no letters; forms in other scripts belong in native")
    return problems


def normalised(row: Row) -> Row:
    """Return a row whose texts are in NFC; the row itself if they are.

    Example:
        >>> normalised(Row("names.csv", 2, {"name": "Ce\u0301leste"})).fields["name"] == "C\u00e9leste"
        True
    """
    fields = {key: _normalised(value) for key, value in row.fields.items()}
    return row if fields == row.fields else Row(row.path, row.line, fields)


def _normalised(value: Any) -> Any:
    if isinstance(value, list):
        return [_normalised(item) for item in value]
    return unicodedata.normalize("NFC", value) if isinstance(value, str) and not value.isascii() else value


def repeated_id(row: Row, first: dict[str, Row]) -> list[TableIssue]:
    """Return the problem of a row whose id an earlier row has, if any.

    Args:
        row: The row.
        first: The first row of each id, to which the row is added.
    """
    key = row.fields.get("id")
    if not key or (other := first.setdefault(str(key), row)) is row:
        return []
    return [row.issue(f"id {key!r:.60} is used already in {other.path}:{other.line}; ids must be unique")]
