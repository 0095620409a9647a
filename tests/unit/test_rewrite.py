from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import corrected, decision_of, document_of, edit_in, mention_of, repaired

from namefix import Action, Decision, Entity
from namefix.rewrite import apply_edits, compose, edit_of, in_case_of, options_of, rewrite


def decision(text: str, surface: str, written: str, action: Action = Action.REPLACE) -> Decision:
    return decision_of(mention_of(text, surface), written, action=action)


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


def test_each_edit_has_its_own_decision() -> None:
    result = repaired(
        "Emanuel Makron saw Ana Zell and Makrom.",
        ("Emanuel Makron", "Emmanuel Macron", 0.912345, Action.REPLACE),
        ("Ana Zell", "Anna Zell", 0.4, Action.REVIEW),
        ("Makrom", "Macron", 0.99, Action.REPLACE),
    )
    assert [(edit.before, edit.after, edit.probability, edit.entity_id) for edit in result.all_edits] == [
        ("Emanuel Makron", "Emmanuel Macron", 0.912345, "person/emmanuel-macron"),
        ("Ana", "Anna", 0.4, "person/anna-zell"),
        ("Makrom", "Macron", 0.99, "person/emmanuel-macron"),
    ]
    assert [edit.decision for edit in result.all_edits] == list(result.decisions)
    assert [edit.after for edit in result.review] == ["Anna"]
    assert result.text == "Emmanuel Macron saw Ana Zell and Macron."


@pytest.mark.parametrize(
    ("action", "whom"), [(Action.REPLACE, "person/x"), (Action.REVIEW, None)], ids=["sure", "uncertain"]
)
def test_a_decision_that_changes_nothing_keeps(action: Action, whom: str | None) -> None:
    result = rewrite(document_of("São Paulo"), [decision("São Paulo", "São Paulo", "Sao Paulo", action)])
    [kept] = result.decisions
    assert (result.edits, result.review, kept.action, kept.replacement) == ((), (), Action.KEEP, None)
    assert "already written so" in kept.reason
    assert (kept.chosen.candidate.entity.id if kept.chosen else None) == whom


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
    assert apply_edits("abc", [edit_in("abc", "a", "xx"), edit_in("abc", "c", "")]) == "xxb"


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


def test_an_edit_of_two_repairs_has_the_later_decision() -> None:
    first = rewrite(document_of("Mr Makron"), [decision("Mr Makron", "Makron", "Marcon")])
    second = rewrite(document_of(first.text), [decision(first.text, "Marcon", "Macron")])
    [edit] = compose(first, second).edits
    mention = edit.decision.mention
    assert (edit.after, edit.decision.replacement, edit.reason) == ("Macron", "Macron", "by hand")
    assert (mention.start, mention.end, mention.surface) == (3, 9, "Makron")
    assert compose(first, second).decisions == (edit.decision,)


def test_a_repair_that_is_taken_back_keeps() -> None:
    first = rewrite(document_of("Mr Macron"), [decision("Mr Macron", "Macron", "Makron")])
    second = rewrite(document_of(first.text), [decision(first.text, "Makron", "Macron")])
    result = compose(first, second)
    assert (result.text, result.edits) == ("Mr Macron", ())
    assert [kept.action for kept in result.decisions] == [Action.KEEP]


def test_an_uncertain_edit_stays_where_nothing_later_overlaps_it() -> None:
    text = "Ana Zell met Kiel Stamer"
    uncertain = [decision(text, "Ana Zell", "Anna Zell", Action.REVIEW), decision(text, "Kiel", "Keir", Action.REVIEW)]
    first = rewrite(document_of(text), uncertain)
    later = [decision(first.text, "met", "Met"), decision(first.text, "Kiel Stamer", "Keir Starmer")]
    result = compose(first, rewrite(document_of(first.text), later))
    assert [edit.before for edit in result.review] == ["Ana"]
    assert [edit.before for edit in result.edits] == ["Kiel Stamer"]


