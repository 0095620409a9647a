from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.integration.conftest import Run

SOUND = "id,kind,name,country\nplace/brno,place,Brno,CZ\n"


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound.csv"
    path.write_text(SOUND, encoding="utf-8")
    return path


def test_counts(run: Run, sound: Path) -> None:
    result = run("table", "check", "--no-bundled", sound)
    assert (result.exit_code, result.stdout) == (0, "1 entity: 1 target, 0 known; 1 form\n")


def test_warns_with_both_rows_and_what_to_do(run: Run, names: Path) -> None:
    result = run("table", "check", names, "--no-bundled")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        f"{names}:8: medium: place/bern (Bern): both have the misspelling 'Brenn', so it is only listed for review, "
        "never replaced",
        f"    other row: {names}:9: place/brno (Brno)",
        "    remove it from one of the two",
        "warnings: 0 high, 1 medium; 1 less severe not shown (--severity low)",
        "9 entities: 8 targets, 1 known; 21 forms",
    ]


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--strict"], 1), (["--strict", "--severity", "high"], 0), ([], 0), (["--strict", "--format", "json"], 1)],
)
def test_strict_counts_what_is_told(run: Run, names: Path, options: list[str], code: int) -> None:
    assert run("table", "check", names, "--no-bundled", *options).exit_code == code


def test_severity_hides_what_is_less_severe_but_counts_it(run: Run, names: Path) -> None:
    result = run("table", "check", names, "--no-bundled", "--severity", "high")
    assert result.stdout.startswith("warnings: 0 high; 2 less severe not shown (--severity low)\n")


def test_json_has_an_object_a_line(run: Run, names: Path) -> None:
    result = run("table", "check", names, "--no-bundled", "--format", "json")
    [found] = map(json.loads, result.stdout.splitlines())
    assert found["row"] == {"path": str(names), "line": 8, "id": "place/bern", "name": "Bern"}
    assert (found["severity"], found["check"], found["other"]["id"]) == ("medium", "misspelling", "place/brno")


def test_meets_the_bundled_table_unless_told_otherwise(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("id,kind,name,country\nmy/macron,person,Emmanuel Macron,FR\n", encoding="utf-8")
    told = run("table", "check", mine).stdout
    assert "person/emmanuel-macron (Emmanuel Macron)" in told
    assert "give the row the id of the other" in told
    assert "warnings" not in run("table", "check", mine, "--no-bundled").stdout


class TestErrors:
    @pytest.fixture
    def broken(self, tmp_path: Path) -> Path:
        path = tmp_path / "broken.jsonl"
        path.write_text(
            '{"id": "place/kyiv", "kind": "place", "name": "Kyiv"}\n'
            '{"id": "a", "kind": "city", "name": "A", "colour": 1}\n'
            "{\n"
            '{"id": "b", "kind": "place", "name": "B", "weight": "much"}\n',
            encoding="utf-8",
        )
        return path

    def test_all_problems_of_all_files(self, run: Run, broken: Path, names: Path, tmp_path: Path) -> None:
        absent = tmp_path / "absent.csv"
        result = run("table", "check", broken, names, absent, "--no-bundled")
        assert result.exit_code == 2
        for problem in (
            f"{broken}:2: unknown field 'colour'",
            f"{broken}:3: not valid JSON",
            f"{broken}:4: weight must be a number, got 'much'",
            f"{names}:6: id 'place/kyiv' is used already in {broken}:1",
            f"{absent}: cannot be read: No such file",
            "5 problems",
        ):
            assert problem in result.stderr
        assert "entities" not in result.stdout

    def test_in_json_they_are_of_severity_error(self, run: Run, broken: Path) -> None:
        result = run("table", "check", broken, "--no-bundled", "--format", "json")
        found = [json.loads(line) for line in result.stdout.splitlines()]
        assert [(item["severity"], item["line"]) for item in found] == [("error", 2), ("error", 3), ("error", 4)]
        assert result.exit_code == 2
