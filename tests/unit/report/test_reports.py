from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from tests.builders import repaired

from namefix.datatypes import Action
from namefix.errors import UnknownComponentError
from namefix.report import render_report
from namefix.report.diff_report import DiffReport
from namefix.report.escapes import visible
from namefix.report.explain_report import ExplainReport
from namefix.report.grid import draw_grid
from namefix.report.json_report import JsonReport, json_line
from namefix.report.text_report import TextReport
from namefix.results import CorrectedText

RESULT = repaired(
    "Hello.\nMr Makron\r\nand Ana Zell.",
    ("Makron", "Macron", 0.97, Action.REPLACE),
    ("Ana Zell", "Anna Zell", 0.4, Action.REVIEW),
)
WARNED = replace(RESULT, warnings=("the source has no letters; repaired without it", "a second\nwarning"))


def test_unknown_report_lists_the_known() -> None:
    with pytest.raises(UnknownComponentError, match="json"):
        render_report(RESULT, "jso", "a.txt")


def test_options_reach_the_report() -> None:
    assert "Hello." not in render_report(RESULT, "diff", "a.txt", context=0)


def test_text_is_the_text() -> None:
    assert TextReport().render(RESULT, "a.txt") == "Hello.\nMr Macron\r\nand Ana Zell."


def test_json_has_everything_in_one_line() -> None:
    line = JsonReport().render(RESULT, "a.txt")
    assert line.endswith("}\n")
    assert line.count("\n") == 1
    found = json.loads(line)
    assert (found["path"], found["text"]) == ("a.txt", RESULT.text)
    assert list(found["edits"][0]) == [
        "start",
        "end",
        "before",
        "after",
        "entity_id",
        "certainty",
        "probability",
        "reason",
    ]
    assert (found["edits"][0]["start"], found["review"][0]["before"]) == (10, "Ana")
    assert list(found) == ["path", "text", "edits", "review", "warnings"]


@pytest.mark.parametrize("result", [RESULT, WARNED])
def test_json_has_a_list_of_warnings_always(result: CorrectedText) -> None:
    assert json.loads(JsonReport().render(result, "a.txt"))["warnings"] == list(result.warnings)


def test_json_rounds_probabilities() -> None:
    result = repaired("Makron", ("Makron", "Macron", 0.912345, Action.REPLACE))
    assert json.loads(JsonReport().render(result, "a.txt"))["edits"][0]["probability"] == 0.9123


def test_json_is_readable_and_bears_lone_surrogates() -> None:
    assert json_line({"name": "Małgorzata 😀"}) == '{"name": "Małgorzata 😀"}'
    line = json_line({"name": "\ud800 ł"})
    assert json.loads(line.encode("utf-8")) == {"name": "\ud800 ł"}


@pytest.mark.parametrize("report", ["text", "diff"])
def test_what_goes_into_files_has_no_warnings(report: str) -> None:
    assert render_report(WARNED, report, "a.txt") == render_report(RESULT, report, "a.txt")


def test_diff_marks_a_missing_line_end() -> None:
    result = repaired("Makron", ("Makron", "Macron", 0.9, Action.REPLACE))
    assert DiffReport().render(result, "/in/a.txt") == (
        "--- a/in/a.txt\n+++ b/in/a.txt\n@@ -1 +1 @@\n"
        "-Makron\n\\ No newline at end of file\n+Macron\n\\ No newline at end of file\n"
    )


def test_diff_of_nothing_is_nothing() -> None:
    assert DiffReport().render(CorrectedText("a\n", "a\n"), "a.txt") == ""


@pytest.mark.skipif(not shutil.which("patch"), reason="needs the program patch")
@pytest.mark.parametrize("text", ["a\rMakron\x0b\x85\u2028b\r\nc", "Makron\n", "\n\nMakron"])
def test_diff_can_be_applied(tmp_path: Path, text: str) -> None:
    result = repaired(text, ("Makron", "Macron", 0.9, Action.REPLACE))
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode())
    patch = DiffReport().render(result, "a.txt").encode()
    subprocess.run(["patch", "--binary", "-p1"], input=patch, cwd=tmp_path, check=True, capture_output=True)  # noqa: S607 - found in the path, as users do
    assert file.read_bytes() == result.text.encode()


def test_explain_has_line_change_probability_and_reason() -> None:
    shown = ExplainReport().render(RESULT, "a.txt").splitlines()
    assert shown[0] == "a.txt: 1 change, 1 uncertain"
    [change] = [line for line in shown if "Macron" in line]
    assert change.split()[:4] == ["2", "Makron", "Macron", "sure"]
    assert "sure (97%)" in change
    assert "Makron sounds alike" in change
    uncertain = shown.index("Uncertain, left as it is:")
    assert any("Anna" in line for line in shown[uncertain:])


def test_explain_ends_with_the_warnings() -> None:
    shown = ExplainReport().render(WARNED, "a.txt")
    plain = ExplainReport().render(RESULT, "a.txt")
    assert shown.removeprefix(plain) == (
        "\nWarning: the source has no letters; repaired without it\nWarning: a second\\nwarning\n"
    )


@pytest.mark.parametrize("width", [40, 60, 100])
def test_explain_keeps_to_its_width(width: int) -> None:
    shown = ExplainReport(width=width).render(WARNED, "a.txt")
    assert max(map(len, shown.splitlines())) <= width
    assert "\x1b" not in shown


def test_explain_needs_room() -> None:
    with pytest.raises(ValueError, match="40 or more, got 39"):
        ExplainReport(width=39)


def test_explain_of_nothing() -> None:
    assert ExplainReport().render(CorrectedText("a", "a"), "a.txt") == "a.txt: 0 changes, 0 uncertain\n"


def test_a_grid_takes_every_cell_literally() -> None:
    grid = draw_grid(("Name", "N"), [("[bold]x[/bold] :smile:", "1"), ("a\nb\x1b[31m", "22")], 60, numbers=("N",))
    assert "[bold]x[/bold] :smile:" in grid
    assert r"a\nb\x1b[31m" in grid
    assert len(grid.splitlines()) == 4


def test_a_grid_counts_wide_letters_twice() -> None:
    grid = draw_grid(("Name", "Why"), [("基尔斯塔默" * 6, "wide " * 10)], 40)
    widths = [sum(1 + (east_asian_width(letter) in "WF") for letter in line) for line in grid.splitlines()]
    assert max(widths) <= 40


def test_visible_keeps_what_can_be_printed() -> None:
    assert visible("Žižek 基尔") == "Žižek 基尔"
    assert visible("a\tb\u202e") == r"a\tb\u202e"
