"""Names of the source that the translation does not account for."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Entity, Segment


class UnmatchedInSource:
    """Score candidates by whether the source names the entity more often than the translation does opposite to it.

    1 where it is the only such entity of its kind opposite the mention, 1/n where there are n; 0 where its name stands
    right in the translation as often as in the source, and so needs no other mention. Of several mentions with one surface
    form, the best counts. None where the source does not name it opposite.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        return [
            max(
                (
                    score
                    for segment in document.opposite(candidate.mention.surface)
                    if (score := _score(candidate.entity, segment)) is not None
                ),
                default=None,
            )
            for candidate in candidates
        ]

    def explain(self, candidate: Candidate, score: float, document: Document) -> str:
        """Say whether the translation lacks the name."""
        if not score:
            return "the name stands right there already"
        return "no other name of the translation answers to it" if score == 1 else "it lacks this name, and others"


def _score(entity: Entity, segment: Segment) -> float | None:
    if entity.id not in segment.sure:
        return None
    if entity.id not in segment.unmatched:
        return 0.0
    unmatched = {name.entity.id for name in segment.names if name.entity.kind == entity.kind} & segment.unmatched
    return 1 / len(unmatched)
