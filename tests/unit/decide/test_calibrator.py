from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from namefix import Config, Policy
from namefix.datatypes import Score
from namefix.decide.calibrator import Calibrator, Curve, Reached, shipped
from namefix.decide.joint_evidence import JOINT
from namefix.errors import ConfigError
from namefix.registry import SCORERS

CURVE = Curve(at=[0, 0.5, 1], log_odds=[-2, 0, 4], missing=-1)
SHIPPED = list(product([True, False], repeat=2))
CALIBRATOR = Calibrator(intercept=-1, curves={"sound": CURVE, "role": Curve(at=[0, 1], log_odds=[0, 1])})


def test_a_curve_is_linear_between_its_knots() -> None:
    assert CURVE(np.array([0, 0.25, 0.5, 0.75, 1])) == pytest.approx([-2, -1, 0, 2, 4])


def test_a_curve_is_flat_beyond_its_knots() -> None:
    assert Curve(at=[0.4, 0.6], log_odds=[5, 7])(np.array([0.1, 0.9])).tolist() == [5, 7]


@pytest.mark.parametrize("score", [-1, 0, 0.1, 0.25, 0.5, 0.9, 1, 2, np.nan])
def test_a_single_score_has_the_log_odds_of_a_column(score: float) -> None:
    assert CURVE.value_at(score) == CURVE(np.array([score])).tolist()[0]


def test_no_opinion_has_log_odds_of_its_own() -> None:
    assert CURVE(np.array([np.nan, 0])).tolist() == [-1, -2]


@pytest.mark.parametrize(("at", "log_odds"), [([0, 1], [1]), ([1, 0], [0, 1]), ([0, 0], [0, 1]), ([0], [0])])
def test_a_curve_whose_knots_do_not_rise_is_refused(at: list[float], log_odds: list[float]) -> None:
    with pytest.raises(ValidationError, match="at"):
        Curve(at=at, log_odds=log_odds)


def test_log_odds_add_up_row_by_row() -> None:
    columns = {"sound": np.array([0.0, 1.0, np.nan]), "role": np.array([1.0, 1.0, 0.0])}
    assert CALIBRATOR.log_odds(columns).tolist() == [-2, 4, -2]
    assert CALIBRATOR.log_odds(columns, with_intercept=False).tolist() == [-1, 5, -1]


def test_the_weightiest_evidence_comes_first() -> None:
    evidence = CALIBRATOR.evidence({"sound": Score(0.0, ""), "role": Score(1.0, "")})
    assert [(item.scorer, item.score, item.log_odds) for item in evidence] == [("sound", 0, -2), ("role", 1, 1)]


def test_no_opinion_is_evidence_too() -> None:
    evidence = CALIBRATOR.evidence({"sound": None, "role": Score(0.5, "")})
    assert [(item.scorer, item.score, item.log_odds) for item in evidence] == [("sound", None, -1), ("role", 0.5, 0.5)]


def test_neutral_parameters_hold_everything_for_wrong_alike() -> None:
    neutral = Calibrator.neutral(["sound"])
    assert neutral.scorers == ["sound"]
    log_odds = neutral.log_odds({name: np.array([0, 0.5, 1, np.nan]) for name in ("sound", *JOINT)})
    assert set(log_odds) == {neutral.intercept}
    assert neutral.intercept < -5


def test_a_column_without_a_curve_adds_nothing() -> None:
    columns = {"sound": np.array([0.0]), "kind": np.array([1.0])}
    assert CALIBRATOR.log_odds(columns).tolist() == CALIBRATOR.log_odds({"sound": np.array([0.0])}).tolist()


def test_the_scorers_are_those_that_have_a_curve() -> None:
    calibrator = Calibrator(intercept=-1, curves={**CALIBRATOR.curves, **dict.fromkeys(JOINT, CURVE)})
    assert calibrator.scorers == CALIBRATOR.scorers == ["role", "sound"]


@pytest.mark.parametrize(("has_own", "has_source"), SHIPPED)
def test_the_shipped_parameters_name_scorers_that_come_with_namefix(has_own: bool, has_source: bool) -> None:
    calibrator = Calibrator.read(shipped(has_own, has_source=has_source))
    assert set(calibrator.scorers) < set(SCORERS)
    assert set(JOINT) < set(calibrator.curves)
    assert ("native" in calibrator.scorers) == has_source


@pytest.mark.parametrize(("has_own", "has_source"), SHIPPED)
def test_the_shipped_parameters_reach_the_default_precision(has_own: bool, has_source: bool) -> None:
    policy = Calibrator.read(shipped(has_own, has_source=has_source)).policy(Config(), has_source=has_source)
    assert policy.review < policy.replace < 0.9


