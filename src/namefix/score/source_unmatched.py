"""Unmatched names of the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from namefix.datatypes import Candidate, Document, Entity, Score, Segment


class UnmatchedInSource:
    """Score candidates by whether the entity is unmatched: named more often in the source than in the aligned translation.

    The score is 1 for the only unmatched entity of its kind in the aligned segment, 1/n for one of n; 0 if the translation
    names it correctly as often as the source. The maximum over the mentions of a surface form counts. It is None if the
    aligned segment does not name the entity.
    """

    knots = (0, 0.3, 0.5, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        return [
            _score([_share(candidate.entity, segment) for segment in document.opposite(candidate.mention.surface)])
            for candidate in candidates
        ]


def _score(shares: Iterable[float | None]) -> Score | None:
    value = max((share for share in shares if share is not None), default=None)
    if value is None:
        return None
    if not value:
        return Score(value, "the translation has its name already")
    return Score(
        value, "the translation lacks only this name" if value == 1 else "the translation lacks this name and others"
    )


def _share(entity: Entity, segment: Segment) -> float | None:
    if entity.id not in segment.sure:
        return None
    if entity.id not in segment.unmatched:
        return 0.0
    unmatched = {name.entity.id for name in segment.names if name.entity.kind == entity.kind} & segment.unmatched
    return 1 / len(unmatched)
