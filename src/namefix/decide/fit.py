"""Fitting of a calibrator on labelled documents; needs SciPy (`pip install namefix[fit]`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from namefix import registry
from namefix.datatypes import ScoredCandidate
from namefix.decide.beliefs import Links, columns_of
from namefix.decide.calibrator import Calibrator, Curve, Floats
from namefix.decide.joint_evidence import JOINT
from namefix.errors import MissingExtraError

RIDGE = 0.5
"""Strength of the L2 penalty on the steps of the curves; values from 0.3 to 3 made no significant difference."""

PASSES = 2
"""Number of times that the joint evidence is computed from the previous fit."""

PARTS = 4
"""Number of parts of the data; the joint evidence of each comes from a fit with the part held out."""


@dataclass(frozen=True, slots=True)
class Label:
    """A document whose candidates are labelled as correct or wrong, or None to ignore them."""

    scored: Sequence[ScoredCandidate]
    verdicts: Sequence[bool | None]
    times: Sequence[float]
    """The weight of each candidate: the number of mentions of its surface form in the document."""
    links: Links
    group: str
    """The origin of the document; documents of one group are held out together."""


def fit(labels: Sequence[Label], fitted: Mapping[str, Any] | None = None) -> Calibrator:
    """Return the calibrator fitted by penalised multinomial logistic regression on monotone splines.

    For each surface form, one candidate or none is correct. Curves are constrained to be monotonic, because some hundred
    correct candidates are too few to learn it. The joint evidence depends on beliefs and these on the curves, so both are
    computed in turn, on different parts of the data.

    Args:
        labels: The labelled documents.
        fitted: The origin of the labels, which is stored in the parameters.

    Raises:
        ValueError: If no candidate is correct.
        MissingExtraError: If SciPy is not installed.

    Reference:
        Ramsay (1988), Monotone Regression Splines in Action; minimised by L-BFGS-B.
    """
    minimize = _minimiser()
    labels = [label for label in labels if label.scored]
    if not any(verdict for label in labels for verdict in label.verdicts):
        raise ValueError("there is no right candidate among the labels to learn from")
    data = _Data(labels, minimize)
    groups = sorted({label.group for label in labels})
    parts = min(PARTS, len(groups))
    part_of = {group: at % parts for at, group in enumerate(groups)}
    part = np.array([part_of[label.group] for label in labels])
    for _ in range(PASSES if parts > 1 else 0):
        calibrators = [data.fit(part != number) for number in range(parts)]
        data.renew(calibrators, part)
    return data.fit(np.ones(len(labels), dtype=bool), dict(fitted or {}))


def _minimiser() -> Callable[..., Any]:
    try:
        from scipy.optimize import minimize  # noqa: PLC0415 - only fitting needs SciPy
    except ImportError as error:
        raise MissingExtraError("fitting", "fit") from error
    found: Callable[..., Any] = minimize
    return found


class _Data:
    """The design matrix of all labels."""

    def __init__(self, labels: Sequence[Label], minimize: Callable[..., Any]) -> None:
        self._labels = labels
        self._minimize = minimize
        self._columns = [columns_of(label.scored) for label in labels]
        for columns, label in zip(self._columns, labels, strict=True):
            columns.update(label.links.joint(np.zeros(len(label.scored))))
        self._names = sorted(self._columns[0])
        self._knots = {name: _knots_of(name) for name in self._names}
        sizes = [len(label.scored) for label in labels]
        self._document = np.repeat(np.arange(len(labels)), sizes)
        offsets = np.cumsum([0, *(int(label.links.group.max()) + 1 for label in labels)])
        self._group = np.concatenate(
            [label.links.group + offset for label, offset in zip(labels, offsets, strict=False)]
        )
        verdicts = [verdict for label in labels for verdict in label.verdicts]
        self._counts = np.array([verdict is not None for verdict in verdicts])
        self._is_right = np.array([bool(verdict) for verdict in verdicts])
        self._times = np.concatenate([np.asarray(label.times, dtype=float) for label in labels])
        self._ramps = {name: self._ramps_of(name) for name in self._names}
        self._start = np.concatenate([[-5], np.zeros(sum(map(len, self._knots.values())))])

    def _ramps_of(self, name: str) -> Floats:
        return _ramps(np.concatenate([columns[name] for columns in self._columns]), self._knots[name])

    def renew(self, calibrators: Sequence[Calibrator], part: npt.NDArray[np.int64]) -> None:
        """Compute the joint evidence of each document by a calibrator fitted with its part held out."""
        for columns, label, number in zip(self._columns, self._labels, part, strict=True):
            local = {name: column for name, column in columns.items() if name not in JOINT}
            columns.update(label.links.converge(calibrators[number], local)[1])
        self._ramps |= {name: self._ramps_of(name) for name in JOINT}

    def fit(self, is_used: npt.NDArray[np.bool_], fitted: Mapping[str, Any] | None = None) -> Calibrator:
        """Return the calibrator fitted on the selected documents."""
        rows = is_used[self._document] & self._counts
        design = np.hstack([np.ones((int(rows.sum()), 1)), *(self._ramps[name][rows] for name in self._names)])
        is_right = self._is_right[rows]
        _, first, group = np.unique(self._group[rows], return_index=True, return_inverse=True)
        times = self._times[rows][first]
        has_right = np.bincount(group, is_right) > 0
        sizes = [len(self._knots[name]) for name in self._names]
        is_free = np.concatenate([[True], *(np.arange(size) == size - 1 for size in sizes)])

        def loss(weights: Floats) -> tuple[float, Floats]:
            odds = np.exp(np.minimum(design @ weights, 40))
            right = np.bincount(group, odds * is_right)
            total = 1 + np.bincount(group, odds)
            penalised = weights * (np.arange(len(weights)) > 0)
            value = times @ (np.log(total) - np.log(np.where(has_right, np.maximum(right, 1e-300), 1)))
            share = odds / total[group] - odds * is_right / np.where(has_right, np.maximum(right, 1e-300), 1)[group]
            slope = design.T @ (times[group] * share)
            return value + RIDGE * (penalised**2).sum() / 2, slope + RIDGE * penalised

        bounds = [(None, None) if free else (0, None) for free in is_free]
        options = {"maxiter": 3000, "ftol": 1e-7, "maxcor": 30}
        found = self._minimize(loss, self._start, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x
        self._start = found
        return self._calibrator(found, rows, fitted)

    def _calibrator(self, weights: Floats, rows: npt.NDArray[np.bool_], fitted: Mapping[str, Any] | None) -> Calibrator:
        """Return weights as curves, each shifted so that 0 is midway between its means over correct and wrong candidates.

        The probabilities do not change; the sign of log-odds can be read as "in favour" or "against".
        """
        is_right = self._is_right[rows]
        curves, at, intercept = {}, 1, float(weights[0])
        for name in self._names:
            steps = weights[at : at + len(self._knots[name])]
            at += len(steps)
            rising = np.concatenate([[0], np.cumsum(steps[:-1])])
            curve = Curve(at=self._knots[name], log_odds=rising.tolist(), missing=float(steps[-1]))
            values = curve(np.concatenate([columns[name] for columns in self._columns]))[rows]
            middle = (values[is_right].mean() + values[~is_right].mean()) / 2
            intercept += middle
            shifted = [round(value - middle, 3) for value in curve.log_odds]
            curves[name] = Curve(at=curve.at, log_odds=shifted, missing=round(curve.missing - middle, 3))
        return Calibrator(intercept=round(intercept, 3), curves=curves, fitted=dict(fitted or {}))


def _knots_of(name: str) -> list[float]:
    """Return the knots of the curve of a scorer or of joint evidence."""
    return list(JOINT[name].knots if name in JOINT else registry.load("scorer", name).knots)


def _ramps(scores: Floats, knots: Sequence[float]) -> Floats:
    """Return the spline basis: the position of each score between each pair of knots, and an indicator of missing scores."""
    missing = np.isnan(scores)
    values = np.where(missing, knots[0], scores)
    ramps = [np.clip((values - low) / (high - low), 0, 1) for low, high in pairwise(knots)]
    return np.column_stack([*ramps, missing])
