"""How well known the entity is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Entity, Score

_BEST_KNOWN = 300
"""Weight of what everybody knows: about as many language editions of Wikipedia write of it."""

_WELL_KNOWN = 0.7
"""Score above which an entity is called well known."""


class Prominence:
    """Score candidates by the logarithm of the entity's weight.

    None for a row of the user's own table: whom a desk writes about need not be known to the world.
    """

    knots = (0.3, 0.7, 1)
    alike_from = None

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        return [_score(candidate.entity) for candidate in candidates]


def _score(entity: Entity) -> Score | None:
    if not entity.is_bundled:
        return None
    value = min(math.log1p(entity.weight) / math.log1p(_BEST_KNOWN), 1.0)
    return Score(value, "well known" if value > _WELL_KNOWN else "little known")
