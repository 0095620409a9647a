"""How well known the entity is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document

_BEST_KNOWN = 300
"""Weight of what everybody knows: about as many language editions of Wikipedia write of it."""

_UNKNOWN = 40
"""Weight that an entity without one counts with: somebody had a reason to put it into a table."""


class Prominence:
    """Score candidates by the logarithm of the entity's weight."""

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        return [
            min(math.log1p(candidate.entity.weight or _UNKNOWN) / math.log1p(_BEST_KNOWN), 1.0)
            for candidate in candidates
        ]

    def explain(self, candidate: Candidate, score: float) -> str:
        """Say how well known the entity is."""
        return "widely known" if score > 0.7 else "not widely known"
