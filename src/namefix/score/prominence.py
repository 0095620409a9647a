"""How well known the entity is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Entity

_BEST_KNOWN = 300
"""Weight of what everybody knows: about as many language editions of Wikipedia write of it."""


class Prominence:
    """Score candidates by the logarithm of the entity's weight.

    None for a row of the user's own table: whom a desk writes about need not be known to the world.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        return [_score(candidate.entity) for candidate in candidates]

    def explain(self, candidate: Candidate, score: float, document: Document) -> str:
        """Say how well known the entity is."""
        return "widely known" if score > 0.7 else "not widely known"


def _score(entity: Entity) -> float | None:
    if not entity.is_bundled:
        return None
    return min(math.log1p(entity.weight) / math.log1p(_BEST_KNOWN), 1.0)
