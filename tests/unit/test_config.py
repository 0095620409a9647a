from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from namefix import Config, Policy
from namefix.registry import DETECTORS


def test_the_defaults_use_every_detector() -> None:
    assert set(Config().detectors) == set(DETECTORS)


@pytest.mark.parametrize(
    "settings",
    [
        {"stile": "keep"},
        {"max_candidates": 1},
        {"max_candidates": 1000},
        {"precision": 0.4},
        {"precision": 1},
        {"source_precision": 0.4},
        {"source_precision": 1},
        {"policy": {"replace": 1.5}},
        {"policy": {"replace": 0.4, "review": 0.6}},
    ],
)
def test_unknown_settings_and_values_out_of_range_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=next(iter(settings))):
        Config(**settings)


@pytest.mark.parametrize(
    ("lists", "problem"),
    [
        ({"accepted": [" "]}, "must not be blank"),
        ({"rejected": {"Zel": ""}}, "must not be blank"),
        ({"rejected": {"Zel": " Zel "}}, "'Zel' leads back to itself"),
        ({"rejected": {"Zel": "Zell", "Zell": "Zelle", "Zelle": "Zell"}}, "'Zell' leads back to itself"),
        ({"accepted": ["Ana  Zel"], "rejected": {"Ana Zel": "Anna Zell"}}, "'Ana Zel' is both accepted and rejected"),
    ],
)
def test_accepted_and_rejected_names_must_make_sense(lists: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        Config(**lists)


def test_a_right_name_that_is_rejected_itself_leads_on() -> None:
    config = Config(rejected={"Zel": "Zell", "Zell": "Anna  Zelle", "Makrom": "Macron"})
    assert config.rejected == {"Zel": "Anna Zelle", "Zell": "Anna Zelle", "Makrom": "Macron"}


def test_review_may_equal_replace() -> None:
    assert Policy(replace=0.5, review=0.5).review == 0.5


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Config().bundled = False


def test_settings_survive_json() -> None:
    config = Config(style="canonical", pipeline=None, tables=(Path("names.csv"),), policy=Policy(replace=0.8))
    assert Config.model_validate_json(config.model_dump_json()) == config


def test_precision_and_thresholds_exclude_one_another() -> None:
    with pytest.raises(ValidationError, match="mutually exclusive"):
        Config(precision=0.9, policy=Policy())


@pytest.mark.parametrize(
    ("settings", "without", "with_source"),
    [
        ({}, 0.95, 0.97),
        ({"precision": 0.9}, 0.9, 0.97),
        ({"precision": 0.98}, 0.98, 0.98),
        ({"source_precision": 0.9}, 0.95, 0.9),
        ({"precision": 0.98, "source_precision": 0.6}, 0.98, 0.6),
    ],
)
def test_the_source_asks_for_a_precision_of_its_own(
    settings: dict[str, Any], without: float, with_source: float
) -> None:
    config = Config(**settings)
    assert (config.wanted_precision(), config.wanted_precision(has_source=True)) == (without, with_source)
