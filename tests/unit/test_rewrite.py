from __future__ import annotations

import pytest
from tests.builders import corrected, document_of, mention_of

from namefix import Action, Decision, Edit, Entity
from namefix.datatypes import Candidate, Form, Proposal
from namefix.rewrite import apply_edits, compose, edit_of, in_case_of, rewrite

SOMEBODY = Entity("person/x", "person", "X")


def decision(text: str, surface: str, written: str, action: Action = Action.REPLACE) -> Decision:
    mention = mention_of(text, surface)
    proposal = Proposal(Candidate(mention, Form(written, SOMEBODY, "name", written)), 0.9, ())
    return Decision(mention, action, proposal, (), "by hand", written)


def edited(text: str, surface: str, written: str) -> tuple[str, str] | None:
    edit = edit_of(text, decision(text, surface, written))
    return (edit.before, edit.after) if edit else None


@pytest.mark.parametrize(
    ("text", "surface", "written", "expected"),
    [
        ("Makron came", "Makron", "Macron", "Macron came"),
        ("VONDREIN'S plan", "VONDREIN", "von der Leyen", "VON DER LEYEN'S plan"),
        ("It ended. Vondrein's plan", "Vondrein", "von der Leyen", "It ended. Von der Leyen's plan"),
        ("“Vondrein left”", "Vondrein", "von der Leyen", "“Von der Leyen left”"),
        ("Mr\u00a0Makron’s, “Makron”", "Makron", "Macron", "Mr\u00a0Macron’s, “Makron”"),
        ("met Vondrein", "Vondrein", "von der Leyen", "met von der Leyen"),
        ("👍 Kiel Stamer 👍", "Kiel Stamer", "Keir Starmer", "👍 Keir Starmer 👍"),
    ],
)
def test_a_name_is_replaced_and_all_around_it_stays(text: str, surface: str, written: str, expected: str) -> None:
    assert rewrite(document_of(text), [decision(text, surface, written)]).text == expected


@pytest.mark.parametrize("action", [Action.KEEP, Action.REVIEW])
def test_only_replace_changes_the_text(action: Action) -> None:
    result = rewrite(document_of("Makron came"), [decision("Makron came", "Makron", "Macron", action)])
    assert (result.text, result.edits) == ("Makron came", ())


@pytest.mark.parametrize(
    ("text", "surface", "written", "expected"),
    [
        ("Emmanuel Makron", "Emmanuel Makron", "Emmanuel Macron", ("Makron", "Macron")),
        ("Kiel Starmer", "Kiel Starmer", "Keir Starmer", ("Kiel", "Keir")),
        ("Ursula von der Lein", "Ursula von der Lein", "Ursula von der Leyen", ("Lein", "Leyen")),
        ("São Paulo", "São Paulo", "Sao Paulo", None),
        ("MACRON", "MACRON", "Macron", None),
        ("Zelen sky", "Zelen sky", "Zelensky", ("Zelen sky", "Zelensky")),
        (
            "Emmanuel Emmanuel Macron",
            "Emmanuel Emmanuel Macron",
            "Emmanuel Macron",
            ("Emmanuel Emmanuel Macron", "Emmanuel Macron"),
        ),
    ],
)
def test_an_edit_is_as_narrow_as_it_can_be(
    text: str, surface: str, written: str, expected: tuple[str, str] | None
) -> None:
    assert edited(text, surface, written) == expected


def test_a_decision_that_proposes_nothing_has_no_edit() -> None:
    kept = Decision(mention_of("Kyiv", "Kyiv"), Action.KEEP, None, (), "right as it stands")
    with pytest.raises(ValueError, match="right as it stands"):
        edit_of("Kyiv", kept)


@pytest.mark.parametrize(
    ("surface", "replacement", "before", "expected"),
    [
        ("Makron", "Macron", "", "Macron"),
        ("MAKRON", "Macron", "", "MACRON"),
        ("makron", "Macron", "", "Macron"),
        ("Vondrein", "von der Leyen", "President ", "von der Leyen"),
        ("Vondrein", "von der Leyen", "ended.\n", "Von der Leyen"),
        ("Vondrein", "von der Leyen", "ended! “", "Von der Leyen"),
        ("vondrein", "von der Leyen", "ended. ", "von der Leyen"),
        ("Makron", "McCrown", "", "McCrown"),
    ],
)
def test_letter_case_follows_what_is_replaced(surface: str, replacement: str, before: str, expected: str) -> None:
    assert in_case_of(surface, replacement, before) == expected


def test_edits_are_applied_from_left_to_right() -> None:
    assert apply_edits("abc", [Edit(0, 1, "a", "xx", "i"), Edit(2, 3, "c", "", "i")]) == "xxb"


@pytest.mark.parametrize(
    ("text", "first", "second", "edits"),
    [
        ("Kiel met Makron", [("Makron", "Macron")], [("Kiel", "Keir")], [("Kiel", "Keir"), ("Makron", "Macron")]),
        ("Mr Makron", [("Makron", "Marcon")], [("Marcon", "Macron")], [("Makron", "Macron")]),
        ("Kiel Stamer", [("Stamer", "Starmer")], [("Kiel Starmer", "Keir Starmer")], [("Kiel Stamer", "Keir Starmer")]),
        ("Vondrein", [("Vondrein", "von der Lein")], [("Lein", "Leyen")], [("Vondrein", "von der Leyen")]),
        ("Mr Macron", [("Macron", "Makron")], [("Makron", "Macron")], []),
    ],
    ids=["apart", "the same place", "around", "inside", "and back"],
)
def test_two_repairs_become_one(
    text: str, first: list[tuple[str, str]], second: list[tuple[str, str]], edits: list[tuple[str, str]]
) -> None:
    once = corrected(text, *first)
    twice = corrected(once.text, *second)
    result = compose(once, twice)
    assert [(edit.before, edit.after) for edit in result.edits] == edits
    assert (result.original, result.text) == (text, twice.text)
    assert apply_edits(text, result.edits) == twice.text


def test_later_decisions_stand_at_their_place_in_the_original() -> None:
    first = rewrite(document_of("Vondrein, Makron"), [decision("Vondrein, Makron", "Vondrein", "von der Leyen")])
    second = rewrite(document_of(first.text), [decision(first.text, "Makron", "Macron")])
    places = [(found.mention.start, found.mention.surface) for found in compose(first, second).decisions]
    assert places == [(0, "Vondrein"), (10, "Makron")]
