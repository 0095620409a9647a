"""Scores: ask every scorer about every candidate, and keep the answers apart; nothing is weighed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from namefix.datatypes import Candidate, Document, ScoredCandidate
from namefix.protocols import Scorer


def score_candidates(
    candidates: Sequence[Candidate], document: Document, scorers: Mapping[str, Scorer]
) -> list[ScoredCandidate]:
    """Return the candidates in the same order, each with one score per scorer."""
    columns = {name: scorer.score(candidates, document) for name, scorer in scorers.items()}
    return [
        ScoredCandidate(candidate, {name: column[row] for name, column in columns.items()})
        for row, candidate in enumerate(candidates)
    ]
