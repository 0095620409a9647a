"""The popularity of the entity."""

from __future__ import annotations

import math
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Entity, Score

_BEST_KNOWN = 300
"""Weight that gives the highest score, about the number of language editions of Wikipedia."""

_WELL_KNOWN = 0.7
"""Score above which the wording calls an entity well known."""


class Prominence:
    """Score candidates by the logarithm of the entity's weight.

    The score is None for rows of the user's own tables, whose entities need not be widely known.
    """

    knots = (0.3, 0.7, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        return [_score(candidate.entity) for candidate in candidates]


def _score(entity: Entity) -> Score | None:
    if not entity.is_bundled:
        return None
    value = min(math.log1p(entity.weight) / math.log1p(_BEST_KNOWN), 1.0)
    return Score(value, "well known" if value > _WELL_KNOWN else "little known")
