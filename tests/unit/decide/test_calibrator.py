from __future__ import annotations

import math
from pathlib import Path

import pytest
from pydantic import ValidationError

from namefix import Config
from namefix.decide.calibrator import Calibrator, Curve
from namefix.errors import ConfigError

CURVE = Curve(at=[0, 0.5, 1], log_odds=[-2, 0, 4], missing=-1)
CALIBRATOR = Calibrator(intercept=-1, curves={"sound": CURVE, "role": Curve(at=[0, 1], log_odds=[0, 1])})


@pytest.mark.parametrize(("score", "log_odds"), [(0, -2), (0.25, -1), (0.5, 0), (0.75, 2), (1, 4), (None, -1)])
def test_a_curve_is_linear_between_its_knots(score: float | None, log_odds: float) -> None:
    assert CURVE(score) == pytest.approx(log_odds)


@pytest.mark.parametrize(("score", "log_odds"), [(0.1, 5), (0.9, 7)])
def test_a_curve_is_flat_beyond_its_knots(score: float, log_odds: float) -> None:
    assert Curve(at=[0.4, 0.6], log_odds=[5, 7])(score) == log_odds


@pytest.mark.parametrize(("at", "log_odds"), [([0, 1], [1]), ([1, 0], [0, 1]), ([0, 0], [0, 1]), ([0], [0])])
def test_a_curve_whose_knots_do_not_rise_is_refused(at: list[float], log_odds: list[float]) -> None:
    with pytest.raises(ValidationError, match="at"):
        Curve(at=at, log_odds=log_odds)


def test_more_evidence_means_a_higher_probability_between_0_and_1() -> None:
    least, most = (CALIBRATOR.probability({"sound": score, "role": score}) for score in (0.0, 1.0))
    assert 0 < least < 0.5 < most < 1


def test_the_weightiest_evidence_comes_first_and_adds_up() -> None:
    evidence = CALIBRATOR.evidence({"sound": 0.0, "role": 1.0})
    assert [(item.scorer, item.log_odds) for item in evidence] == [("sound", -2), ("role", 1)]
    log_odds = CALIBRATOR.intercept + sum(item.log_odds for item in evidence)
    assert CALIBRATOR.probability({"sound": 0.0, "role": 1.0}) == pytest.approx(1 / (1 + math.exp(-log_odds)))


@pytest.mark.parametrize("scorers", [["sound"], ["sound", "role", "kind"], []])
def test_scorers_and_curves_must_fit(scorers: list[str]) -> None:
    CALIBRATOR.check(["role", "sound"])
    with pytest.raises(ConfigError, match="do not fit"):
        CALIBRATOR.check(scorers)


def test_the_shipped_parameters_fit_the_default_scorers() -> None:
    Calibrator.read().check(Config().scorers)


def test_parameters_survive_a_file(tmp_path: Path) -> None:
    path = tmp_path / "calibrator.json"
    path.write_text(CALIBRATOR.model_dump_json(), encoding="utf-8")
    assert Calibrator.read(path) == CALIBRATOR


@pytest.mark.parametrize("content", ["", "[]", '{"intercept": 1}', '{"intercept": 1, "curves": {}, "x": 1}', b"\xff"])
def test_a_broken_file_is_named(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "calibrator.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ConfigError, match=r"calibrator\.json: no usable calibrator"):
        Calibrator.read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nothing\.json"):
        Calibrator.read(tmp_path / "nothing.json")
