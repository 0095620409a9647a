"""Similarity of spelling."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Score
from namefix.names.similarity import spelling_similarity


class SpellingSimilarity:
    """Score candidates by the share of common letters of mention and alias, in order (Indel similarity).

    Reference:
        Bachmann, RapidFuzz: normalised Indel similarity, 1 - insertions and deletions / sum of both lengths.
    """

    knots = (0.3, 0.5, 0.65, 0.75, 0.85, 0.95, 1)
    alike_from = 0.4
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        return [_score(candidate) for candidate in candidates]


def _score(candidate: Candidate) -> Score:
    value = spelling_similarity(candidate.mention.name, candidate.name)
    return Score(value, lambda: _words(candidate, value))


def _words(candidate: Candidate, value: float) -> str:
    sizes = len(candidate.mention.name.squashed), len(candidate.name.squashed)
    return f"{value * sum(sizes) / 2:.0f} of {max(sizes)} letters agree"
