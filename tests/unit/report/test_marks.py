from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import mention_of
from tests.unit.report.test_record import Action, decision_of, repaired

from namefix.datatypes import Candidate, CorrectedText, Entity, Form, Proposal
from namefix.report.marks import Mark, harmless, lines_of, marks_of, others_of

RESULT = repaired(
    "Hello.\r\nMr Makron\nand Ana Zell.",
    ("Makron", "Macron", 0.97, Action.REPLACE),
    ("Ana Zell", "Anna Zell", 0.4, Action.REVIEW),
)


def shown(lines: list[list[str | Mark]]) -> list[list[str]]:
    return [[f"[{piece.edit.before}]" if isinstance(piece, Mark) else piece for piece in line] for line in lines]


def test_changes_and_doubts_are_marked_in_the_order_of_the_text() -> None:
    assert [(mark.edit.before, mark.edit.after, mark.is_sure, mark.percent) for mark in marks_of(RESULT)] == [
        ("Makron", "Macron", True, 97),
        ("Ana", "Anna", False, 40),
    ]
    assert [mark.evidence for mark in marks_of(RESULT)] == ["Makron sounds alike", "Ana Zell sounds alike"]
    assert marks_of(RESULT)[0].who == "Emmanuel Macron · person"


def test_a_doubt_that_overlaps_a_change_is_not_marked() -> None:
    text = "Ana Makron"
    change = repaired(text, ("Makron", "Macron", 0.9, Action.REPLACE))
    whole = decision_of(
        mention_of(text, text), Entity("person/x", "person", "Anne Mackon"), "Anne Mackon", 0.4, Action.REVIEW
    )
    result = replace(change, decisions=(whole, *change.decisions))
    assert [mark.edit.before for mark in marks_of(result)] == ["Makron"]


def test_lines_have_the_marks_between_the_text() -> None:
    assert shown(lines_of(RESULT.original, marks_of(RESULT))) == [
        ["Hello."],
        ["Mr ", "[Makron]"],
        ["and ", "[Ana]", " Zell."],
    ]


def test_a_mark_over_a_line_end_stays_whole() -> None:
    result = repaired("Mr Mak\nron spoke.\n", ("Mak\nron", "Macron", 0.9, Action.REPLACE))
    assert shown(lines_of(result.original, marks_of(result))) == [["Mr ", "[Mak\nron]", " spoke."], []]


@settings(deadline=None)  # the first example loads what folds names
@given(st.text("ab \r\n"), st.text("cd \r\n"))
def test_nothing_but_the_kind_of_line_ends_is_lost(before: str, after: str) -> None:
    text = f"{before}Makron{after}"
    lines = lines_of(text, marks_of(repaired(text, ("Makron", "Macron", 0.9, Action.REPLACE))))
    pieces = [[piece.edit.before if isinstance(piece, Mark) else piece for piece in line] for line in lines]
    assert "\n".join(map("".join, pieces)) == re.sub("\r\n|\r", "\n", text)


def test_a_text_without_marks_has_its_lines() -> None:
    assert lines_of("\n\na", marks_of(CorrectedText("\n\na", "\n\na", ()))) == [[], [], ["a"]]


def test_others_are_told_once_and_without_the_chosen() -> None:
    (mark,) = marks_of(repaired("Makron", ("Makron", "Macron", 0.9, Action.REPLACE)))
    (merz, akron) = (Entity("person/merz", "person", "Merz"), Entity("place/akron", "place", "Akron"))
    chosen = mark.decision.chosen
    assert chosen
    others = [
        Proposal(Candidate(mark.decision.mention, Form(entity.name, entity, "name", entity.name)), 0.1, ())
        for entity in (chosen.candidate.entity, merz, akron, merz)
    ]
    found = others_of(replace(mark, decision=replace(mark.decision, rejected=tuple(others))))
    assert [other.candidate.entity.id for other in found] == ["person/merz", "place/akron"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Žižek\u00a0基尔 \u200c😀\tx", "Žižek\u00a0基尔 \u200c😀\tx"),
        ("a\u202eb\u2066c", r"a\u202eb\u2066c"),
        ("\x00\x1b[31m\x85\ud800", r"\x00\x1b[31m\x85\ud800"),
    ],
)
def test_harmless_shows_what_would_mislead(text: str, seen: str) -> None:
    assert harmless(text) == seen
