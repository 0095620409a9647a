from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest
from tests.integration.conftest import Run


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.jsonl"
    rows = [
        {"id": "place/kyiv", "kind": "place", "name": "Kiev", "native": ["Київ"], "country": "UA"},
        {"id": "Q1", "kind": "person", "name": "Emmanuel Macron", "country": "FR", "aliases": ["Makron"]},
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_merges_reports_and_sums_up(run: Run, names: Path, other: Path, tmp_path: Path) -> None:
    output, report = tmp_path / "merged.csv", tmp_path / "report.csv"
    result = run("table", "merge", names, other, "--output", output, "--report", report)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        f"{output}: 9 + 2 rows read, 9 written; joined by id 1, by evidence 1",
        "2 conflicts:",
        "          1  form",
        "          1  name",
    ]
    rows = {row["id"]: row for row in csv.DictReader(output.read_text(encoding="utf-8").splitlines())}
    assert (rows["place/kyiv"]["name"], rows["place/kyiv"]["native"]) == ("Kyiv", "Київ")
    notes = [(row["what"], row["id"], row["other_id"]) for row in csv.DictReader(report.read_text().splitlines())]
    assert notes == [
        ("name", "place/kyiv", "place/kyiv"),
        ("joined", "person/emmanuel-macron", "Q1"),
        ("form", "person/emmanuel-macron", "Q1"),
    ]
    assert run("table", "check", output, "--no-bundled").exit_code == 0


def test_is_the_same_each_time_in_every_format(run: Run, names: Path, other: Path, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("1.jsonl", "2.jsonl.gz", "3.csv")]
    for path in paths:
        assert run("table", "merge", names, other, "-o", path, "--report", f"{path}.notes.jsonl").exit_code == 0
    plain, packed, as_csv = paths
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    assert run("table", "diff", plain, as_csv).exit_code == 0
    notes = {path: Path(f"{path}.notes.jsonl").read_bytes() for path in paths}
    assert len(set(notes.values())) == 1


def test_a_wrong_table_leaves_nothing_behind(run: Run, names: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("id,kind,name\na,city,Bern\n", encoding="utf-8")
    before = set(tmp_path.iterdir())
    result = run("table", "merge", names, wrong, "-o", tmp_path / "m.csv", "--report", tmp_path / "r.csv")
    assert result.exit_code == 2
    assert f"{wrong}:2: kind must be one of" in result.stderr
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["NAMES", "-o", "m.csv"], "name two tables or more"),
        (["NAMES", "NAMES", "-o", "m.csv"], "names one table twice"),
        (["NAMES", "OTHER", "-o", "m.txt"], "must end in .csv"),
        (["NAMES", "OTHER", "-o", "NAMES"], "is a file that is read"),
        (["NAMES", "OTHER", "-o", "m.csv", "--report", "m.csv"], "is the file of --output"),
        (["NAMES", "OTHER", "-o", "m.csv", "--report", "OTHER"], "is a file that is read"),
    ],
)
def test_wrong_use(run: Run, names: Path, other: Path, *, folder: Path, arguments: list[str], problem: str) -> None:
    content = names.read_bytes(), other.read_bytes()
    paths = {"NAMES": names, "OTHER": other}
    result = run("table", "merge", *(paths.get(argument, argument) for argument in arguments))
    assert result.exit_code == 2
    assert problem in " ".join(result.stderr.replace("│", " ").split())
    assert (names.read_bytes(), other.read_bytes()) == content
    assert set(folder.iterdir()) == {names, other}


class TestDiff:
    def test_text(self, run: Run, names: Path, other: Path) -> None:
        result = run("table", "diff", names, other)
        assert result.exit_code == 1
        assert "+ Q1 (Emmanuel Macron)\n" in result.stdout
        assert "~ place/kyiv (Kiev)\n    name: Kyiv → Kiev\n    weight: 300 → 0\n" in result.stdout
        assert result.stderr == "1 added, 8 removed, 1 changed, 0 unchanged\n"

    def test_json(self, run: Run, names: Path, other: Path) -> None:
        found = [
            json.loads(line) for line in run("table", "diff", names, other, "--format", "json").stdout.splitlines()
        ]
        [kyiv] = [item for item in found if item["change"] == "changed"]
        assert kyiv["fields"]["native"] == {"added": ["Київ"], "removed": []}

    def test_the_same(self, run: Run, names: Path) -> None:
        result = run("table", "diff", names, names)
        assert (result.exit_code, result.stdout) == (0, "")

    def test_a_table_that_cannot_be_read(self, run: Run, names: Path, tmp_path: Path) -> None:
        assert run("table", "diff", names, tmp_path / "absent.csv").exit_code == 2