def test_options_are_edits_of_one_span_with_whom_each_means() -> None:
    text = "There Ana Zell waited."
    others = [(Entity("person/o", "person", "Otto Zell"), 0.3), (Entity("person/e", "person", "Emil Zell"), 0.001)]
    proposed = edit_of(text, decision_of(mention_of(text, "Ana Zell"), "Anna Zell", probability=0.4, others=others))
    assert proposed
    options = options_of(text, proposed, within=(0, len(text)), least=0.01)
    assert [(edit.before, edit.after, edit.entity_id) for edit in options] == [
        ("Ana", "Anna", "person/x"),
        ("Ana", "Otto", "person/o"),
    ]


def test_options_keep_to_their_place() -> None:
    text = "There Ana Zell waited."
    others = [(Entity("person/o", "person", "Otto Zoll"), 0.3)]
    proposed = edit_of(text, decision_of(mention_of(text, "Ana Zell"), "Anna Zell", others=others))
    assert proposed
    assert len(options_of(text, proposed, within=(6, 10))) == 1
    assert [(edit.before, edit.after) for edit in options_of(text, proposed, within=(6, 14))] == [
        ("Ana Zell", "Anna Zell"),
        ("Ana Zell", "Otto Zoll"),
    ]


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("Tai Hoo Lake froze", "Tai Hoo", "Taihu Lake froze"),
        ("Tai Hoo lake froze", "Tai Hoo", "Taihu lake froze"),
        ("Tai Hoo froze", "Tai Hoo", "Taihu Lake froze"),
        ("Tai Lak Lake froze", "Tai Lak", "Taihu Lake froze"),
        ("Tai Lake Lake froze", "Tai Lake", "Taihu Lake Lake froze"),
    ],
)
def test_a_last_word_that_follows_anyway_is_not_written_twice(text: str, surface: str, expected: str) -> None:
    assert rewrite(document_of(text), [decision(text, surface, "Taihu Lake")]).text == expected


def test_later_repairs_join_only_the_earlier_one_that_they_touch() -> None:
    first = corrected("Ana Zel, Otto", ("Ana", "Anna Maria"), ("Zel", "Von Zell"), ("Otto", "Ott O"))
    twice = corrected(first.text, ("Anna", "Anne"), ("Von", "von"), ("Zell", "Zelle"), ("Ott", "Odd"))
    assert [(edit.before, edit.after) for edit in compose(first, twice).edits] == [
        ("Ana", "Anne Maria"),
        ("Zel", "von Zelle"),
        ("Otto", "Odd O"),
    ]


def test_two_repairs_have_the_warnings_of_the_first() -> None:
    first = replace(corrected("Mr Makron", ("Makron", "Marcon")), warnings=("the source was not used",))
    assert compose(first, corrected(first.text, ("Marcon", "Macron"))).warnings == first.warnings


@pytest.mark.parametrize(
    ("before", "surface", "written", "after"),
    [
        ("Emmanuel\nMakron", "Emmanuel Makron", "Emmanuel Macron", "Macron"),
        ("Kiel\nStamer", "Kiel Stamer", "Keir Starmer", "Keir\nStarmer"),
        ("Ursula\r\nVondrein", "Ursula  Vondrein", "Ursula von der Leyen", "von der Leyen"),
        ("Orsula\nVondrein", "Orsula Vondrein", "Ursula von der Leyen", "Ursula\nvon der Leyen"),
        ("Zelen\nsky", "Zelen sky", "Zelensky", "Zelensky"),
    ],
)
def test_a_line_break_within_a_name_stays(before: str, surface: str, written: str, after: str) -> None:
    mention = replace(mention_of(before.replace("\r\n", "  ").replace("\n", " "), surface))
    edit = edit_of(before, decision_of(mention, written))
    assert edit is not None
    assert (before[edit.start : edit.end], edit.before, edit.after) == (edit.before, edit.before, after)
