"""Every package that users install with namefix is under a licence that is listed here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PERMISSIVE = re.compile(
    r"MIT|BSD|ISC|Apache|0BSD|Zlib|CC0|Python Software Foundation|PSF|CNRI|MPL|Mozilla Public License", re.IGNORECASE
)
"""Licences that allow any use; those of Mozilla bind only changes of the package itself."""

_AND_OR = re.compile(r" AND | OR |; ")

EXCEPTIONS = {
    "locate": ("Other/Proprietary License", "MIT License"),  # of wordfreq; its file has the licence of MIT
    "pyromark": ("", "MIT License"),  # its metadata are silent
    "unidecode": ("GNU General Public License v2 or later (GPLv2+)", "GNU GENERAL PUBLIC LICENSE"),
}
"""Packages whose metadata name none of these: what they say, and how the file of their licence begins."""


def needed(requirement: Requirement, seen: dict[str, Distribution]) -> None:
    """Collect the distribution of a requirement, and those that it requires on this machine."""
    name = canonicalize_name(requirement.name)
    if name in seen and not requirement.extras:
        return
    seen[name] = distribution(name)
    for line in seen[name].requires or ():
        other = Requirement(line)
        environments = [{"extra": extra} for extra in (*requirement.extras, "")]
        if other.marker is None or any(other.marker.evaluate(environment) for environment in environments):
            needed(other, seen)


def packages() -> dict[str, Distribution]:
    seen: dict[str, Distribution] = {}
    needed(Requirement("namefix[all,fit]"), seen)
    del seen["namefix"]
    return seen


PACKAGES = packages()


def licence_of(package: Distribution) -> str:
    """Return the licence of a package by its metadata: an expression, classifiers, or free text."""
    metadata = package.metadata
    classifiers = [line.rpartition(" :: ")[2] for line in metadata.get_all("Classifier", ()) if "License :: " in line]
    return (
        metadata.get("License-Expression") or "; ".join(classifiers) or metadata.get("License", "").partition("\n")[0]
    )


def licence_files(package: Distribution) -> Iterator[str]:
    for file in package.files or ():
        if re.match(r"LICEN[CS]E|COPYING", file.name, re.IGNORECASE):
            yield Path(str(file.locate())).read_text(encoding="utf-8")


def test_all_packages_are_found() -> None:
    assert {"spacy", "fastapi", "pandas", "pyromark", "scipy", "locate"} <= PACKAGES.keys()
    assert not {"pytest", "mkdocs", "ruff"} & PACKAGES.keys()


@pytest.mark.parametrize("name", sorted(PACKAGES.keys() - EXCEPTIONS.keys()))
def test_a_package_has_a_permissive_licence(name: str) -> None:
    licence = licence_of(PACKAGES[name])
    assert licence, f"{name} states no licence; look into its files, and list it"
    assert all(PERMISSIVE.search(part) for part in _AND_OR.split(licence)), f"{name}: {licence}"


@pytest.mark.parametrize("name", sorted(EXCEPTIONS))
def test_the_licence_of_an_exception_is_still_the_one_that_was_looked_at(name: str) -> None:
    stated, begin = EXCEPTIONS[name]
    assert licence_of(PACKAGES[name]) == stated
    assert any(text.lstrip().startswith(begin) for text in licence_files(PACKAGES[name]))
