"""`namefix measure`, by the table whose misspellings are decided without any evidence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.integration.conftest import Run

PAIRS = (
    ("Mr Makron went to Kyyyiv.", "Mr Macron went to Kyiv."),
    ("A Kyyyiv road.", "A Kyyyiv road."),
    ("Mr Quorx left.", "Mr Zell left."),
)


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    path = tmp_path / "examples.jsonl"
    lines = [json.dumps({"id": 7, "text": text, "want": want}) for text, want in PAIRS]
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def measure(run: Run, names: Path) -> Run:
    """Run `namefix measure` with the small table and without NER."""
    return lambda *arguments, stdin=b"": run(
        "measure", "--no-bundled", "--table", names, "--pipeline", "none", *arguments, stdin=stdin
    )


def test_tells_shares_and_what_went_wrong(measure: Run, examples: Path) -> None:
    result = measure(examples)
    assert result.exit_code == 0
    precision, recall, clean, *mismatches = result.stdout.splitlines()
    assert precision == "Precision  67% (likely 21% to 94%): 2 of 3 changes made are as wanted"
    assert recall == "Recall     67% (likely 21% to 94%): 2 of 3 changes wanted were made"
    assert clean == "Clean      changes made where nothing was to be changed: 1 (texts: 1, words: 3)"
    assert [line.split()[:4] for line in mismatches if line.lstrip()[:1].isdigit()] == [
        ["2", "Kyyyiv", "(unchanged)", "Kyiv"],
        ["3", "Quorx", "Zell", "Quorx:"],
    ]


def test_without_a_mismatch_there_is_no_list(measure: Run) -> None:
    result = measure("-", stdin=json.dumps({"text": "Mr Makron", "want": "Mr Macron"}))
    assert len(result.stdout.splitlines()) == 3


def test_of_nothing_there_is_no_share(measure: Run) -> None:
    assert measure("-").stdout.startswith("Precision  none: 0 of 0 changes made are as wanted\n")


def test_json_has_the_figures_and_the_mismatches(measure: Run, examples: Path) -> None:
    told = json.loads(measure("--format", "json", examples).stdout)
    assert (told["examples"], told["right"], told["precision"], told["recall"]) == (3, 2, 2 / 3, 2 / 3)
    assert (told["clean_examples"], told["clean_changes"], told["in_review"]) == (1, 1, 0)
    assert [
        (mismatch["number"], mismatch["before"], mismatch["wanted"], mismatch["written"])
        for mismatch in told["mismatches"]
    ] == [
        (2, "Kyyyiv", None, "Kyiv"),
        (3, "Quorx", "Zell", None),
    ]


def test_a_source_of_no_use_is_told(measure: Run) -> None:
    line = {"text": "Mr Makron", "want": "Mr Macron", "source": "", "source_language": "zh"}
    result = measure("-", "--format", "json", stdin=json.dumps(line))
    [warning] = json.loads(result.stdout)["warnings"]
    assert warning.startswith("example 1: ")
    assert result.stderr == f"namefix: warning: {warning}\n"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "Invalid JSON"),
        ("[]", "must be an object"),
        ('{"text": "x"}', "want is missing"),
        ('{"text": 1, "want": "x"}', "text must be a string"),
        ('{"text": "x", "want": "y", "source": "z", "source_language": "klingon"}', "unknown language code"),
    ],
)
def test_a_line_that_is_no_example_is_told(measure: Run, line: str, problem: str) -> None:
    result = measure("-", stdin=json.dumps({"text": "x", "want": "x"}) + "\n" + line)
    assert result.exit_code == 2
    assert result.stderr.startswith("namefix: <stdin>:2: not an example (")
    assert problem in result.stderr
    assert result.stdout == ""


def test_a_missing_file_is_told(measure: Run) -> None:
    result = measure("absent.jsonl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "absent.jsonl: cannot be read" in result.stderr
