"""A warning about a row of a table: row, severity, problem and remedy."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from namefix.curate.placed_rows import PlacedRow

Severity = Literal["high", "medium", "low"]
"""`high`: a wrong name may be written; `medium`: garbled names may be missed; `low`: without effect, or untidy."""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)

Check = Literal["duplicate", "collision", "misspelling", "native", "weight", "script"]
"""The check that found the problem."""


@dataclass(frozen=True, slots=True)
class RowReference:
    """A row of a table: file, line, id and name."""

    path: str
    line: int
    id: str
    name: str

    def __str__(self) -> str:
        return f"{self.id} ({self.name})"


@dataclass(frozen=True, slots=True)
class TableWarning:
    """A likely mistake in a row, or in a pair of rows, that does not make the table unusable.

    Example:
        >>> row = RowReference("names.csv", 7, "place/kyiv", "Kyiv")
        >>> print(TableWarning("weight", "low", row, "no weight", "add one"))
        names.csv:7: low: place/kyiv (Kyiv): no weight
            add one
    """

    check: Check
    severity: Severity
    row: RowReference
    problem: str
    remedy: str
    other: RowReference | None = None

    def __str__(self) -> str:
        row, other = self.row, self.other
        lines = [f"{row.path}:{row.line}: {self.severity}: {row}: {self.problem}"]
        if other:
            lines.append(f"    other row: {other.path}:{other.line}: {other}")
        return "\n".join((*lines, f"    {self.remedy}"))

    def as_dict(self) -> dict[str, Any]:
        """Return the fields, nested ones as dicts."""
        return asdict(self)

    @property
    def order(self) -> str:
        """The sort key: severity, check, file and line."""
        row, other = self.row, self.other
        second = f"{other.path}\0{other.line:012}" if other else ""
        return f"{SEVERITIES.index(self.severity)}\0{self.check}\0{row.path}\0{row.line:012}\0{second}\0{self.problem}"


def row_reference(row: PlacedRow) -> RowReference:
    """Return the reference to a row."""
    return RowReference(row.path, row.line, row.entity.id, row.entity.name)


def pack_warning(warning: TableWarning) -> str:
    """Return a warning as a line of JSON that `unpack_warning` reads."""
    return json.dumps(warning.as_dict(), ensure_ascii=False)


def unpack_warning(body: str) -> TableWarning:
    """Return the warning from a line of `pack_warning`."""
    fields = json.loads(body)
    fields["row"] = RowReference(**fields["row"])
    fields["other"] = RowReference(**fields["other"]) if fields["other"] else None
    return TableWarning(**fields)