def test_parameters_survive_a_file(tmp_path: Path) -> None:
    path = tmp_path / "calibrator.json"
    CALIBRATOR.write(path)
    assert Calibrator.read(path) == CALIBRATOR
    assert path.read_text(encoding="utf-8").splitlines()[3].startswith('  "sound": {"at": [')


@pytest.mark.parametrize(("has_own", "has_source"), SHIPPED)
def test_the_shipped_parameters_are_written_as_fitting_writes_them(
    tmp_path: Path, has_own: bool, has_source: bool
) -> None:
    path = shipped(has_own, has_source=has_source)
    Calibrator.read(path).write(tmp_path / path.name)
    assert (tmp_path / path.name).read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["", "[]", '{"intercept": 1}', '{"intercept": 1, "curves": {}, "x": 1}', b"\xff"])
def test_a_broken_file_is_named(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "calibrator.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ConfigError, match=r"calibrator\.json: no usable calibrator"):
        Calibrator.read(path)


@pytest.mark.parametrize("names", [[], list(JOINT)])
def test_parameters_without_a_scorer_are_refused(names: list[str]) -> None:
    with pytest.raises(ValidationError, match="at least one scorer"):
        Calibrator(intercept=1, curves=dict.fromkeys(names, CURVE))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nothing\.json"):
        Calibrator.read(tmp_path / "nothing.json")


MEASURED = Reached(probability=[0.2, 0.5, 0.5, 0.9, 1], precision=[0.8, 0.9, 0.9, 0.98, 0.98])


@pytest.mark.parametrize(("precision", "least"), [(0.5, 0.2), (0.8, 0.2), (0.9, 0.5), (0.94, 0.7), (0.98, 0.9)])
def test_the_threshold_is_the_least_probability_that_reached_a_precision(precision: float, least: float) -> None:
    assert MEASURED.threshold(precision) == pytest.approx(least)


def test_a_precision_that_was_never_reached_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"0\.99 was never reached; at most 0\.980"):
        MEASURED.threshold(0.99)


def test_without_measurement_a_probability_is_taken_at_its_word() -> None:
    assert Reached().threshold(0.9) == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("probability", "precision"), [([0, 1], [0.5]), ([0.5], [0.5]), ([1, 0], [0, 1]), ([0, 1], [1, 0])]
)
def test_measurements_must_rise(probability: list[float], precision: list[float]) -> None:
    with pytest.raises(ValidationError, match="must"):
        Reached(probability=probability, precision=precision)


def test_a_policy_comes_from_the_precision_that_is_wanted() -> None:
    calibrator = CALIBRATOR.model_copy(update={"reached": MEASURED})
    assert calibrator.policy(Config(precision=0.9)) == Policy(replace=0.5, review=Policy().review)
    assert calibrator.policy(Config(precision=0.5)).review <= calibrator.policy(Config(precision=0.5)).replace


@pytest.mark.parametrize(
    ("settings", "replace"),
    [
        ({"precision": 0.9}, 0.85),
        ({"precision": 0.975}, 0.875),
        ({"source_precision": 0.9}, 0.5),
        ({"precision": 0.975, "source_precision": 0.9}, 0.5),
        ({"precision": 0.9, "source_precision": 0.98}, 0.9),
    ],
)
def test_with_its_source_a_text_has_a_precision_of_its_own(settings: dict[str, Any], replace: float) -> None:
    calibrator = CALIBRATOR.model_copy(update={"reached": MEASURED})
    policy = calibrator.policy(Config(**settings), has_source=True)
    assert policy.replace == pytest.approx(replace)
    assert policy.review == Policy().review


def test_more_than_was_reached_with_the_source_is_refused() -> None:
    calibrator = CALIBRATOR.model_copy(update={"reached": MEASURED})
    calibrator.policy(Config(source_precision=0.99))
    with pytest.raises(ConfigError, match=r"0\.99 was never reached"):
        calibrator.policy(Config(source_precision=0.99), has_source=True)


def test_thresholds_of_ones_own_stand() -> None:
    own = Policy(replace=0.6, review=0.3)
    assert CALIBRATOR.policy(Config(policy=own)) == own
    assert CALIBRATOR.policy(Config(policy=own), has_source=True) == own


def test_each_kind_of_table_and_source_has_parameters_of_its_own() -> None:
    kinds = [(has_own, has_source) for has_own in (True, False) for has_source in (True, False)]
    assert [shipped(has_own, has_source=has_source).stem for has_own, has_source in kinds] == [
        "own_table_with_source",
        "own_table",
        "bundled_table_with_source",
        "bundled_table",
    ]
