"""How much there is to compare."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document
from namefix.text import squash

_LONG = 16
"""Letters from which on more of them add no certainty."""


class NameLength:
    """Score candidates by the letters of the shorter name: likeness of long names is rarely chance."""

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        return [
            min(len(squash(candidate.mention.surface)), len(squash(candidate.alias)), _LONG) / _LONG
            for candidate in candidates
        ]

    def explain(self, candidate: Candidate, score: float) -> str:
        """Say how long the names are."""
        return "a long name" if score > 0.5 else "a short name"
