"""The command `namefix table build`, and all that takes a table taking what it wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.integration.conftest import Run

import namefix.table.fingerprint
from namefix.table.sections import Stamp

TEXT = "Makron flew to Kyyyiv."


@pytest.fixture
def compiled(run: Run, names: Path, tmp_path: Path) -> Path:
    path = tmp_path / "names.nfx"
    result = run("table", "build", names, "--no-bundled", "--output", path)
    assert result.exit_code == 0, result.output
    assert result.stdout == "9 entities: 8 targets, 1 known; 0.0 MB\n"
    return path


def test_a_compiled_table_repairs_as_the_table_that_it_was_built_from(run: Run, names: Path, compiled: Path) -> None:
    ways = [
        run("fix", "--table", path, "--no-bundled", "--pipeline", "none", "--format", "json", stdin=TEXT)
        for path in (names, compiled)
    ]
    assert ways[0].stdout == ways[1].stdout
    assert json.loads(ways[1].stdout)["text"] == "Macron flew to Kyiv."


def test_processes_share_it(run: Run, compiled: Path, tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(json.dumps({"doc_id": "a", "text": TEXT}) + "\n" for _ in range(40)), encoding="utf-8")
    arguments = ("--table", compiled, "--no-bundled", "--pipeline", "none", "--jobs", "2")
    result = run("batch", articles, *arguments)
    assert result.exit_code == 0, result.output
    assert [[edit["after"] for edit in json.loads(line)["edits"]] for line in result.stdout.splitlines()] == [
        ["Macron", "Kyiv"]
    ] * 40


def test_building_twice_gives_the_same_bytes(run: Run, names: Path, compiled: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.nfx"
    run("table", "build", names, "--no-bundled", "--output", again)
    assert again.read_bytes() == compiled.read_bytes()


def test_the_bundled_table_comes_along_by_default(run: Run, names: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.nfx"
    result = run("table", "build", names, "--output", path)
    assert result.exit_code == 0, result.output
    found = run("table", "find", "Makron", "--table", path)
    assert "person/emmanuel-macron" in found.stdout
    assert "Angela Merkel" in run("table", "find", "Angela Merkel", "--table", path).stdout
    refused = run("table", "find", "Makron", "--table", path, "--no-bundled")
    assert refused.exit_code == 2
    assert "build it with --no-bundled" in refused.stderr


@pytest.mark.parametrize("change", ["cut", "altered", "of another version"])
def test_a_damaged_or_foreign_file_is_refused(
    run: Run, compiled: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = compiled.read_bytes()
    if change == "cut":
        compiled.write_bytes(content[:-64])
    elif change == "altered":
        compiled.write_bytes(content[:-64] + bytes([content[-64] ^ 1]) + content[-63:])
    else:
        monkeypatch.setattr(
            "namefix.table.part.stamp", lambda language: Stamp("9.9", namefix.table.fingerprint.stamp(language).rules)
        )
    result = run("fix", "--table", compiled, "--no-bundled", "--pipeline", "none", stdin=TEXT)
    assert (result.exit_code, result.stdout) == (2, "")
    assert str(compiled) in result.stderr
    assert "rebuild it with `namefix table build`" in result.stderr


def test_a_wrong_table_leaves_the_compiled_one_as_it_is(run: Run, names: Path, compiled: Path) -> None:
    before = compiled.read_bytes()
    names.write_text("id,kind,name\nplace/a,place,\n", encoding="utf-8")
    result = run("table", "build", names, "--no-bundled", "--output", compiled)
    assert result.exit_code == 2
    assert f"{names}:2" in result.stderr
    assert compiled.read_bytes() == before
    assert [path.name for path in compiled.parent.iterdir() if path.name.startswith(".namefix")] == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--output", "names.csv"), "ends in .nfx"),
        (("--output", "names.nfx", "--no-bundled"), "needs a TABLE"),
    ],
)
def test_what_cannot_be_built_is_refused(run: Run, arguments: tuple[str, ...], expected: str) -> None:
    result = run("table", "build", *arguments)
    assert result.exit_code == 2
    assert expected in " ".join(result.stderr.split())


@pytest.mark.parametrize("arguments", [("check", "--no-bundled"), ("build", "--output", "other.nfx")])
def test_commands_for_plain_tables_refuse_a_compiled_one(run: Run, compiled: Path, arguments: tuple[str, ...]) -> None:
    result = run("table", *arguments, compiled)
    assert result.exit_code != 0
    assert "use the tables that it was built from" in " ".join(result.stderr.split())


def test_the_doctor_tells_of_a_compiled_table(run: Run, compiled: Path) -> None:
    assert f"9 entities in {compiled}" in " ".join(run("doctor", "--table", compiled).stdout.split())


def test_bad_rows_are_left_out_if_asked(run: Run, tmp_path: Path) -> None:
    table, path = tmp_path / "foreign.csv", tmp_path / "names.nfx"
    table.write_text("id,kind,name\na,person,Ce\u0301leste Amber\nb,planet,Nowhere\n", encoding="utf-8")
    assert run("table", "build", table, "--no-bundled", "--output", path).exit_code == 2
    result = run("table", "build", table, "--no-bundled", "--skip-bad", "--output", path)
    assert result.stdout.startswith("1 entity: 1 target")
    assert "foreign.csv:3: kind must be one of" in result.stderr
    assert "1 bad row left out; 1 row brought to NFC" in result.stderr
