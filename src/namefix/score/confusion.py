"""What translation confuses, as learned from pairs of names with one native form."""

from __future__ import annotations

import math
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document
from namefix.sounds import sound_distances

_OFTEN, _SELDOM = 0.6, 0.25
"""Scores above which translation confuses two names often, and below which it hardly does."""


class LearnedConfusion:
    """Score candidates by the learned sound model: 1 the same letters, 0.7 what is often confused, towards 0 what is not.

    The score is exp(-distance) of `namefix.sounds`.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        pairs = [(candidate.mention.surface, candidate.alias) for candidate in candidates]
        return [math.exp(-distance) for distance in sound_distances(pairs)]

    def explain(self, candidate: Candidate, score: float) -> str:
        """Say how often translation confuses the two."""
        return f"translation {'often' if score > _OFTEN else 'sometimes' if score > _SELDOM else 'seldom'} confuses these sounds"
