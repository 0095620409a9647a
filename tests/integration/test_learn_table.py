from __future__ import annotations

from pathlib import Path

import pytest
from tests.integration.conftest import Run
from tests.unit.review.desks import TABLE, desk_of

from namefix.review.review_items import Choice

TYPED = {"words-1-0-13": Choice(action="write", text="Zbigniew Kwilarski", remember=False)}


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of two texts with the same decision, in the current folder."""
    for day in ("monday", "tuesday"):
        desk_of(tmp_path, {f"{day}.txt": b"Zbig Quillart spoke.\n"}).save(TYPED)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "log.jsonl"


def test_repeated_decisions_are_learned(run: Run, log: Path) -> None:
    result = run("table", "learn", log, "--output", "names.csv")
    assert result.stdout == "Zbig Quillart: from now on Zbigniew Kwilarski (names.csv)\n"
    assert "names.csv: 1 name learned; 0 decided in too few texts" in result.stderr
    assert log.with_name("names.csv").read_text(encoding="utf-8").startswith(TABLE + "person/zbigniew-kwilarski,")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--dry-run"], "1 name learned; 0 decided"),
        (["--min-texts", "3"], "0 names learned; 1 decided in too few texts"),
    ],
)
def test_nothing_is_written_otherwise(run: Run, log: Path, options: list[str], told: str) -> None:
    result = run("table", "learn", log, "--output", "names.csv", *options)
    assert told in result.stderr
    assert log.with_name("names.csv").read_text(encoding="utf-8") == TABLE


def test_only_csv_tables_learn(run: Run, log: Path) -> None:
    result = run("table", "learn", log, "--output", "names.jsonl")
    assert result.exit_code == 2
    assert "ends in .csv" in " ".join(result.stderr.split())
