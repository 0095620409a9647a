"""Other entities in the document with the same office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Score

_HALF = 2.0
"""Number of entities of the same office that gives half of the highest score."""


class Colleagues:
    """Score candidates by the number of correct names in the document that share an office or occupation with the entity.

    Articles often name several people of the same office or occupation. The score approaches 1 with every such entity; it is
    0 if there is none, None if the table has no roles of the entity.
    """

    knots = (0, 0.3, 0.6, 0.9)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        present = document.present_targets
        roles = Counter(role for entity in present.values() for role in set(entity.roles))
        scores: list[Score | None] = []
        for candidate in candidates:
            entity = candidate.entity
            others = max((roles[role] for role in entity.roles), default=0) - (entity.id in present)
            scores.append(Score(others / (others + _HALF), _words(others)) if entity.roles else None)
        return scores


def _words(others: int) -> str:
    return "the text names others of the same office" if others else "the text names nobody else of this office"
