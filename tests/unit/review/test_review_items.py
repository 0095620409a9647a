from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.review.desks import TEXT, desk_of

from namefix.review.review_desk import Desk
from namefix.review.review_items import Choice, check_choice, kind_of, log_entry, teaches

MAKRON, BRENN, SECOND = "mark-1-1", "mark-1-2", "mark-1-3"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(tmp_path)


def test_names_have_the_proposed_and_the_other_candidates(desk: Desk) -> None:
    assert {key: [edit.after for edit in item.options] for key, item in desk.items.items()} == {
        MAKRON: ["Emmanuel Macron", "Manuel Marrero"],
        BRENN: ["Bern", "Brno"],
        SECOND: ["Macron"],
    }
    assert [item.edit.is_certain for item in desk.items.values()] == [True, False, True]
    (sheet,) = desk.sheets
    assert (len(sheet.changes), len(sheet.uncertain)) == (2, 1)


def test_all_options_replace_the_same_span(desk: Desk) -> None:
    for item in desk.items.values():
        assert {(edit.start, edit.end, edit.before) for edit in item.options} == {
            (item.edit.start, item.edit.end, TEXT[item.edit.start : item.edit.end])
        }
        assert len(item.options) == len(item.edit.decision.rejected) + 1


@pytest.mark.parametrize("text", ["Bern", "’Ndrangheta", "Ōsaka", "Jean-Luc O'Neal 2nd", "B" * 200])
def test_a_name_can_be_typed(desk: Desk, text: str) -> None:
    check_choice(desk.items[BRENN], Choice(action="write", text=text))


@pytest.mark.parametrize(
    ("key", "choice", "is_lesson"),
    [
        (MAKRON, Choice(action="write", option=0), False),
        (MAKRON, Choice(action="write", option=1), True),
        (MAKRON, Choice(action="write", text="Macron"), True),
        (MAKRON, Choice(action="write", option=1, remember=False), False),
        (BRENN, Choice(action="write", option=0), True),
        (BRENN, Choice(action="leave"), False),
        (BRENN, Choice(action="never"), False),
    ],
)
def test_what_was_not_known_is_a_lesson(desk: Desk, key: str, choice: Choice, is_lesson: bool) -> None:
    assert teaches(desk.items[key], choice) is is_lesson


def test_a_name_is_of_the_kind_that_it_was_taken_for(desk: Desk) -> None:
    assert [kind_of(item.edit) for item in desk.items.values()] == ["person", "place", "person"]


def test_the_log_tells_what_was_proposed_and_what_was_chosen(desk: Desk) -> None:
    told = log_entry(desk.items[BRENN], Choice(action="write", text="Brentown"))
    assert (told["before"], told["after"], told["written"], told["text"]) == ("Brenn", "Bern", "Brentown", "Brentown")
    assert TEXT[told["start"] : told["end"]] == "Brenn"
    assert "misspelling" in told["reason"]
    assert log_entry(desk.items[BRENN], Choice(action="leave"))["written"] == "Brenn"
