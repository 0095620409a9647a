"""Similarity of sound."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document
from namefix.similarity import sound_similarity


class SoundSimilarity:
    """Score candidates by the Indel similarity of sound keys: l/r, b/v/w, k/g/h, s/z/sh and the like count as one."""

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        return [sound_similarity(candidate.mention.surface, candidate.alias) for candidate in candidates]

    def explain(self, candidate: Candidate, score: float) -> str:
        """Say how much of the sound agrees."""
        return "sounds the same" if score == 1 else f"{score:.0%} of the sounds agree"
