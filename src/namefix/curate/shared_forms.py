"""What is likely wrong where several rows share a form in Latin letters: misspellings, collisions, names of the better known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import Literal, NamedTuple

from namefix.curate.agreement import countries_agree, roles_agree
from namefix.curate.duplicates import contradicting_weights, sameness
from namefix.curate.fame import FAR_BETTER, LEAST_RENOWN
from namefix.curate.placed_rows import PlacedRow
from namefix.curate.suspicion import Severity, Suspicion, suspect
from namefix.names.words import fold

Status = Literal["name", "alias", "variant", "misspelling", "surname"]
"""What a form is to its row; `surname` is what namefix derives from the name by itself."""

_JOIN = "make one row of them, with the other spelling as a variant, or tell them apart by country or roles"


class Bearer(NamedTuple):
    """A row that has a form, with the letters and status that the form has there."""

    row: PlacedRow
    text: str
    status: Status

    @property
    def is_right(self) -> bool:
        """Whether the form is right as it stands."""
        return self.status != "misspelling"


def duplicates(key: str, bearers: Sequence[Bearer]) -> Iterator[Suspicion]:
    """Yield each row with the first one before it that is likely the same, if the pair is to be told under this key.

    One of the two is a target.
    """
    rows = _one_a_row(bearers)
    for at, other in enumerate(rows):
        for one in rows[:at]:
            entity, second = one.row.entity, other.row.entity
            same = sameness(entity, second) if entity.target or second.target else None
            if same and same.key == key:
                severity: Severity = "high" if entity.target and second.target else "medium"
                problem = f"likely the same {entity.kind} twice: {same.reason}{contradicting_weights(entity, second)}"
                yield Suspicion("duplicate", severity, suspect(one.row), problem, _JOIN, suspect(other.row))
                break


def wrong_misspellings(bearers: Sequence[Bearer]) -> Iterator[Suspicion]:
    """Yield the misspellings that do nothing: somebody's right name, or misspellings of several names."""
    wrong = [bearer for bearer in bearers if not bearer.is_right]
    right = [bearer for bearer in bearers if bearer.is_right]
    for bearer in wrong:
        if right:
            owner = max(right, key=partial(_rank_of_owner, bearer.row))
            whose = "of its own" if owner.row is bearer.row else f"of {owner.row.entity.id}"
            problem = f"misspelling {bearer.text!r} is a right form {whose} ({owner.status} {owner.text!r})"
            remedy = "take it out: what is somebody's right name is never replaced as a misspelling"
            beside = None if owner.row is bearer.row else suspect(owner.row)
            yield Suspicion("misspelling", "medium", suspect(bearer.row), problem, remedy, beside)
    if right:
        return
    for one, other in combinations(_one_a_row(wrong), 2):
        if fold(one.row.entity.name) != fold(other.row.entity.name):
            problem = (
                f"both have the misspelling {one.text!r}, which is therefore never replaced, only listed for review"
            )
            remedy = "leave it to the one that is meant by it"
            yield Suspicion("misspelling", "medium", suspect(one.row), problem, remedy, suspect(other.row))


def collisions(bearers: Sequence[Bearer]) -> Iterator[Suspicion]:
    """Yield the pairs of targets that share a form while nothing tells which of them is meant."""
    listed = [
        bearer for bearer in bearers if bearer.is_right and bearer.status != "surname" and bearer.row.entity.target
    ]
    for one, other in combinations(_one_a_row(listed), 2):
        if _collide(one, other):
            problem = f"both have the form {one.text!r}, and no country, role or weight tells which of them is meant"
            remedy = "leave the form to the better known, or give them roles and weights that differ"
            yield Suspicion("collision", "low", suspect(one.row), problem, remedy, suspect(other.row))


def outshone_forms(bearers: Sequence[Bearer]) -> Iterator[Suspicion]:
    """Yield the forms of targets that are the name of somebody far better known who is no target."""
    known = [bearer for bearer in bearers if bearer.status == "name" and not bearer.row.entity.target]
    best = max(known, key=lambda bearer: bearer.row.entity.weight, default=None)
    for bearer in bearers if best else ():
        entity = bearer.row.entity
        is_own = bearer.status in ("alias", "variant", "name") and entity.target
        if best and is_own and best.row.entity.weight >= max(LEAST_RENOWN, FAR_BETTER * entity.weight):
            if best.row.entity.id == entity.id or sameness(best.row.entity, entity):
                continue
            known_as = f"{best.row.entity.id}, far better known ({best.row.entity.weight:g} against {entity.weight:g})"
            problem = f"{bearer.status} {bearer.text!r} is the name of {known_as} and no target"
            remedy = "take the form out, or make the better known a target, too"
            yield Suspicion("weight", "medium", suspect(bearer.row), problem, remedy, suspect(best.row))


def _collide(one: Bearer, other: Bearer) -> bool:
    entity, second = one.row.entity, other.row.entity
    low, high = sorted((entity.weight, second.weight))
    return (
        entity.kind == second.kind
        and countries_agree(entity, second) is not False
        and roles_agree(entity, second) is not False
        and high <= FAR_BETTER * low
        and fold(entity.name) != fold(second.name)
        and sameness(entity, second) is None
    )


def _rank_of_owner(row: PlacedRow, bearer: Bearer) -> tuple[bool, float]:
    """Rank whose right form a misspelling is: that of its own row first, then that of the best known."""
    return bearer.row is row, bearer.row.entity.weight


def _one_a_row(bearers: Sequence[Bearer]) -> list[Bearer]:
    """Return the first bearer of each row."""
    return list({bearer.row.entity.id: bearer for bearer in reversed(bearers)}.values())[::-1]
