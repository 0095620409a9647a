"""The bound of decisions: whether names that a pipeline would find can still change an edit of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from namefix.datatypes import Document, Score, ScoredCandidate
from namefix.decide import Judge
from namefix.decide.beliefs import believe
from namefix.decide.calibrator import Curve


def can_be_shown(scored: Sequence[ScoredCandidate], document: Document, judge: Judge) -> bool:
    """Return whether a candidate would be repaired or listed for review if the pipeline said the best of it.

    The scorers that a pipeline can raise declare it (`rises_with_pipeline`); their scores are replaced by those that the curve
    likes best. All other evidence that a pipeline adds, such as names that the table does not know, only lowers probabilities.

    Args:
        scored: The candidates of the document, scored without the pipeline.
        document: The document without the mentions of the pipeline.
        judge: The calibrators, policies and scorers.
    """
    best = {is_own: _best_scores(judge, is_own=is_own) for is_own in (True, False)}
    hoped = [replace(item, scores={**item.scores, **best[item.candidate.entity.is_own]}) for item in scored]
    beliefs = believe(hoped, document, judge.own.calibrator, judge.bundled.calibrator)
    return any(
        belief.probability >= judge.parameters_of(item.candidate).policy.review
        for item, belief in zip(scored, beliefs, strict=True)
    )


def _best_scores(judge: Judge, *, is_own: bool) -> dict[str, Score | None]:
    curves = (judge.own if is_own else judge.bundled).calibrator.curves
    return {
        name: _best_score(curves[name])
        for name, scorer in judge.scorers.items()
        if scorer.rises_with_pipeline and name in curves
    }


def _best_score(curve: Curve) -> Score | None:
    at = int(np.argmax(curve.log_odds))
    return Score(curve.at[at], "") if curve.log_odds[at] >= curve.missing else None
