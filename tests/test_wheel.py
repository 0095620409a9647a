"""A wheel built from the checkout works where the checkout is not."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = [pytest.mark.slow, pytest.mark.model]


def run(*command: str | Path, cwd: Path, text: str = "") -> str:
    done = subprocess.run(list(command), cwd=cwd, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def namefix(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command of an installation that shares our dependencies, but not the checkout."""
    home = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home)
    python = home / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", wheel, cwd=home)
    (site,) = home.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "bin" / "namefix"


def test_the_wheel_has_data_types_and_licences(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    tables = {f"namefix/data/aliases/{path.name}" for path in (ROOT / "data" / "aliases").iterdir()}
    assert (
        tables
        | {
            "namefix/py.typed",
            "namefix/decide/own_table.json",
            "namefix/decide/bundled_table.json",
            "namefix/sound_model.tsv",
            "namefix/report/page.css",
            "namefix/report/page.html.jinja",
        }
        <= names
    )
    assert {name.rpartition("/")[2] for name in names if "/licenses/" in name} >= {"LICENSE", "README.md"}


def test_the_wheel_has_nothing_else(wheel: Path) -> None:
    assert [name for name in ZipFile(wheel).namelist() if not name.startswith(("namefix/", "namefix-"))] == []


def test_the_command_repairs_with_the_bundled_table(namefix: Path, tmp_path: Path) -> None:
    text = "French President Emmanuel Makron spoke.\n"
    assert run(namefix, "fix", cwd=tmp_path, text=text) == "French President Emmanuel Macron spoke.\n"


def test_it_is_the_installed_package_that_runs(namefix: Path, tmp_path: Path) -> None:
    where = run(namefix.with_name("python"), "-c", "import namefix; print(namefix.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(namefix.parents[1])


def test_spacy_finds_the_component(namefix: Path, tmp_path: Path) -> None:
    code = (
        "import spacy; nlp = spacy.blank('en'); component = nlp.add_pipe('namefix'); "
        "print(type(component).__module__, nlp('Emmanuel Makron spoke.')._.namefix_result.text)"
    )
    found = run(namefix.with_name("python"), "-c", code, cwd=tmp_path)
    assert found == "namefix.apps.spacy_component Emmanuel Macron spoke.\n"


def test_the_doctor_finds_nothing_missing(namefix: Path, tmp_path: Path) -> None:
    assert run(namefix, "doctor", cwd=tmp_path).endswith("Nothing that is needed is missing.\n")
