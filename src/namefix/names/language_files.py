"""The files of `data/languages`: one for each language, and `scripts.toml`; read on first use.

`data/languages/README.md` describes their keys.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from namefix.package_data import bundled_file

Facts = Mapping[str, Any]
"""The content of a file."""

_SCRIPTS = "scripts"


def target_file(code: str) -> Facts:
    """Return the table `target` of a language's file."""
    facts: Facts = _read(bundled_file(f"languages/{code}.toml"))["target"]
    return facts


@cache
def script_facts() -> Mapping[str, Facts]:
    """Return the facts of each script."""
    return _read(bundled_file(f"languages/{_SCRIPTS}.toml"))


@cache
def language_facts() -> Mapping[str, Facts]:
    """Return the facts of each language by code; a file without a script is a family, not a language."""
    files = {path.stem: _read(path) for path in sorted(bundled_file("languages").glob("*.toml"))}
    scripts = files.pop(_SCRIPTS)
    others = {code: {"script": script} for script, facts in scripts.items() for code in _words(facts, "languages")}
    found = {code: _completed(facts, files) for code, facts in files.items()}
    return others | {code: facts for code, facts in found.items() if "script" in facts}


def _completed(facts: Facts, files: Mapping[str, Facts]) -> Facts:
    """Return the facts of a file merged with those of the file named by `like`, including its endings."""
    if "like" not in facts:
        return facts
    model = _completed(files[facts["like"]], files)
    endings = {**model.get("endings", {}), **facts.get("endings", {})}
    return {**model, **facts, "endings": endings}


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _words(facts: Facts, key: str) -> list[str]:
    return str(facts.get(key, "")).split()
