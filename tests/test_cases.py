"""Texts with what should become of them; `tests/cases/*.toml` need no Python."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from namefix import NameFixer

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
CASES = [
    pytest.param(case, id=f"{file.stem}-{case['id']}")
    for file in FILES
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]

KEYS = {"id", "text", "source", "language", "want", "why"}


@pytest.mark.parametrize("case", CASES)
def test_case(bundled_fixer: NameFixer, case: dict[str, str]) -> None:
    result = bundled_fixer.fix(case["text"], source=case.get("source"), source_language=case.get("language"))
    reasons = [decision.reason for decision in result.decisions]
    assert result.text == case.get("want", case["text"]), "\n".join([case["why"], *reasons])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_case_has_an_id_of_its_own_and_a_reason(file: Path) -> None:
    cases = tomllib.loads(file.read_text(encoding="utf-8"))["case"]
    assert [name for name, count in Counter(case["id"] for case in cases).items() if count > 1] == []
    assert all({"id", "text", "want", "why"} <= set(case) <= KEYS and case["why"] for case in cases)


def test_what_must_not_change_is_the_longest_file() -> None:
    sizes = {file.stem: len(tomllib.loads(file.read_text(encoding="utf-8"))["case"]) for file in FILES}
    assert max(sizes, key=lambda name: sizes[name]) == "must_not_change"
