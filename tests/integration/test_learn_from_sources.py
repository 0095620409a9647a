"""The command `namefix table learn --source-field`, and its proposals in the other commands for tables."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest
from tests.integration.conftest import Run

FIELD = ("--source-field", "source")
LINES = (
    {"text": "Judge Ivan Drozdenkov came.", "source": "Судья Иван Дрозденков приехал.", "from": "ru"},
    {"text": "Actor Zhang Ruoqin left.", "source": "演员张若钦离开了。", "from": "zh"},
    {"text": "Judge Ivan Drozdenkov left.", "source": "Судья Иван Дрозденков ушёл.", "from": "ru"},
    {"text": "Nobody came.", "source": None, "from": None},
)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    path = tmp_path / "docs.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES), encoding="utf-8")
    return path


@pytest.fixture
def learn(run: Run, names: Path) -> Run:
    """Run `namefix table learn` with the small table."""
    return lambda *arguments, stdin=b"": run(
        "table", "learn", "--no-bundled", "--table", names, *arguments, stdin=stdin
    )


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_proposes_rows_with_examples(learn: Run, run: Run, names: Path, docs: Path, tmp_path: Path) -> None:
    output = tmp_path / "new.csv"
    result = learn(docs, "--source-field", "source", "--source-language-field", "from", "--output", output)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        f"{output}: 4 documents read, 2 names proposed",
        "          1  documents without a source",
        f"Counts and examples: {tmp_path / 'new.examples.csv'}",
    ]
    rows = rows_of(output)
    assert [(row["id"], row["native"], row["target"]) for row in rows] == [
        ("person/ivan-drozdenkov", "Иван Дрозденков", "no"),
        ("person/zhang-ruoqin", "张若钦", "no"),
    ]
    first, second = rows_of(tmp_path / "new.examples.csv")
    assert (first["documents"], first["spellings"], first["place"]) == ("2", "Ivan Drozdenkov (2)", f"{docs}:1")
    assert (second["id"], second["ground"], second["example"]) == (rows[1]["id"], "pinyin", LINES[1]["text"])
    assert run("table", "check", output, "--no-bundled", "--strict", "--severity", "low").exit_code == 0
    merged = tmp_path / "merged.csv"
    assert run("table", "merge", names, output, "-o", merged).exit_code == 0
    assert len(rows_of(merged)) == len(rows_of(names)) + 2
    assert run("table", "learn", docs, *FIELD, "--no-bundled", "--table", merged, "-o", output).exit_code == 0
    assert rows_of(output) == []


def test_a_yes_makes_a_target(learn: Run, run: Run, docs: Path, tmp_path: Path) -> None:
    output = tmp_path / "new.csv"
    assert learn(docs, *FIELD, "--min-texts", "2", "-o", output).exit_code == 0
    output.write_text(output.read_text(encoding="utf-8").replace(",no", ",yes"), encoding="utf-8")
    found = run("table", "find", "Ivan Drozdencov", "--no-bundled", "--table", output)
    assert "person/ivan-drozdenkov" in found.stdout


def test_writes_json_lines_too(learn: Run, docs: Path, tmp_path: Path) -> None:
    output, examples = tmp_path / "new.jsonl.gz", tmp_path / "why.jsonl"
    assert learn(docs, *FIELD, "-o", output, "--examples", examples).exit_code == 0
    rows = [json.loads(line) for line in gzip.decompress(output.read_bytes()).decode("utf-8").splitlines()]
    whys = [json.loads(line) for line in examples.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == [why["id"] for why in whys]
    assert (whys[0]["documents"], whys[0]["spellings"]) == (2, {"Ivan Drozdenkov": 2})


def test_errors_name_file_and_line(learn: Run, docs: Path, tmp_path: Path) -> None:
    result = learn(docs, "--source-field", "original", "-o", tmp_path / "new.csv")
    assert result.exit_code == 2
    assert f"{docs}:1: no field 'original'" in result.stderr
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("new")] == []


def test_bad_lines_are_skipped(learn: Run, docs: Path, tmp_path: Path) -> None:
    content = docs.read_text(encoding="utf-8")
    bad = tmp_path / "bad.jsonl"
    result = learn("-", *FIELD, "-o", tmp_path / "new.csv", "--skip-bad", bad, stdin="{\n" + content)
    assert (result.exit_code, bad.read_text(encoding="utf-8")) == (0, "{\n")
    assert "<stdin>:1: not valid JSON" in result.stderr
    assert "4 documents read, 2 names proposed" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--output", "new.txt"),
        ("--output", "new.csv", "--examples", "new.csv"),
        ("--output", "new.csv", "--examples", "new.txt"),
        ("--output", "new.csv", "--source-language", "ru", "--source-language-field", "from"),
        ("--output", "new.csv", "--dry-run"),
        ("--output", "new.csv", "more.jsonl"),
    ],
)
def test_refuses_wrong_options(
    learn: Run, docs: Path, tmp_path: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert learn(docs, *FIELD, *arguments).exit_code == 2
    assert not list(tmp_path.glob("new*"))


def test_does_not_overwrite_the_documents(learn: Run, docs: Path) -> None:
    content = docs.read_bytes()
    assert learn(docs, *FIELD, "-o", docs).exit_code == 2
    assert docs.read_bytes() == content


def test_options_for_sources_need_a_field(learn: Run, docs: Path, tmp_path: Path) -> None:
    result = learn(docs, "-o", tmp_path / "new.csv", "--examples", tmp_path / "why.csv")
    assert (result.exit_code, "needs --source-field" in result.stderr) == (2, True)
