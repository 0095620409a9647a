"""The part of a name that agrees least."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document
from namefix.similarity import likeness
from namefix.text import fold


class WorstPart:
    """Score candidates by the likeness of the part that agrees least, where both names have as many parts, at least two.

    "Steve Wilkos" and "Steve Witkoff" agree in most letters because they share a whole part; what differs is one name
    for another.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given; None for single words."""
        return [worst_part(candidate.mention.surface, candidate.alias) for candidate in candidates]

    def explain(self, candidate: Candidate, score: float) -> str:
        """Say how alike the least like parts are."""
        return "every part agrees" if score >= 0.8 else f"a part agrees to {score:.0%} only"


def worst_part(one: str, other: str) -> float | None:
    """Return the least likeness of two names' parts in order; None unless both have the same number, at least two."""
    parts, others = fold(one).split(" "), fold(other).split(" ")
    if len(parts) != len(others) or len(parts) < 2:
        return None
    return min(likeness(part, opposite) for part, opposite in zip(parts, others, strict=True))
