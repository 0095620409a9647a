"""What is likely wrong with a row: who and where, how bad it would be, and what to do about it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from namefix.curate.placed_rows import PlacedRow

Severity = Literal["high", "medium", "low"]
"""`high`: a wrong or doubtful name may get into print; `medium`: names stay garbled; `low`: of little use, or untidy."""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)

Check = Literal["duplicate", "collision", "misspelling", "native", "weight", "script"]
"""What was looked for."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """The row that a suspicion is about."""

    path: str
    line: int
    id: str
    name: str

    def __str__(self) -> str:
        return f"{self.id} ({self.name})"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Something about a row, or about two, that is likely wrong but does not make a table unusable.

    Example:
        >>> row = Suspect("names.csv", 7, "place/kyiv", "Kyiv")
        >>> print(Suspicion("weight", "low", row, "weight 0: unknown", "give it one"))
        names.csv:7: low: place/kyiv (Kyiv): weight 0: unknown
            give it one
    """

    check: Check
    severity: Severity
    row: Suspect
    problem: str
    remedy: str
    other: Suspect | None = None

    def __str__(self) -> str:
        row, other = self.row, self.other
        lines = [f"{row.path}:{row.line}: {self.severity}: {row}: {self.problem}"]
        if other:
            lines.append(f"    the other is {other.path}:{other.line}: {other}")
        return "\n".join((*lines, f"    {self.remedy}"))

    def as_dict(self) -> dict[str, Any]:
        """Return its fields, nested ones as dicts."""
        return asdict(self)

    @property
    def order(self) -> str:
        """What suspicions are sorted by: how bad, what of, then file and line."""
        row, other = self.row, self.other
        beside = f"{other.path}\0{other.line:012}" if other else ""
        return f"{SEVERITIES.index(self.severity)}\0{self.check}\0{row.path}\0{row.line:012}\0{beside}\0{self.problem}"


def suspect(row: PlacedRow) -> Suspect:
    """Return a row as it is told of."""
    return Suspect(row.path, row.line, row.entity.id, row.entity.name)


def pack_suspicion(suspicion: Suspicion) -> str:
    """Return a suspicion as a line of JSON that `unpack_suspicion` reads."""
    return json.dumps(suspicion.as_dict(), ensure_ascii=False)


def unpack_suspicion(body: str) -> Suspicion:
    """Return the suspicion that `pack_suspicion` made a line of."""
    fields = json.loads(body)
    fields["row"] = Suspect(**fields["row"])
    fields["other"] = Suspect(**fields["other"]) if fields["other"] else None
    return Suspicion(**fields)
