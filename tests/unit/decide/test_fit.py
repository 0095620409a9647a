from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pytest
from tests.builders import document_of, scored_of

from namefix.datatypes import Form, Score
from namefix.decide.beliefs import Links, columns_of
from namefix.decide.calibrator import Calibrator
from namefix.decide.fit import Label, fit
from namefix.decide.joint_evidence import JOINT
from namefix.errors import MissingExtraError
from namefix.score.spelling import SpellingSimilarity
from namefix.table.name_table import NameTable

pytest.importorskip("scipy")

Truth = Mapping[tuple[str, Form], bool]


def label_of(text: str, truth: Truth, scores: Sequence[Mapping[str, float | None]], group: int) -> Label:
    """Return a document whose candidates (surface form, form it may be) have these scores and are right or wrong."""
    scored, document = scored_of(text, dict.fromkeys(truth, 0.0))
    scored = [
        replace(item, scores={name: None if value is None else Score(value, "") for name, value in own.items()})
        for item, own in zip(scored, scores, strict=True)
    ]
    return Label(scored, list(truth.values()), [1.0] * len(scored), Links(scored, document), str(group % 9))


def labels_of(table: NameTable, rate: float, count: int = 400) -> list[Label]:
    """Return documents in which spelling tells the truth, country says nothing and role is often missing."""
    lots = random.Random(1)  # noqa: S311 - no secret
    macron = ("Makron", table.find("Macron")[0])
    labels = []
    for number in range(count):
        is_right = lots.random() < rate
        spelling = min(1.0, max(0.0, lots.gauss(0.85 if is_right else 0.6, 0.1)))
        role = None if lots.random() < 0.5 else float(is_right)
        scores = {"spelling": spelling, "country": lots.random(), "role": role}
        labels.append(label_of("Makron", {macron: is_right}, [scores], number))
    return labels


def probabilities(calibrator: Calibrator, labels: Iterable[Label]) -> list[float]:
    """Return what the calibrator makes of every candidate."""
    settled = [
        label.links.probabilities(label.links.converge(calibrator, columns_of(label.scored))[0]) for label in labels
    ]
    return [float(probability) for found in settled for probability in found]


def reach(calibrator: Calibrator, name: str) -> float:
    """Return how much more the highest score says than the lowest."""
    return calibrator.curves[name].log_odds[-1] - calibrator.curves[name].log_odds[0]


@pytest.fixture(scope="module")
def labels(table: NameTable) -> list[Label]:
    return labels_of(table, 0.3)


@pytest.fixture(scope="module")
def fitted(labels: list[Label]) -> Calibrator:
    return fit(labels, {"on": "made up"})


def test_a_curve_bends_where_its_scorer_says(fitted: Calibrator) -> None:
    assert fitted.curves["spelling"].at == list(SpellingSimilarity.knots)
    assert fitted.curves["damage"].at == list(JOINT["damage"].knots)


def test_there_is_a_curve_for_every_scorer_and_the_joint_evidence(fitted: Calibrator) -> None:
    assert set(fitted.curves) == {"spelling", "country", "role", *JOINT}


def test_every_curve_rises_or_is_flat(fitted: Calibrator) -> None:
    assert all(curve.log_odds == sorted(curve.log_odds) for curve in fitted.curves.values())


@pytest.mark.parametrize("telling", ["spelling", "role"])
def test_what_tells_weighs_more_than_what_does_not(fitted: Calibrator, telling: str) -> None:
    assert reach(fitted, telling) > 3 * reach(fitted, "country")


@pytest.mark.parametrize("rate", [0.1, 0.5])
def test_the_mean_probability_is_the_share_of_right_candidates(table: NameTable, rate: float) -> None:
    labels = labels_of(table, rate)
    found = probabilities(fit(labels), labels)
    right = [verdict for label in labels for verdict in label.verdicts]
    assert sum(found) / len(found) == pytest.approx(sum(map(bool, right)) / len(right), abs=0.02)


def test_of_two_candidates_the_one_that_is_right_more_often_is_believed(table: NameTable) -> None:
    lots = random.Random(1)  # noqa: S311 - no secret
    truth = {("Xxx", table.find("Macron")[0]): True, ("Xxx", table.find("Kyiv")[0]): False}
    labels = [
        label_of("Xxx", truth, [{"role": float(lots.random() < 0.9)}, {"role": 0.0}], number) for number in range(200)
    ]
    told = label_of("Xxx", truth, [{"role": 1.0}, {"role": 0.0}], 0)
    macron, kyiv = probabilities(fit(labels), [told])
    assert macron > 0.8
    assert kyiv < 0.2


