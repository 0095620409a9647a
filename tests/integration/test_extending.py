"""The scorer of docs/extending.md, in a package of its own, with `namefix fix` in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from namefix.decide.calibrator import shipped
from namefix.protocols import Scorer

PAGE = Path(__file__).parents[2] / "docs" / "extending.md"
TEXT = "Finance Minister Pafel Kruber resigned on Monday.\n"
REPAIRED = "Finance Minister Pavel Gruber resigned on Monday.\n"
TABLE = """id,kind,name,aliases,variants,misspellings,native,country,roles,weight,target
person/pavel-gruber,person,Pavel Gruber,Gruber,,,,AT,Finance Minister,,yes
"""


def block(language: str) -> str:
    """Return the first block of the page in a language."""
    found = re.search(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def parameters(folder: Path, curve: str) -> None:
    """Put a curve into a copy of the parameters that come with namefix, and name the copy in namefix.toml."""
    content = json.loads(shipped(True).read_text(encoding="utf-8"))
    content["curves"] |= json.loads(f"{{{curve}}}")
    (folder / "mine.json").write_text(json.dumps(content), encoding="utf-8")
    with (folder / "namefix.toml").open("a", encoding="utf-8") as settings:
        settings.write('calibrator = "mine.json"\n')


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with the package of the page, installed, and a text with a table and settings."""
    packages, folder = tmp_path / "packages", tmp_path / "desk"
    metadata = packages / "initials-1.0.dist-info"
    metadata.mkdir(parents=True)
    (packages / "initials.py").write_text(block("python"), encoding="utf-8")
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: initials\nVersion: 1.0\n", encoding="utf-8")
    group, line = block("toml").strip().splitlines()
    name = re.fullmatch(r'\[project\.entry-points\."(.+)"\]', group)
    entry = re.fullmatch(r'(\w+) = "(.+)"', line)
    assert name
    assert entry
    (metadata / "entry_points.txt").write_text(f"[{name[1]}]\n{entry[1]} = {entry[2]}\n", encoding="utf-8")
    folder.mkdir()
    (folder / "news.txt").write_text(TEXT, encoding="utf-8")
    (folder / "names.csv").write_text(TABLE, encoding="utf-8")
    (folder / "namefix.toml").write_text('tables = ["names.csv"]\npipeline = "none"\n', encoding="utf-8")
    return folder


def fix(desk: Path, *options: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(desk.parent / "packages"), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-m", "namefix", "fix", *options, "news.txt"],
        cwd=desk, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_scorer_of_another_package_counts_where_the_parameter_file_has_a_curve_for_it(desk: Path) -> None:
    assert fix(desk).stdout == REPAIRED
    parameters(desk, block("json"))
    assert fix(desk).stdout == TEXT
    assert "1 uncertain" in fix(desk, "--explain").stdout


def test_a_curve_for_a_scorer_that_is_not_installed_is_an_error_that_names_it(desk: Path) -> None:
    parameters(desk, block("json").replace("initials", "initails"))
    result = fix(desk)
    assert result.returncode == 2
    assert "unknown scorer 'initails'; known, nearest first: initials" in result.stderr


def test_the_scorer_of_the_page_declares_all_that_the_protocol_asks_for() -> None:
    asked = [name for name in vars(Scorer) if not name.startswith("_")]
    assert [name for name in asked if name not in block("python")] == []
