from __future__ import annotations

import random

import pytest

from namefix import Config
from namefix.decide.calibrator import Calibrator
from namefix.decide.fit import KNOTS, Label, fit

pytest.importorskip("scipy")


def labels_of(rate: float, count: int = 400) -> list[Label]:
    """Return labels of which spelling tells the truth, coverage says nothing and role is often missing."""
    lots = random.Random(1)  # noqa: S311 - no secret
    labels = []
    for number in range(count):
        is_right = lots.random() < rate
        spelling = min(1.0, max(0.0, lots.gauss(0.85 if is_right else 0.6, 0.1)))
        role = None if lots.random() < 0.5 else float(is_right)
        labels.append(Label({"spelling": spelling, "coverage": lots.random(), "role": role}, is_right, str(number % 9)))
    return labels


@pytest.fixture(scope="module")
def fitted() -> Calibrator:
    return fit(labels_of(0.3), {"on": "made up"})


def test_knots_are_those_of_scorers_that_exist() -> None:
    assert set(KNOTS) <= set(Config().scorers)


def test_every_curve_rises_or_is_flat(fitted: Calibrator) -> None:
    assert all(curve.log_odds == sorted(curve.log_odds) for curve in fitted.curves.values())


def test_what_tells_weighs_more_than_what_does_not(fitted: Calibrator) -> None:
    reach = {name: curve.log_odds[-1] - curve.log_odds[0] for name, curve in fitted.curves.items()}
    assert reach["spelling"] > 3 * reach["coverage"]
    assert reach["role"] > 3 * reach["coverage"]


@pytest.mark.parametrize("rate", [0.1, 0.5])
def test_the_mean_probability_is_the_share_of_right_labels(rate: float) -> None:
    labels = labels_of(rate)
    calibrator = fit(labels)
    mean = sum(calibrator.probability(label.scores) for label in labels) / len(labels)
    assert mean == pytest.approx(sum(label.is_right for label in labels) / len(labels), abs=0.02)


def test_the_parameters_tell_what_they_were_fitted_on(fitted: Calibrator) -> None:
    assert fitted.fitted == {"on": "made up"}


def test_the_same_labels_give_the_same_parameters(fitted: Calibrator) -> None:
    assert fit(labels_of(0.3), {"on": "made up"}) == fitted


def test_a_label_that_stands_twice_weighs_twice() -> None:
    once = labels_of(0.3, 100)
    twice = [Label(label.scores, label.is_right, label.group, times=2) for label in once]
    one, other = fit([*once, *once]), fit(twice)
    assert one.intercept == pytest.approx(other.intercept, abs=0.05)
