"""Similarity of spelling."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document
from namefix.names.similarity import spelling_similarity


class SpellingSimilarity:
    """Score candidates by the share of letters that mention and alias have in common, in order (Indel similarity).

    Reference:
        Bachmann, RapidFuzz: normalised Indel similarity, 1 - insertions and deletions / sum of both lengths.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        return [spelling_similarity(candidate.mention.name, candidate.name) for candidate in candidates]

    def explain(self, candidate: Candidate, score: float, document: Document) -> str:
        """Say how much of the spelling agrees."""
        return f"{score:.0%} of the letters agree"
