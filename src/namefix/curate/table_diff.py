"""Comparison of two tables, row by row and field by field, ignoring the order of rows and lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from namefix.curate.placed_rows import PlacedRow, pack, read_sound, unpack
from namefix.curate.scratch import Scratch
from namefix.datatypes import Entity
from namefix.errors import TableValidationError

Change = Literal["added", "removed", "changed"]
"""The change of a row from the first table to the second."""

_LISTS = ("aliases", "variants", "misspellings", "native", "roles")
_SINGLE = ("kind", "name", "country", "weight", "target")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs: for a list the items added and removed, otherwise the values before and after."""

    field: str
    before: Any = None
    after: Any = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return `added` and `removed` for a list, otherwise `before` and `after`."""
        if self.field in _LISTS:
            return {"added": list(self.added), "removed": list(self.removed)}
        return {"before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was added, removed or changed; `row` is from the second table unless it was removed."""

    change: Change
    row: PlacedRow
    fields: tuple[FieldChange, ...] = ()

    def __str__(self) -> str:
        """Return the change in the notation of diffs.

        Example:
            >>> row = PlacedRow(Entity("place/kyiv", "place", "Kyiv"), "new.csv", 2)
            >>> print(RowChange("changed", row, (FieldChange("weight", 80, 90), FieldChange("variants", added=("Kiev",)))))
            ~ place/kyiv (Kyiv)
                weight: 80 → 90
                variants: + Kiev
        """
        sign = {"added": "+", "removed": "-", "changed": "~"}[self.change]
        lines = [f"{sign} {self.row.entity.id} ({self.row.entity.name})"]
        for item in self.fields:
            listed = [f"- {form}" for form in item.removed] + [f"+ {form}" for form in item.added]
            values = ", ".join(listed) if listed else f"{_shown(item.before)} → {_shown(item.after)}"
            lines.append(f"    {item.field}: {values}")
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """Return the change, id, name, file, line and the fields that differ."""
        entity = self.row.entity
        fields = {item.field: item.as_dict() for item in self.fields}
        return {
            "change": self.change,
            "id": entity.id,
            "name": entity.name,
            "path": self.row.path,
            "line": self.row.line,
            "fields": fields,
        }


@dataclass
class DiffSummary:
    """Counts of rows that are unchanged and of rows that differ.

    Example:
        >>> print(DiffSummary(12, Counter({"added": 2, "changed": 1})))
        2 added, 0 removed, 1 changed, 12 unchanged
    """

    same: int = 0
    changes: Counter[Change] = field(default_factory=Counter)

    def __str__(self) -> str:
        counts = (f"{self.changes[change]:,} {change}" for change in ("added", "removed", "changed"))
        return ", ".join((*counts, f"{self.same:,} unchanged"))


def diff_tables(before: Path, after: Path, summary: DiffSummary) -> Iterator[RowChange]:
    """Yield the rows that differ between two tables, compared and sorted by id.

    Args:
        before: The first table.
        after: The second table.
        summary: Receives the counts.

    Raises:
        TableValidationError: If a table has invalid rows.
        OutputError: If there is no space for temporary data.
    """
    with Scratch() as rows:
        for sign, path in (("-", before), ("+", after)):
            rows.add_many((row.entity.id, sign + pack(row)) for row in read_sound(path))
        for _, bodies in rows.groups():
            removed, added = ([unpack(body[1:]) for body in bodies if body[0] == sign] for sign in "-+")
            for twice in (removed, added):
                if len(twice) > 1:
                    problem = f"id {twice[0].entity.id!r} is used already in {twice[0].place}; ids must be unique"
                    raise TableValidationError([row.issue(problem) for row in twice[1:]])
            change = _change(removed, added)
            if change:
                summary.changes[change.change] += 1
                yield change
            else:
                summary.same += 1


def _change(removed: list[PlacedRow], added: list[PlacedRow]) -> RowChange | None:
    if not added:
        return RowChange("removed", removed[0])
    if not removed:
        return RowChange("added", added[0])
    fields = tuple(_field_changes(removed[0].entity, added[0].entity))
    return RowChange("changed", added[0], fields) if fields else None


def _field_changes(one: Entity, other: Entity) -> Iterator[FieldChange]:
    for name in _SINGLE:
        before, after = getattr(one, name), getattr(other, name)
        if before != after:
            yield FieldChange(name, before, after)
    for name in _LISTS:
        old, new = getattr(one, name), getattr(other, name)
        if set(old) != set(new):
            added, removed = _without(new, old), _without(old, new)
            yield FieldChange(name, added=added, removed=removed)


def _without(forms: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Return the distinct forms that are not among others, in order."""
    return tuple(form for form in dict.fromkeys(forms) if form not in others)


def _shown(value: str | float | bool | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
