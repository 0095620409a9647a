"""A wheel built from the checkout works where the checkout is not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]

USES = {
    "arrow": ("from namefix.integrations.arrow_batches import RESULT; print(RESULT)", "struct<text: string"),
    "fit": ("from namefix.decide.fit import fit; fit([])", "no right candidate"),
    "markdown": (
        "from namefix.files.markdown_file import MarkdownFile; print(MarkdownFile().read(b'*Mr* Makron', 'a.md').text)",
        "Mr Makron",
    ),
    "pandas": (
        "from contextlib import suppress; from namefix.integrations.dataframes import fix_column; texts = ['Nobody came.']\n"
        "with suppress(ImportError): import pandas; texts = pandas.Series(texts)\n"
        "print(*fix_column(texts)['text'])",
        "Nobody came.",
    ),
    "report": ("from namefix.report.batch_charts import WIDE; print(WIDE)", "620"),
    "review": ("from namefix.cli.command_line import main; main(['review', 'none.txt'])", "none.txt: cannot be read"),
    "spark": ("from namefix.integrations.spark import fix_column; print(fix_column.__name__)", "fix_column"),
    "serve": ("from namefix.cli.command_line import main; main(['serve', '--api-key', ' '])", "API key must consist"),
}
"""Of each extra, a use that comes to nothing without it, and what it tells with it."""

QUIET = {"ja", "sharealike", "wide"}
"""Extras that only add names or their readings; without them, nothing fails."""

ALONE = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
"""The environment of processes that must not see the checkout."""

Install = Callable[[str], Path]

pytestmark = [pytest.mark.slow, pytest.mark.model]


def run(*command: str | Path, cwd: Path, text: str = "") -> str:
    done = subprocess.run(list(command), cwd=cwd, env=ALONE, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder)
    run(sys.executable, "-m", "pip", "wheel", *options, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def namefix(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command of an installation without extras, where there is nothing but what the wheel asks for."""
    home = tmp_path_factory.mktemp("elsewhere")
    site = new_environment(home)
    options = ("--quiet", "--no-compile", "--no-deps")
    run(sys.executable, "-m", "pip", "--python", home / "bin" / "python", "install", *options, wheel, cwd=home)
    link_needed(site, site)
    return home / "bin" / "namefix"


@pytest.fixture(scope="module")
def install(namefix: Path, tmp_path_factory: pytest.TempPathFactory) -> Install:
    """Return a function that makes an environment with the installed wheel and an extra, and returns its Python."""

    def install_with(extra: str) -> Path:
        home = tmp_path_factory.mktemp(extra)
        site = new_environment(home)
        (installed,) = namefix.parents[1].glob("lib/python*/site-packages")
        for part in installed.glob("namefix*"):
            (site / part.name).symlink_to(part)
        link_needed(site, installed, extra)
        return home / "bin" / "python"

    return install_with


def new_environment(home: Path) -> Path:
    """Make an environment and return the folder of its packages."""
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home)
    (site,) = home.glob("lib/python*/site-packages")
    return site


def link_needed(site: Path, installed: Path, *extras: str) -> None:
    (metadata,) = installed.glob("namefix-*.dist-info")
    for package in packages_of(PathDistribution(metadata), extras):
        link(package, site)


def packages_of(wheel: Distribution, extras: Sequence[str]) -> list[Distribution]:
    """Return what a wheel asks for, and what that asks for in turn, as it is installed here."""
    found: dict[str, Distribution] = {}

    def add(package: Distribution, extras: Iterable[str]) -> None:
        for wanted in map(Requirement, package.requires or ()):
            if wanted.marker and not any(wanted.marker.evaluate({"extra": extra}) for extra in extras or ("",)):
                continue
            name = canonicalize_name(wanted.name)
            if wanted.name == "namefix":
                add(package, wanted.extras)
            elif name not in found or wanted.extras:
                found[name] = distribution(name)
                add(found[name], wanted.extras)

    add(wheel, extras)
    return list(found.values())


def link(package: Distribution, site: Path) -> None:
    """Let a package that is installed here be found there."""
    for top in {file.parts[0] for file in package.files or ()} - {"..", "__pycache__"}:
        if not (site / top).exists():
            (site / top).symlink_to(Path(str(package.locate_file(top))).resolve())


