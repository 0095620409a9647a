"""Names of the source that the translation does not account for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from namefix.datatypes import Candidate, Document, Entity, Score, Segment


class UnmatchedInSource:
    """Score candidates by whether the source names the entity more often than the translation does opposite to it.

    1 where it is the only such entity of its kind opposite the mention, 1/n where there are n; 0 where its name stands
    right in the translation as often as in the source, and so needs no other mention. Of several mentions with one surface
    form, the best counts. None where the source does not name it opposite.
    """

    knots = (0, 0.3, 0.5, 1)
    alike_from = None

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
