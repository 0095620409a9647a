"""The lead over the next candidate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Score
from namefix.names.similarity import likeness

_WIDE = 0.25
"""Lead in similarity that gives the highest score."""


_NOBODY = 0.65
"""Assumed similarity of the best name outside the table."""

_TIE, _CLEAR = 0.5, 0.75
"""Scores up to which another candidate is as close, and above which no other candidate is close."""


class MarginToNext:
    """Score candidates by their lead in similarity over the best candidate with a different replacement.

    The score is 0.5 for a tie, 1 for a lead of a quarter or more, 0 for the same distance behind. An unknown name outside the
    table is always a competitor.
    """

    knots = (0.4, 0.5, 0.7, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        rivals: dict[str, dict[str, float]] = defaultdict(dict)
        for candidate in candidates:
            written, by = candidate.form.replacement_name.squashed, rivals[candidate.mention.surface]
            by[written] = max(by.get(written, 0.0), likeness(candidate.mention.name, candidate.name))
        scores: list[Score | None] = []
        for candidate in candidates:
            by, written = rivals[candidate.mention.surface], candidate.form.replacement_name.squashed
            rival = max((value for other, value in by.items() if other != written), default=_NOBODY)
            lead = likeness(candidate.mention.name, candidate.name) - max(rival, _NOBODY)
            value = 0.5 + max(-_WIDE, min(_WIDE, lead)) / _WIDE / 2
            scores.append(Score(value, _words(value)))
        return scores


def _words(value: float) -> str:
    if value <= _TIE:
        return "another candidate is as close"
    return "no other candidate is close" if value > _CLEAR else "another candidate is close behind"
