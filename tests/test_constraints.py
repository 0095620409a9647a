"""`constraints.txt` is one working set of versions of everything that `pyproject.toml` requires."""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pins() -> list[Requirement]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if not line.startswith("#")]


def test_every_requirement_is_met_by_a_pin() -> None:
    here = default_environment()
    versions = {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin in pins()
        if pin.marker is None or pin.marker.evaluate(dict(here))
    }
    required = map(Requirement, sum(PROJECT["optional-dependencies"].values(), PROJECT["dependencies"]))
    unmet = [
        str(requirement)
        for requirement in required
        if requirement.name != "namefix"
        and not requirement.specifier.contains(versions.get(canonicalize_name(requirement.name), "0"))
    ]
    assert unmet == [], "run `make lock`"


def test_a_pin_is_one_version() -> None:
    assert [str(pin) for pin in pins() if [item.operator for item in pin.specifier] != ["=="]] == []