def test_a_short_form_learns_to_follow_the_long_one(table: NameTable) -> None:
    lots = random.Random(1)  # noqa: S311 - no secret
    long, short = ("Emanuel Makron", table.find("Emmanuel Macron")[0]), ("Makron", table.find("Macron")[0])
    labels = []
    for number in range(300):
        is_right = lots.random() < 0.5
        scores = [{"spelling": 0.9 if is_right else 0.5}, {"spelling": 0.7}]
        text = "Emanuel Makron left. Makron came back."
        labels.append(label_of(text, {long: is_right, short: is_right}, scores, number))
    calibrator = fit(labels)
    assert reach(calibrator, "follows") > 1
    assert reach(calibrator, "presence") == 0


def test_different_garbles_learn_to_support_each_other(table: NameTable) -> None:
    lots = random.Random(1)  # noqa: S311 - no secret
    macron = table.find("Macron")[0]
    labels = []
    for number in range(300):
        is_right = lots.random() < 0.5
        scores = [{"spelling": 0.9 if is_right else 0.5}, {"spelling": 0.7}]
        truth = {("Makron", macron): is_right, ("Maklon", macron): is_right}
        labels.append(label_of("Makron left. Maklon stayed.", truth, scores, number))
    assert reach(fit(labels), "presence") > 1


def test_a_candidate_without_verdict_teaches_nothing(table: NameTable, labels: list[Label]) -> None:
    unknown = [replace(label, verdicts=[None]) for label in labels_of(table, 0.9, 100)]
    assert fit([*labels, *unknown]).intercept == pytest.approx(fit(labels).intercept, abs=0.01)


def test_a_document_without_candidates_teaches_nothing(labels: list[Label], fitted: Calibrator) -> None:
    empty = Label([], [], [], Links([], document_of("Nobody came.")), "0")
    assert fit([empty, *labels], {"on": "made up"}) == fitted


def test_the_parameters_tell_what_they_were_fitted_on(fitted: Calibrator) -> None:
    assert fitted.fitted == {"on": "made up"}


def test_the_same_labels_give_the_same_parameters(table: NameTable, fitted: Calibrator) -> None:
    assert fit(labels_of(table, 0.3), {"on": "made up"}) == fitted


def test_a_surface_form_counts_as_often_as_it_stands(table: NameTable) -> None:
    labels = [replace(label, times=[4.0]) if label.verdicts[0] else label for label in labels_of(table, 0.3, 200)]
    times = [label.times[0] for label in labels]
    right = [count for label, count in zip(labels, times, strict=True) if label.verdicts[0]]
    found = probabilities(fit(labels), labels)
    weighed = [probability * count for probability, count in zip(found, times, strict=True)]
    assert sum(weighed) / sum(times) == pytest.approx(sum(right) / sum(times), abs=0.02)


def test_without_a_right_candidate_there_is_nothing_to_learn(table: NameTable) -> None:
    with pytest.raises(ValueError, match="no right candidate"):
        fit(labels_of(table, 0.0, 20))


def test_without_scipy_the_command_that_installs_it_is_told(
    labels: list[Label], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'namefix\[fit\]'"):
        fit(labels)


def test_damage_learns_from_garbles_of_others(table: NameTable) -> None:
    lots = random.Random(1)  # noqa: S311 - no secret
    names = {"Makron": "Macron", "Stamer": "Starmer", "Tiblissi": "Tbilisi", "Zelenskj": "Zelensky"}
    forms = {surface: table.find(name)[0] for surface, name in names.items()}
    labels = []
    for number in range(300):
        is_damaged = lots.random() < 0.5
        truth = dict.fromkeys(forms.items(), is_damaged)
        scores = [{"spelling": 0.7}, *({"spelling": 0.9 if is_damaged else 0.4} for _ in range(3))]
        labels.append(label_of(", ".join(forms), truth, scores, number))
    calibrator = fit(labels)
    assert reach(calibrator, "damage") > 1
    assert reach(calibrator, "presence") == 0
