"""The bound of decisions: whether names that a pipeline would find can still change an edit of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from namefix.datatypes import Document, Score, ScoredCandidate
from namefix.decide import Judge
from namefix.decide.beliefs import believe
from namefix.decide.calibrator import Calibrator, Curve


def can_be_shown(scored: Sequence[ScoredCandidate], document: Document, judge: Judge) -> bool:
    """Return whether a candidate would be repaired or listed for review if the pipeline said the best of it.

    The scorers that a pipeline can raise declare it (`rises_with_pipeline`); their scores are replaced by those that the curve
    likes best. All other evidence that a pipeline adds, such as names that the table does not know, only lowers probabilities.

    Args:
        scored: The candidates of the document, scored without the pipeline.
        document: The document without the mentions of the pipeline.
        judge: The calibrators, policies and scorers.
    """
    calibrators = judge.calibrators_of(scored)
    best = {id(calibrator): _best_scores(judge, calibrator) for calibrator in calibrators}
    hoped = [
        replace(item, scores={**item.scores, **best[id(calibrator)]})
        for item, calibrator in zip(scored, calibrators, strict=True)
    ]
    beliefs = believe(hoped, document, calibrators)
    return any(
        belief.probability >= judge.parameters_of(item.candidate).policy.review
        for item, belief in zip(scored, beliefs, strict=True)
    )


def _best_scores(judge: Judge, calibrator: Calibrator) -> dict[str, Score | None]:
    return {
        name: _best_score(calibrator.curves[name])
        for name, scorer in judge.scorers.items()
        if scorer.rises_with_pipeline and name in calibrator.curves
    }


def _best_score(curve: Curve) -> Score | None:
    at = int(np.argmax(curve.log_odds))
    return Score(curve.at[at], "") if curve.log_odds[at] >= curve.missing else None