def test_the_wheel_has_data_types_and_licences(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    data = {
        f"namefix/{path.relative_to(ROOT).as_posix()}"
        for folder in ("aliases", "languages", "lexicon")
        for path in (ROOT / "data" / folder).rglob("*")
        if path.is_file()
    }
    assert (
        data
        | {
            "namefix/py.typed",
            "namefix/decide/own_table.json",
            "namefix/decide/bundled_table.json",
            "namefix/names/sound_model.tsv",
            "namefix/report/batch_page.css",
            "namefix/report/batch_page.html.jinja",
            "namefix/report/page.css",
            "namefix/report/page.html.jinja",
            "namefix/report/sort_tables.js",
            "namefix/review/review.css",
            "namefix/review/review.html.jinja",
            "namefix/review/repair.js",
            "namefix/review/review.js",
            "namefix/review/source.js",
        }
        <= names
    )
    assert {name.rpartition("/")[2] for name in names if "/licenses/" in name} >= {"LICENSE", "README.md"}


def test_the_compiled_table_is_used(wheel: Path, namefix: Path, tmp_path: Path) -> None:
    (name,) = [name for name in ZipFile(wheel).namelist() if name.endswith(".nfx")]
    code = "import namefix; part, = namefix.load(pipeline=None).table.parts; print(part.path)"
    used = run(namefix.with_name("python"), "-c", code, cwd=tmp_path)
    assert used.strip().endswith(name)


def test_the_wheel_has_nothing_else(wheel: Path) -> None:
    assert [name for name in ZipFile(wheel).namelist() if not name.startswith(("namefix/", "namefix-"))] == []


def test_the_command_repairs_with_the_bundled_table(namefix: Path, tmp_path: Path) -> None:
    text = "French President Emmanuel Makron spoke.\n"
    assert run(namefix, "fix", cwd=tmp_path, text=text) == "French President Emmanuel Macron spoke.\n"


def test_the_command_prints_its_page(namefix: Path, tmp_path: Path) -> None:
    page = run(namefix, "fix", "--format", "html", cwd=tmp_path, text="French President Emmanuel Makron spoke.\n")
    assert page.startswith("<!doctype html>")
    assert "<ins><bdi>Macron</bdi></ins>" in page


def test_it_is_the_installed_package_that_runs(namefix: Path, tmp_path: Path) -> None:
    where = run(namefix.with_name("python"), "-c", "import namefix; print(namefix.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(namefix.parents[1])


def test_spacy_finds_the_component(namefix: Path, tmp_path: Path) -> None:
    code = (
        "import spacy; nlp = spacy.blank('en'); component = nlp.add_pipe('namefix'); "
        "print(type(component).__module__, nlp('Emmanuel Makron spoke.')._.namefix_result.text)"
    )
    found = run(namefix.with_name("python"), "-c", code, cwd=tmp_path)
    assert found == "namefix.integrations.spacy_component Emmanuel Macron spoke.\n"


def test_the_doctor_finds_nothing_missing_but_extras(namefix: Path, tmp_path: Path) -> None:
    told = run(namefix, "doctor", cwd=tmp_path)
    assert told.endswith("Nothing that is needed is missing.\n")
    assert {line.split()[1] for line in told.splitlines() if line.startswith("--")} == {
        f"namefix[{x}]" for x in {*USES, *QUIET}
    }


def said(python: Path, code: str, folder: Path) -> str:
    """Return what Python prints in an installation, errors too."""
    command = [python, "-c", code]
    done = subprocess.run(
        command, cwd=folder, env=ALONE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.stdout


@pytest.mark.parametrize("extra", USES)
def test_without_an_extra_the_command_that_installs_it_is_told(namefix: Path, extra: str, tmp_path: Path) -> None:
    told = said(namefix.with_name("python"), USES[extra][0], tmp_path)
    assert f"python -m pip install 'namefix[{extra}]'" in told


@pytest.mark.parametrize("extra", USES)
def test_an_extra_brings_all_that_it_needs(install: Install, extra: str, tmp_path: Path) -> None:
    code, told = USES[extra]
    assert told in said(install(extra), code, tmp_path)
