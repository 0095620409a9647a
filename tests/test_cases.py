"""Texts with what should become of them; `tests/cases/*.toml` need no Python."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import namefix
from namefix import CorrectedText, NameFixer, candidates, decide
from namefix.decide import overlaps

Case = dict[str, Any]
FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
CASES = [
    pytest.param(case, id=f"{file.stem}-{case['id']}")
    for file in FILES
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
RULES = [
    pytest.param(module, name, rule, id=rule.name)
    for module, name in (
        (candidates, "SETTLED"),
        (candidates, "REFUSED"),
        (decide, "KEPT"),
        (decide, "ONLY_SHOWN"),
        (overlaps, "DROPPED"),
    )
    for rule in getattr(module, name)
]

KEYS = {"id", "text", "source", "language", "want", "why", "rule", "settings", "table"}


@pytest.fixture(scope="module")
def repaired(bundled_fixer: NameFixer, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Case], CorrectedText]:
    """Return the function that repairs the text of a case, with its own table and settings if it has any."""
    fixers = {"{}": bundled_fixer}

    def fixer_of(case: Case) -> NameFixer:
        key = json.dumps({name: case[name] for name in ("settings", "table") if name in case})
        if key not in fixers:
            table = tmp_path_factory.mktemp("case") / "table.jsonl"
            table.write_text("".join(f"{json.dumps(row)}\n" for row in case.get("table", ())), encoding="utf-8")
            fixers[key] = namefix.load(*[table] * ("table" in case), **case.get("settings", {}))
        return fixers[key]

    def repair(case: Case) -> CorrectedText:
        return fixer_of(case).fix(case["text"], source=case.get("source"), source_language=case.get("language"))

    return repair


@pytest.mark.parametrize("case", CASES)
def test_case(repaired: Callable[[Case], CorrectedText], case: Case) -> None:
    result = repaired(case)
    reasons = [decision.reason for decision in result.decisions]
    assert result.text == case.get("want", case["text"]), "\n".join([case["why"], *reasons])


@pytest.mark.parametrize(("module", "name", "rule"), RULES)
def test_without_a_rule_each_case_that_names_it_fails(
    repaired: Callable[[Case], CorrectedText], monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, rule: Any
) -> None:
    cases = [case for case in (parameter.values[0] for parameter in CASES) if case.get("rule") == rule.name]
    assert cases, f"no case of tests/cases names the rule {rule.name!r}"
    before = [proposed(repaired(case)) for case in cases]
    monkeypatch.setattr(module, name, tuple(other for other in getattr(module, name) if other is not rule))
    after = [proposed(repaired(case)) for case in cases]
    assert [case["id"] for case, old, new in zip(cases, before, after, strict=True) if old == new] == []


def proposed(result: CorrectedText) -> list[tuple[int, str, bool]]:
    """Return the repairs that were made or are listed for review."""
    return [(edit.start, edit.after, edit.is_certain) for edit in (*result.edits, *result.review)]


def test_each_rule_has_a_name_of_its_own_that_cases_name() -> None:
    names = [parameter.id for parameter in RULES]
    assert sorted(set(names)) == sorted(names)
    assert {case["rule"] for case in (parameter.values[0] for parameter in CASES) if "rule" in case} <= set(names)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_case_has_an_id_of_its_own_and_a_reason(file: Path) -> None:
    cases = tomllib.loads(file.read_text(encoding="utf-8"))["case"]
    assert [name for name, count in Counter(case["id"] for case in cases).items() if count > 1] == []
    assert all({"id", "text", "want", "why"} <= set(case) <= KEYS and case["why"] for case in cases)


def test_what_must_not_change_is_the_longest_file() -> None:
    sizes = {file.stem: len(tomllib.loads(file.read_text(encoding="utf-8"))["case"]) for file in FILES}
    assert max(sizes, key=lambda name: sizes[name]) == "must_not_change"
