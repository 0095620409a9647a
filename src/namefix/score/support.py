"""Other mentions of the document that look like the same entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Mention
from namefix.similarity import likeness

_LEAST = 0.6
"""Likeness from which another mention is a sign."""

_MOST = 64
"""Other surface forms of an entity, the likest first, that are looked at."""


class SupportFromOthers:
    """Score candidates by the likeness of the best other mention that may be the same entity.

    Different garbles of one name support each other, and "Vondrein" follows "Ursula Vondrein". Mentions that share their place
    in the text are no support for one another, and neither are parts of the mention.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        by_entity: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for candidate in candidates:
            alike = likeness(candidate.mention.surface, candidate.alias)
            if alike >= _LEAST:
                by_entity[candidate.entity.id].append((alike, candidate.mention.surface))
        for listed in by_entity.values():
            listed.sort(key=lambda item: (-item[0], item[1]))
        return [self._best(candidate, by_entity[candidate.entity.id], document) for candidate in candidates]

    def _best(self, candidate: Candidate, others: Sequence[tuple[float, str]], document: Document) -> float:
        surface = candidate.mention.surface
        mentions = document.occurrences(surface)
        for alike, other in others[:_MOST]:
            if other not in surface and _stands_apart(mentions, document.occurrences(other)):
                return alike
        return 0.0

    def explain(self, candidate: Candidate, score: float) -> str:
        """Say whether other mentions look like the entity."""
        return "other mentions look like the same name" if score else "no other mention looks like it"


def _stands_apart(mentions: Sequence[Mention], others: Sequence[Mention]) -> bool:
    """Whether one of the mentions overlaps none of the others."""
    return any(
        all(mention.end <= other.start or other.end <= mention.start for other in others) for mention in mentions
    )
