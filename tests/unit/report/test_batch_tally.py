from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.builders import mention_of, repaired

from namefix.datatypes import Action, Decision, Kind
from namefix.report.batch_tally import NO_VALUE, BatchTally, DocumentFacts
from namefix.results import Certainty, CorrectedText

RESULT = repaired(
    "Mr Makron\nand Ana Zell.",
    ("Makron", "Macron", 0.97, Action.REPLACE),
    ("Ana Zell", "Anna Zell", 0.4, Action.REVIEW),
)
CLEAN = CorrectedText("Nothing.", "Nothing.")


def kept(text: str, *names: tuple[str, Kind | None]) -> CorrectedText:
    """Return the result of a text whose names no table has."""
    mentions = [mention_of(text, surface, kind=kind) for surface, kind in names]
    return CorrectedText(text, text, decisions=tuple(Decision(m, Action.KEEP, None, (), "") for m in mentions))


def test_documents_and_edits_are_counted_by_language_desk_and_day() -> None:
    tally = BatchTally()
    tally.add(DocumentFacts("a", "ru", "world", date(2024, 5, 1)), RESULT)
    tally.add(DocumentFacts("b", "ru"), CLEAN)
    assert (tally.all.documents, tally.all.changed, tally.all.changes, tally.all.review) == (2, 1, 1, 1)
    assert tally.all.certainties == {Certainty.SURE: 1, Certainty.UNCERTAIN: 1}
    assert {key: group.documents for key, group in tally.languages.items()} == {"ru": 2}
    assert {key: group.changes for key, group in tally.desks.items()} == {"world": 1, NO_VALUE: 0}
    assert list(tally.days) == [date(2024, 5, 1)]
    assert tally.for_review == {"a": 1}
    assert tally.tenths == {(9, Certainty.SURE): 1, (4, Certainty.UNCERTAIN): 1}


def test_names_are_sorted_by_their_edits_with_the_garbled_forms() -> None:
    tally = BatchTally()
    for number, language in enumerate(("ru", "zh", "zh")):
        tally.add(DocumentFacts(str(number), language), repaired("Makron", ("Makron", "Macron", 0.97, Action.REPLACE)))
    tally.add(DocumentFacts("z", "ru"), repaired("Zel", ("Zel", "Zell", 0.6, Action.REPLACE)))
    first, second = tally.names()
    assert (first.name, first.total, first.documents) == ("Emmanuel Macron", 3, 3)
    assert (first.forms, first.languages) == ({"Makron": 3}, {"zh": 2, "ru": 1})
    assert second.certainties == {Certainty.LIKELY: 1}


def test_a_name_that_recurs_and_that_no_table_has_is_unknown() -> None:
    tally = BatchTally()
    tally.add(DocumentFacts("a", "et"), kept("Ilva Tarrin came. Tarrin left.", ("Ilva Tarrin", "person")))
    tally.add(
        DocumentFacts("b", "et"), kept("Again Ilva Tarrin. Oke Sel.", ("Ilva Tarrin", "person"), ("Oke Sel", "person"))
    )
    [name] = tally.unknown()
    assert (name.name, name.kind, name.documents, name.mentions) == ("Ilva Tarrin", "person", 2, 2)
    assert name.example == "Ilva Tarrin came. Tarrin left."
    assert [name.name for name in tally.unknown(documents=1)] == ["Ilva Tarrin", "Oke Sel"]


def test_a_surname_belongs_to_the_full_name_in_its_text() -> None:
    tally = BatchTally()
    text = "Ilva Tarrin came with Tarrin."
    full, short = mention_of(text, "Ilva Tarrin", kind="person"), mention_of(text, "Tarrin", kind="person", at=20)
    decisions = tuple(Decision(mention, Action.KEEP, None, (), "") for mention in (full, short))
    tally.add(DocumentFacts("a"), CorrectedText(text, text, decisions=decisions))
    [name] = tally.unknown(documents=1)
    assert (name.name, name.mentions, name.documents) == ("Ilva Tarrin", 2, 1)


def test_other_words_are_not_unknown_names() -> None:
    text = "The Tarrin Corp, joked Ilva Tarrin came"
    others = kept(text, ("Tarrin Corp", "other"), ("joked", "person"), ("The", None))
    tally = BatchTally()
    tally.add(DocumentFacts("a"), others)
    assert tally.unknown(documents=1) == []


def test_words_in_lower_case_are_no_part_of_an_unknown_name() -> None:
    tally = BatchTally()
    tally.add(DocumentFacts("a"), kept("Ilva Tarrin came", ("Ilva Tarrin came", "person")))
    assert [name.name for name in tally.unknown(documents=1)] == ["Ilva Tarrin"]


def test_a_given_name_beside_a_repair_is_not_unknown() -> None:
    edited = repaired("Mr Emil Makron", ("Makron", "Macron", 0.97, Action.REPLACE))
    given = Decision(mention_of("Mr Emil Makron", "Emil", kind="person"), Action.KEEP, None, (), "")
    tally = BatchTally()
    tally.add(DocumentFacts("a"), replace(edited, decisions=(*edited.decisions, given)))
    assert tally.unknown(documents=1) == []
