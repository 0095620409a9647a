"""The entities that the document is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document

_HALF = 2.0
"""Entities of the same office in the document that make half of the highest score."""


class Colleagues:
    """Score candidates by how many right names of the document share an office or occupation with the entity.

    Who stands in an article stands there with others of the same office or trade. Towards 1 with every such entity; 0 where
    there is none; None where the table has no roles of the entity.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        present = document.present_targets
        roles = Counter(role for entity in present.values() for role in set(entity.roles))
        scores: list[float | None] = []
        for candidate in candidates:
            entity = candidate.entity
            others = max((roles[role] for role in entity.roles), default=0) - (entity.id in present)
            scores.append(others / (others + _HALF) if entity.roles else None)
        return scores

    def explain(self, candidate: Candidate, score: float, document: Document) -> str:
        """Say whether others of its office are named."""
        return "the text names others of its office" if score else "the text names nobody else of its office"
