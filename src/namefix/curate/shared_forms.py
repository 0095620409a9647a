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


class Listing(NamedTuple):
    """The listing of a form in a row, with its spelling and status there."""

    row: PlacedRow
    text: str
    status: Status

    @property
    def is_right(self) -> bool:
        """True unless the form is a misspelling."""
        return self.status != "misspelling"


def duplicates(key: str, listings: Sequence[Listing]) -> Iterator[TableWarning]:
    """Yield each row that duplicates an earlier one, with the first such row, if the pair belongs to this key.

    Pairs without a target are left out: such names are never changed, listed once or twice.
    """
    rows = _one_a_row(listings)
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


def wrong_misspellings(listings: Sequence[Listing]) -> Iterator[TableWarning]:
    """Yield the misspellings without effect: right forms of an entity, or misspellings of several names."""
    wrong = [listing for listing in listings if not listing.is_right]
    right = [listing for listing in listings if listing.is_right]
    for listing in wrong:
        if right:
            owner = max(right, key=partial(_rank_of_owner, listing.row))
            of_row = "of the same row" if owner.row is listing.row else f"of {owner.row.entity.id}"
            problem = f"misspelling {listing.text!r} is a right form {of_row} ({owner.status} {owner.text!r})"
            remedy = "remove it: a right form is never replaced as a misspelling"
            other_row = None if owner.row is listing.row else row_reference(owner.row)
            yield TableWarning("misspelling", "medium", row_reference(listing.row), problem, remedy, other_row)
    if right:
        return
    for one, other in combinations(_one_a_row(wrong), 2):
        if name_of(one.row.entity.name).folded != name_of(other.row.entity.name).folded:
            problem = f"both have the misspelling {one.text!r}, so it is only listed for review, never replaced"
            remedy = "remove it from one of the two"
            yield TableWarning(
                "misspelling", "medium", row_reference(one.row), problem, remedy, row_reference(other.row)
            )


def collisions(listings: Sequence[Listing]) -> Iterator[TableWarning]:
    """Yield the pairs of targets that share a form and cannot be told apart by country, role or weight."""
    listed = [
        listing
        for listing in listings
        if listing.is_right and listing.status != "surname" and listing.row.entity.target
    ]
    for one, other in combinations(_one_a_row(listed), 2):
        if _collide(one, other):
            problem = f"both have the form {one.text!r}, and neither country, role nor weight tells them apart"
            remedy = "remove the form from the less known one, or give them different roles and weights"
            yield TableWarning("collision", "low", row_reference(one.row), problem, remedy, row_reference(other.row))


def forms_of_better_known(listings: Sequence[Listing]) -> Iterator[TableWarning]:
    """Yield the forms of targets that are the name of a far better known entity that is not a target."""
    known = [listing for listing in listings if listing.status == "name" and not listing.row.entity.target]
    best = max(known, key=lambda listing: listing.row.entity.weight, default=None)
    for listing in listings if best else ():
        entity = listing.row.entity
        is_own = listing.status in ("alias", "variant", "name") and entity.target
        if best and is_own and best.row.entity.weight >= max(WELL_KNOWN_WEIGHT, FAR_BETTER_KNOWN * entity.weight):
            if best.row.entity.id == entity.id or find_duplicate(best.row.entity, entity):
                continue
            described = (
                f"{best.row.entity.id}, not a target (weight {best.row.entity.weight:g} against {entity.weight:g})"
            )
            problem = f"{listing.status} {listing.text!r} is the name of the better-known {described}"
            remedy = "remove the form, or make the better-known entity a target too"
            yield TableWarning("weight", "medium", row_reference(listing.row), problem, remedy, row_reference(best.row))


def _collide(one: Listing, other: Listing) -> bool:
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


def _rank_of_owner(row: PlacedRow, listing: Listing) -> tuple[bool, float]:
    """Return the rank of a row that has a misspelling as a right form: the same row first, then by weight."""
    return listing.row is row, listing.row.entity.weight


def _one_a_row(listings: Sequence[Listing]) -> list[Listing]:
    """Return the first listing of each row."""
    return list({listing.row.entity.id: listing for listing in reversed(listings)}.values())[::-1]
