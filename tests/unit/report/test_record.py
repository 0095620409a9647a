from __future__ import annotations

import json

from tests.builders import document_of, mention_of

from namefix.datatypes import Action, Candidate, CorrectedText, Decision, Entity, Form, Mention, Proposal
from namefix.report.record import edit_records, json_line, review_records
from namefix.rewrite import compose, rewrite

MACRON = Entity("person/emmanuel-macron", "person", "Emmanuel Macron", ("Macron",))
ZELL = Entity("person/anna-zell", "person", "Anna Zell")


def decision_of(mention: Mention, entity: Entity, replacement: str, probability: float, action: Action) -> Decision:
    form = Form(replacement, entity, "alias", replacement)
    reason = f"{mention.surface} sounds alike"
    return Decision(mention, action, Proposal(Candidate(mention, form), probability, ()), (), reason, replacement)


def repaired(text: str, *changes: tuple[str, str, float, Action]) -> CorrectedText:
    decisions = [
        decision_of(mention_of(text, surface), MACRON if "M" in right else ZELL, right, probability, action)
        for surface, right, probability, action in changes
    ]
    return rewrite(document_of(text), decisions)


def test_each_edit_has_the_probability_and_reason_of_its_own_decision() -> None:
    result = repaired(
        "Emanuel Makron saw Ana Zell and Makrom.",
        ("Emanuel Makron", "Emmanuel Macron", 0.912345, Action.REPLACE),
        ("Ana Zell", "Anna Zell", 0.85, Action.REPLACE),
        ("Makrom", "Macron", 0.99, Action.REPLACE),
    )
    records = edit_records(result)
    assert [(record.before, record.replacement, record.probability) for record in records] == [
        ("Emanuel Makron", "Emmanuel Macron", 0.9123),
        ("Ana", "Anna", 0.85),
        ("Makrom", "Macron", 0.99),
    ]
    assert [record.entity for record in records] == [MACRON.id, ZELL.id, MACRON.id]
    assert records[1].reason == "Ana Zell sounds alike"
    assert all(result.original[record.start : record.end] == record.before for record in records)


def test_review_tells_what_would_be_written_and_is_no_edit() -> None:
    result = repaired("Ms Ana Zell", ("Ana Zell", "Anna Zell", 0.4, Action.REVIEW))
    assert edit_records(result) == []
    [record] = review_records(result)
    assert (record.start, record.end, record.before, record.replacement) == (3, 6, "Ana", "Anna")


def test_decisions_that_keep_are_left_out() -> None:
    result = repaired("Ms Ana Zell", ("Ana Zell", "Anna Zell", 0.1, Action.KEEP))
    assert (edit_records(result), review_records(result)) == ([], [])


def test_a_text_repaired_twice_keeps_the_decisions_apart() -> None:
    first = repaired("Ana Makron", ("Ana Makron", "Ana Macron", 0.9, Action.REPLACE))
    second = repaired(first.text, ("Ana", "Anna", 0.8, Action.REPLACE))
    twice = compose(first, second)
    assert twice.text == "Anna Macron"
    assert [record.replacement for record in edit_records(twice)] == ["Anna", "Macron"]


def test_json_is_readable_and_bears_lone_surrogates() -> None:
    assert json_line({"name": "Małgorzata 😀"}) == '{"name": "Małgorzata 😀"}'
    line = json_line({"name": "\ud800 ł"})
    assert json.loads(line.encode("utf-8")) == {"name": "\ud800 ł"}
