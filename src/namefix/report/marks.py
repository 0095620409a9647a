"""A text as a page shows it: its lines, in pieces, with every name that is changed or uncertain marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from namefix.datatypes import CorrectedText, Decision, Edit, Entity, Proposal
from namefix.report.record import decided_edits, uncertain_edits

_LINE_END = re.compile("\r\n|\r|\n")

_MISLEADING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, half characters, and those that turn the direction of what follows."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A name that would be written otherwise, with the decision behind it; not `is_sure` where an editor is asked."""

    edit: Edit
    decision: Decision
    is_sure: bool

    @property
    def percent(self) -> int:
        """The probability that it is right, in percent."""
        return round(100 * self.decision.probability)

    @property
    def evidence(self) -> str:
        """Why, in a line."""
        return self.decision.reason

    @property
    def who(self) -> str:
        """Whom the new name means."""
        return describe(self.decision.chosen.candidate.entity) if self.decision.chosen else ""


def marks_of(result: CorrectedText) -> list[Mark]:
    """Return the marks of a result in the order of the text, apart from one another; a change goes before a doubt."""
    changes = [Mark(edit, decision, is_sure=True) for edit, decision in decided_edits(result)]
    starts = [change.edit.start for change in changes]
    doubts: list[Mark] = []
    for edit, decision in uncertain_edits(result):
        before = [*changes[: bisect_left(starts, edit.end)][-1:], *doubts[-1:]]
        if all(mark.edit.end <= edit.start for mark in before):
            doubts.append(Mark(edit, decision, is_sure=False))
    return sorted([*changes, *doubts], key=lambda mark: mark.edit.start)


def lines_of(text: str, marks: Iterable[Mark]) -> list[list[str | Mark]]:
    r"""Return the lines of a text without their ends, each as its marks and the text between them.

    A mark that goes over a line end belongs to the line in which it begins.

    Args:
        text: The original.
        marks: In its order, apart from one another.

    Example:
        >>> lines_of("One.\r\nTwo.", [])
        [['One.'], ['Two.']]
    """
    lines: list[list[str | Mark]] = [[]]
    for piece in _pieces(text, marks):
        if isinstance(piece, Mark):
            lines[-1].append(piece)
            continue
        first, *others = _LINE_END.split(piece)
        lines[-1] += [first] if first else []
        lines += [[line] if line else [] for line in others]
    return lines


def describe(entity: Entity) -> str:
    """Say who or what an entity is.

    Example:
        >>> describe(Entity("place/kyiv", "place", "Kyiv", country="UA", roles=("capital", "city")))
        'Kyiv · place · UA · capital'
    """
    kind = entity.kind if entity.kind != "other" else None
    return " · ".join(filter(None, (entity.name, kind, entity.country, *entity.roles[:1])))


def others_of(mark: Mark) -> list[Proposal]:
    """Return the candidates that were not chosen, each name once, likeliest first."""
    chosen = mark.decision.chosen
    seen = {chosen.candidate.entity.id} if chosen else set()
    found = []
    for proposal in mark.decision.rejected:
        if proposal.candidate.entity.id not in seen:
            seen.add(proposal.candidate.entity.id)
            found.append(proposal)
    return found


def harmless(text: str) -> str:
    r"""Return a text in which characters that move or hide others are written as escapes; tabs and line ends stay.

    Example:
        >>> harmless("Mak\u202eron\x00")
        'Mak\\u202eron\\x00'
    """
    return _MISLEADING.sub(lambda match: repr(match[0])[1:-1], text)


def _pieces(text: str, marks: Iterable[Mark]) -> Iterator[str | Mark]:
    at = 0
    for mark in marks:
        yield text[at : mark.edit.start]
        yield mark
        at = mark.edit.end
    yield text[at:]
