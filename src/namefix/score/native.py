"""The native name in the source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from namefix.datatypes import Candidate, Document, Score, Source

_ELSEWHERE = 0.2
"""Score of an entity that the source names, but not opposite the mention."""

_UNSURE = 0.4
"""Score of an entity opposite whose mention the source has a common word that may be its name."""


class NativeNameOpposite:
    """Score candidates by whether the source names the entity opposite the mention.

    From 0.5 to 1 with the share of the mention's places opposite which the source has a native form of the entity; 0.4
    where that form is a common word, 0.2 where it stands elsewhere only, 0 where the source has none. None without a
    source, behind its end, and where the table has no native form in its script that could be missed.
    """

    knots = (0, 0.2, 0.4, 0.5, 1)
    alike_from = None

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        if document.source is None:
            return [None] * len(candidates)
        return [_score(candidate, document, document.source) for candidate in candidates]


def _score(candidate: Candidate, document: Document, source: Source) -> Score | None:
    segments, entity_id = document.opposite(candidate.mention.surface), candidate.entity.id
    if not segments:
        return None
    if share := sum(entity_id in segment.sure for segment in segments) / len(segments):
        return Score(0.5 + share / 2, partial(_place_of, candidate, document, source))
    if any(name.entity.id == entity_id for segment in segments for name in segment.names):
        return Score(_UNSURE, partial(_place_of, candidate, document, source))
    if entity_id in source.named:
        return Score(_ELSEWHERE, partial(_place_of, candidate, document, source))
    return Score(0.0, "the source does not name it") if entity_id in source.listed else None


def _place_of(candidate: Candidate, document: Document, source: Source) -> str:
    """Return the line of the source that names the entity, rather opposite the mention than elsewhere."""
    opposite = [name for segment in document.opposite(candidate.mention.surface) for name in segment.names]
    name = next(name for name in (*opposite, *source.names) if name.entity.id == candidate.entity.id)
    return f"line {source.line_of(name)} of the source has {source.text[name.start : name.end]}"
