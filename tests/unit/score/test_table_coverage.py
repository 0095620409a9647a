from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import document_of, mention_of, score_of, words_of

from namefix.datatypes import FoundBy, Kind
from namefix.score.table_coverage import TableCoverage, familiarity
from namefix.table.name_table import NameTable


def shares(table: NameTable, known: str = "", unknown: str = "", kind: Kind = "person") -> dict[Kind, float]:
    """Return the familiarity of a text with these words of the table, and these that NER has found."""
    text = f"{known} {unknown}"
    mentions = [mention_of(text, name, forms=table.find(name)) for name in known.split()]
    mentions += [replace(mention_of(text, name, kind=kind), found_by=FoundBy.RECOGNISER) for name in unknown.split()]
    return dict(familiarity(document_of(text, *mentions)))


def test_the_more_names_the_table_has_the_higher(table: NameTable) -> None:
    one, two = (shares(table, names)["person"] for names in ("Macron", "Macron Starmer"))
    assert 0 < one < two < 1


def test_the_more_names_it_does_not_have_the_lower(table: NameTable) -> None:
    few, many = (shares(table, "Macron", names)["person"] for names in ("Smith Jones", "Smith Jones Brown"))
    assert 0 < many < few < 1


def test_one_unknown_name_may_be_the_garble_itself(table: NameTable) -> None:
    assert shares(table, "Macron", "Makronn") == shares(table, "Macron")


def test_a_name_of_the_table_that_ner_has_found_too_is_known(table: NameTable) -> None:
    text = "Macron Starmer Zelensky"
    found = [mention_of(text, name, kind="person", forms=table.find(name)) for name in text.split()]
    by_ner = [replace(mention, found_by=FoundBy.RECOGNISER) for mention in found]
    assert familiarity(document_of(text, *by_ner)) == familiarity(document_of(text, *found))


def test_kinds_are_told_apart(table: NameTable) -> None:
    assert shares(table, "Macron Kyiv", "Paris Rome Bonn", "place")["person"] == shares(table, "Macron")["person"]


@pytest.mark.parametrize("name", ["Tiblisi", "Marcon"])
def test_a_misspelling_and_a_name_that_is_only_known_are_not_familiar(table: NameTable, name: str) -> None:
    assert shares(table, name) == shares(table)


def test_a_text_without_names_says_little(table: NameTable) -> None:
    assert shares(table)["person"] == pytest.approx(0.4)


def test_a_text_of_unknown_names_is_not_familiar(table: NameTable) -> None:
    many = " ".join(f"Smith{letter}" for letter in "abcdefghijklmnop")
    assert shares(table, unknown=many)["person"] < 0.1


def test_a_candidate_has_the_share_of_its_kind(table: NameTable) -> None:
    text = "Makron met Keir Starmer"
    beside = [mention_of(text, "Keir Starmer", forms=table.find("Keir Starmer"))]
    macron, kyiv = ("Makron", table.find("Macron")[0]), ("Makron", table.find("Kyiv")[0])
    assert score_of(TableCoverage(), text, macron, beside=beside) == shares(table, "Starmer")["person"]
    assert score_of(TableCoverage(), text, kyiv, beside=beside) == shares(table)["place"]


def test_the_share_counts_some_names_known_and_unknown_besides(table: NameTable) -> None:
    assert shares(table, "Macron Starmer")["person"] == pytest.approx(3.2 / 5)
    assert shares(table, "Macron", "Smith Jones")["person"] == pytest.approx(2.2 / 5)


@pytest.mark.parametrize(
    ("known", "words"),
    [("", "the table has few names of the text"), ("Starmer Zelensky", "the table has most names of the text")],
)
def test_the_words_say_how_many_names_the_table_has(table: NameTable, known: str, words: str) -> None:
    text = f"Makron {known}"
    beside = [mention_of(text, name, forms=table.find(name)) for name in known.split()]
    document = document_of(text, mention_of(text, "Makron"), *beside)
    assert words_of(TableCoverage(), document, "Makron", table.find("Macron")[0]) == words
