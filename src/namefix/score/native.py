"""The native name in the source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from namefix.datatypes import Candidate, Document, Score, Source

_ELSEWHERE = 0.2
"""Score of an entity that the source names, but not in the aligned segment."""

_UNSURE = 0.4
"""Score of an entity if the aligned segment has a common word that may be its name."""


class NativeNameOpposite:
    """Score candidates by native forms of the entity in the aligned source segment.

    The score is 0.5 to 1, by the share of mentions with a native form in the aligned segment; 0.4 if that form is a common
    word, 0.2 if it is only elsewhere in the source, 0 if the source has none. It is None without a source, after its end, and
    if the table has no native form in its script.
    """

    knots = (0, 0.2, 0.4, 0.5, 1)
    alike_from = None
    rises_with_pipeline = False

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
    """Return the source line that names the entity, preferably the aligned one."""
    opposite = [name for segment in document.opposite(candidate.mention.surface) for name in segment.names]
    name = next(name for name in (*opposite, *source.names) if name.entity.id == candidate.entity.id)
    return f"line {source.line_of(name)} of the source has {source.text[name.start : name.end]}"
