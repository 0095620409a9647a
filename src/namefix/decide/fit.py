"""Fit a calibrator from labelled candidates; needs SciPy (`pip install namefix[fit]`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from namefix.decide.calibrator import Calibrator, Curve

KNOTS: dict[str, list[float]] = {
    "confusion": [0, 0.15, 0.35, 0.55, 0.75, 1],
    "country": [0, 0.25, 0.5, 1],
    "coverage": [0, 1],
    "elsewhere": [0, 0.7, 1],
    "english": [0.3, 0.5, 0.65, 0.9, 1],
    "kind": [0, 0.5, 1],
    "known": [0, 0.01, 0.5, 0.8, 1],
    "margin": [0.4, 0.5, 0.7, 1],
    "neighbours": [0, 0.5, 1],
    "parts": [0.3, 0.6, 0.75, 0.9, 1],
    "pinyin": [0, 1],
    "prominence": [0.3, 1],
    "role": [0, 0.5, 1],
    "spelling": [0.3, 0.5, 0.65, 0.75, 0.85, 0.95, 1],
    "support": [0, 0.6, 0.8, 1],
}
"""Where each scorer's curve may bend: few places, so that some hundred positives can fix it."""

EVENLY = [0, 0.25, 0.5, 0.75, 1]
"""Where the curve of a scorer that is not listed may bend."""

RIDGE = 0.5
"""Strength of the L2 penalty on the steps of the curves; 0.3 to 3 made no difference beyond chance."""


@dataclass(frozen=True, slots=True)
class Label:
    """A scored candidate of which it is known whether its replacement is right."""

    scores: Mapping[str, float | None]
    is_right: bool
    group: str
    """What it was taken from; candidates of one group are never both learned from and judged by."""
    times: int = 1
    """How often its surface form stands in the document: so often would a decision be right or wrong."""


def fit(labels: Sequence[Label], fitted: Mapping[str, Any] | None = None) -> Calibrator:
    """Return the calibrator that explains the labels best: penalised logistic regression on monotone linear splines.

    More of a score never speaks against a candidate: every curve rises or is flat between its knots, which some hundred
    right candidates could not teach by themselves.

    Args:
        labels: Both right and wrong ones.
        fitted: Where the labels come from; kept in the parameters.

    Reference:
        Ramsay (1988), Monotone Regression Splines in Action; minimised by L-BFGS-B.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - only fitting needs SciPy

    names = sorted(labels[0].scores)
    knots = {name: KNOTS.get(name, EVENLY) for name in names}
    columns = [_ramps([label.scores[name] for label in labels], knots[name]) for name in names]
    design = np.hstack([np.ones((len(labels), 1)), *columns])
    is_right = np.array([label.is_right for label in labels])
    times = np.array([label.times for label in labels])
    is_free = np.concatenate([[True], *(np.arange(len(knots[name])) == len(knots[name]) - 1 for name in names)])

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        margins = design @ weights
        penalised = weights * (np.arange(len(weights)) > 0)
        value = times @ np.logaddexp(0, np.where(is_right, -margins, margins)) + RIDGE * (penalised**2).sum() / 2
        return value, design.T @ (times * (1 / (1 + np.exp(-margins)) - is_right)) + RIDGE * penalised

    bounds = [(None, None) if free else (0, None) for free in is_free]
    found = minimize(loss, np.zeros(design.shape[1]), jac=True, bounds=bounds, options={"maxiter": 3000})
    curves, at = {}, 1
    for name in names:
        steps = found.x[at : at + len(knots[name])]
        rising = np.concatenate([[0], np.cumsum(steps[:-1])])
        curves[name] = Curve(
            at=knots[name], log_odds=[round(float(value), 3) for value in rising], missing=round(float(steps[-1]), 3)
        )
        at += len(steps)
    return _centred(Calibrator(intercept=float(found.x[0]), curves=curves, fitted=dict(fitted or {})), labels)


def _ramps(scores: Sequence[float | None], knots: Sequence[float]) -> npt.NDArray[np.float64]:
    """Return for each pair of knots how far a score has come from the one to the other, and a mark of missing scores."""
    missing = np.array([score is None for score in scores])
    values = np.array([knots[0] if score is None else score for score in scores])
    ramps = [np.clip((values - low) / (high - low), 0, 1) for low, high in pairwise(knots)]
    return np.column_stack([*ramps, missing])


def _centred(calibrator: Calibrator, labels: Sequence[Label]) -> Calibrator:
    """Shift every curve so that 0 is its mean over the right candidates' scores and the wrong ones', weighed alike.

    Probabilities stay; what a scorer adds for one candidate then reads as "in favour" or "against".
    """
    intercept, curves = calibrator.intercept, {}
    for name, curve in calibrator.curves.items():
        means = [
            float(np.mean([curve(label.scores[name]) for label in labels if label.is_right is side]))
            for side in (True, False)
        ]
        middle = sum(means) / 2
        intercept += middle
        shifted = [round(value - middle, 3) for value in curve.log_odds]
        curves[name] = Curve(at=curve.at, log_odds=shifted, missing=round(curve.missing - middle, 3))
    return Calibrator(intercept=round(intercept, 3), curves=curves, fitted=calibrator.fitted)
