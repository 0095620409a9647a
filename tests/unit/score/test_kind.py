from __future__ import annotations

import pytest
from tests.builders import document_of, mention_of, mentions_of, score_of, values_of, words_of

from namefix.datatypes import Candidate, Kind
from namefix.score.kind import KindAgreement
from namefix.table.name_table import NameTable


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("President Makron", "Macron", 1),
        ("Makron said so", "Macron", 1),
        ("Makron County", "Macron", 0),
        ("near Makron", "Macron", 0),
        ("near Makron", "Kyiv", 1),
        ("Makron City", "Kyiv", 1),
        ("Makron Bay", "Kyiv", 1),
        ("Mr Makron", "Kyiv", 0),
        ("Makron County, Mr Makron", "Macron", 0.5),
        ("so Makron went", "Macron", None),
    ],
)
def test_the_words_beside_it_tell_the_kind(table: NameTable, text: str, name: str, expected: float | None) -> None:
    assert score_of(KindAgreement(), text, ("Makron", table.find(name)[0])) == expected


@pytest.mark.parametrize(("kind", "expected"), [("person", 1), ("place", 0), ("other", 0.5), (None, None)])
def test_without_them_ner_is_believed(table: NameTable, kind: Kind | None, expected: float | None) -> None:
    mention = mention_of("so Makron went", "Makron", kind=kind)
    candidate = Candidate(mention, table.find("Macron")[0])
    assert values_of(KindAgreement().score([candidate], document_of("so Makron went", mention))) == [expected]


@pytest.mark.parametrize("word", "near Northern southern eastern western downtown outside".split())
def test_a_direction_before_it_says_that_it_is_a_place(table: NameTable, word: str) -> None:
    assert score_of(KindAgreement(), f"in {word} Makron", ("Makron", table.find("Kyiv")[0])) == 1


@pytest.mark.parametrize("word", ["said", "says", "told", "added", "Jr", "Sr"])
def test_what_persons_do_or_are_called_after_it_says_that_it_is_a_person(table: NameTable, word: str) -> None:
    assert score_of(KindAgreement(), f"so Makron {word} it", ("Makron", table.find("Macron")[0])) == 1


@pytest.mark.parametrize("text", ["President - Makron", "Makron - County", "near, or Makron"])
def test_a_word_that_does_not_stand_beside_it_says_nothing(table: NameTable, text: str) -> None:
    assert score_of(KindAgreement(), text, ("Makron", table.find("Macron")[0])) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mr Makron", "the context fits a person"),
        ("near Makron", "the context does not fit a person"),
        ("near Makron. Mr Makron", "the context may mean something else"),
    ],
)
def test_the_words_say_whether_the_context_fits(table: NameTable, text: str, words: str) -> None:
    document = document_of(text, *mentions_of(text, "Makron"))
    assert words_of(KindAgreement(), document, "Makron", table.find("Macron")[0]) == words
