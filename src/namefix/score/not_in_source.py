"""Mentions that the source contains as they are."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from namefix.datatypes import Candidate, Document, Score
from namefix.names.name import name_of

_LEAST = 3
"""Minimum number of letters of a mention for a meaningful similarity."""

_UNLIKE = 0.3
"""Score above which the wording states that the source has no such name."""


class NotInSource:
    """Score candidates by the dissimilarity of the mention to the romanised source segment, without names of the table.

    The score is 0 if the segment contains the letters of the mention, which is then a name missing from the table. The minimum
    over the mentions of a surface form counts. It is None without a source and for very short mentions.
    """

    knots = (0, 0.15, 0.3, 0.5)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        surfaces = dict.fromkeys(candidate.mention.surface for candidate in candidates)
        found = {surface: _unlikeness(surface, document) for surface in surfaces}
        return [found[candidate.mention.surface] for candidate in candidates]


def _unlikeness(surface: str, document: Document) -> Score | None:
    letters = name_of(surface).squashed
    if document.source is None or len(letters) < _LEAST:
        return None
    rests = {name_of(segment.rest).squashed for segment in document.opposite(surface)}
    if not rests:
        return None
    value = min(_distance(letters, rest) for rest in rests)
    return Score(value, "the source has no such name" if value > _UNLIKE else "the source has this very name")


def _distance(letters: str, rest: str) -> float:
    return 1 - fuzz.partial_ratio(letters, rest) / 100 if len(rest) >= len(letters) else 1.0
