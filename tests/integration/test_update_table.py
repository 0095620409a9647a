"""The command `namefix table update`, against a query service on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.integration.conftest import Run
from tests.query_server import ROW, TIMEOUT, Answers, answer, answering

ROWS = [
    ROW | {"role": {"type": "literal", "value": "mayor"}, "languages": {"type": "literal", "value": "12"}},
    ROW
    | {
        "person": {"type": "uri", "value": "http://www.wikidata.org/entity/Q3052772"},
        "name": {"type": "literal", "value": "Emmanuel Macron"},
        "role": {"type": "literal", "value": "Co-Prince of Andorra"},
    },
]
SINCE = ("--since", "2026-02-20", "--until", "2026-03-02")


@pytest.fixture
def server() -> Iterator[Answers]:
    with answering() as server:
        yield server


@pytest.fixture
def update(run: Run, names: Path, server: Answers) -> Run:
    address = f"http://127.0.0.1:{server.server_port}/sparql"
    return lambda *more: run("table", "update", "--no-bundled", "--table", names, "--address", address, *SINCE, *more)


def test_a_dry_run_prints_and_writes_nothing(update: Run, server: Answers, tmp_path: Path) -> None:
    server.prepare(200, answer(*ROWS))
    output = tmp_path / "new.csv"
    result = update("--output", output)
    assert result.stdout == (
        "+ wikidata/Q1: Ida Quill took mayor 2026-03-01\n"
        "~ person/emmanuel-macron: Emmanuel Macron took Co-Prince of Andorra 2026-03-01\n"
    )
    assert "1 new person, 1 with further roles; nothing written" in result.stderr
    assert not output.exists()


def test_what_is_written_can_be_merged(update: Run, server: Answers, run: Run, names: Path, tmp_path: Path) -> None:
    server.prepare(200, answer(*ROWS))
    output = tmp_path / "new.csv"
    result = update("--no-dry-run", "--output", output, "--contact", "desk@example.org")
    assert result.exit_code == 0, result.output
    assert server.asked[0][1].endswith("(table update; desk@example.org)")
    assert [path.name for path in tmp_path.glob("new.csv*")] == ["new.csv"]
    merged = tmp_path / "merged.csv"
    assert run("table", "merge", names, output, "--output", merged).exit_code == 0
    difference = run("table", "diff", names, merged).stdout
    assert "+ wikidata/Q1 (Ida Quill)" in difference
    assert "roles: + Co-Prince of Andorra" in difference


def test_an_interrupted_update_resumes(update: Run, server: Answers, tmp_path: Path) -> None:
    server.prepare(500, TIMEOUT)
    server.prepare(200, answer(ROWS[0]))
    server.prepare(400, "malformed")
    output = tmp_path / "new.csv"
    assert update("--no-dry-run", "--output", output).exit_code == 2
    assert (tmp_path / "new.csv.progress").exists()
    server.prepare(200, answer(ROWS[1]))
    assert update("--no-dry-run", "--output", output).exit_code == 0
    assert output.read_text(encoding="utf-8").count("\n") == 3
    assert len(server.asked) == 4


def test_address_and_query_are_shown_and_can_be_changed(update: Run, server: Answers, tmp_path: Path) -> None:
    shown = update("--show-query", "--office", "minister")
    assert shown.stdout.startswith(f"# http://127.0.0.1:{server.server_port}/sparql\nSELECT ?person")
    assert "VALUES ?class { wd:Q83307 }" in shown.stdout
    query = tmp_path / "own.rq"
    query.write_text("SELECT * WHERE { ?person p:P39 ?x } # %(first)s", encoding="utf-8")
    assert update("--show-query", "--query", query).stdout.endswith("{ ?person p:P39 ?x } # 2026-02-20\n")
    assert server.asked == []


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--no-dry-run",), "needs --output"),
        (("--office", "king"), "must be head, minister, party, parliament, got 'king'"),
        (("--until", "2026-01-01"), "must not be later than the last day"),
        (("--output", "new.txt"), "must end in"),
    ],
)
def test_wrong_options_are_refused(update: Run, options: tuple[str, ...], problem: str) -> None:
    result = update(*options)
    assert result.exit_code == 2
    assert problem in " ".join(result.stderr.replace("│", " ").split())
