"""Warnings about rows that share a form in Latin letters: duplicates, misspellings, collisions, better-known namesakes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import Literal, NamedTuple

from namefix.curate.agreement import countries_agree, roles_agree
from namefix.curate.duplicates import contradicting_weights, find_duplicate
from namefix.curate.placed_rows import PlacedRow
from namefix.curate.table_warning import Severity, TableWarning, row_reference
from namefix.curate.well_known import FAR_BETTER_KNOWN, WELL_KNOWN_WEIGHT
from namefix.names.name import name_of

Status = Literal["name", "alias", "variant", "misspelling", "surname"]
"""The status of a form in its row; `surname` is derived from the name, not listed."""

_JOIN = "make them one row with the other spelling as a variant, or give them different countries or roles"


class Bearer(NamedTuple):
    """A row that has a form, with the spelling and status of the form there."""

    row: PlacedRow
    text: str
    status: Status

    @property
    def is_right(self) -> bool:
        """True unless the form is a misspelling."""
        return self.status != "misspelling"


def duplicates(key: str, bearers: Sequence[Bearer]) -> Iterator[TableWarning]:
    """Yield each row that duplicates an earlier one, with the first such row, if the pair belongs to this key.

    Pairs without a target are left out: such names are never changed, listed once or twice.
    """
    rows = _one_a_row(bearers)
    for at, other in enumerate(rows):
        for one in rows[:at]:
            entity, second = one.row.entity, other.row.entity
            found = find_duplicate(entity, second) if entity.target or second.target else None
            if found and found.key == key:
                severity: Severity = "high" if entity.target and second.target else "medium"
                problem = f"duplicate {entity.kind}: {found.reason}{contradicting_weights(entity, second)}"
                yield TableWarning(
                    "duplicate", severity, row_reference(one.row), problem, _JOIN, row_reference(other.row)
                )
                break


def wrong_misspellings(bearers: Sequence[Bearer]) -> Iterator[TableWarning]:
    """Yield the misspellings without effect: right forms of an entity, or misspellings of several names."""
    wrong = [bearer for bearer in bearers if not bearer.is_right]
    right = [bearer for bearer in bearers if bearer.is_right]
    for bearer in wrong:
        if right:
            owner = max(right, key=partial(_rank_of_owner, bearer.row))
            of_row = "of the same row" if owner.row is bearer.row else f"of {owner.row.entity.id}"
            problem = f"misspelling {bearer.text!r} is a right form {of_row} ({owner.status} {owner.text!r})"
            remedy = "remove it: a right form is never replaced as a misspelling"
            other_row = None if owner.row is bearer.row else row_reference(owner.row)
            yield TableWarning("misspelling", "medium", row_reference(bearer.row), problem, remedy, other_row)
    if right:
        return
    for one, other in combinations(_one_a_row(wrong), 2):
        if name_of(one.row.entity.name).folded != name_of(other.row.entity.name).folded:
            problem = f"both have the misspelling {one.text!r}, so it is only listed for review, never replaced"
            remedy = "remove it from one of the two"
            yield TableWarning(
                "misspelling", "medium", row_reference(one.row), problem, remedy, row_reference(other.row)
            )


def collisions(bearers: Sequence[Bearer]) -> Iterator[TableWarning]:
    """Yield the pairs of targets that share a form and cannot be told apart by country, role or weight."""
    listed = [
        bearer for bearer in bearers if bearer.is_right and bearer.status != "surname" and bearer.row.entity.target
    ]
    for one, other in combinations(_one_a_row(listed), 2):
        if _collide(one, other):
            problem = f"both have the form {one.text!r}, and neither country, role nor weight tells them apart"
            remedy = "remove the form from the less known one, or give them different roles and weights"
            yield TableWarning("collision", "low", row_reference(one.row), problem, remedy, row_reference(other.row))


def forms_of_better_known(bearers: Sequence[Bearer]) -> Iterator[TableWarning]:
    """Yield the forms of targets that are the name of a far better known entity that is not a target."""
    known = [bearer for bearer in bearers if bearer.status == "name" and not bearer.row.entity.target]
    best = max(known, key=lambda bearer: bearer.row.entity.weight, default=None)
    for bearer in bearers if best else ():
        entity = bearer.row.entity
        is_own = bearer.status in ("alias", "variant", "name") and entity.target
        if best and is_own and best.row.entity.weight >= max(WELL_KNOWN_WEIGHT, FAR_BETTER_KNOWN * entity.weight):
            if best.row.entity.id == entity.id or find_duplicate(best.row.entity, entity):
                continue
            described = (
                f"{best.row.entity.id}, not a target (weight {best.row.entity.weight:g} against {entity.weight:g})"
            )
            problem = f"{bearer.status} {bearer.text!r} is the name of the better-known {described}"
            remedy = "remove the form, or make the better-known entity a target too"
            yield TableWarning("weight", "medium", row_reference(bearer.row), problem, remedy, row_reference(best.row))


def _collide(one: Bearer, other: Bearer) -> bool:
    entity, second = one.row.entity, other.row.entity
    low, high = sorted((entity.weight, second.weight))
    return (
        entity.kind == second.kind
        and countries_agree(entity, second) is not False
        and roles_agree(entity, second) is not False
        and high <= FAR_BETTER_KNOWN * low
        and name_of(entity.name).folded != name_of(second.name).folded
        and find_duplicate(entity, second) is None
    )


def _rank_of_owner(row: PlacedRow, bearer: Bearer) -> tuple[bool, float]:
    """Return the rank of a row that has a misspelling as a right form: the same row first, then by weight."""
    return bearer.row is row, bearer.row.entity.weight


def _one_a_row(bearers: Sequence[Bearer]) -> list[Bearer]:
    """Return the first bearer of each row."""
    return list({bearer.row.entity.id: bearer for bearer in reversed(bearers)}.values())[::-1]
