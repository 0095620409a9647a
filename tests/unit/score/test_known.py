from __future__ import annotations

import math

import pytest
from tests.builders import document_of, form_of, mention_of, score_of, values_of, words_of

from namefix import Entity
from namefix.datatypes import Candidate
from namefix.names.target_language import english
from namefix.score.known import KnownName
from namefix.table.name_table import NameTable


def test_a_name_of_the_table_is_right(table: NameTable) -> None:
    mention = mention_of("Marcon", "Marcon", forms=table.find("Marcon"))
    candidate = Candidate(mention, table.find("Macron")[0])
    assert values_of(KnownName().score([candidate], document_of("Marcon", mention))) == [0]


def test_a_listed_misspelling_is_not(table: NameTable) -> None:
    mention = mention_of("Tiblisi", "Tiblisi", forms=table.find("Tiblisi"))
    (score,) = KnownName().score([Candidate(mention, table.find("Tbilisi")[0])], document_of("Tiblisi", mention))
    assert score is not None
    assert score.value > 0


def test_the_more_people_have_a_name_the_lower(table: NameTable) -> None:
    macron = table.find("Macron")[0]
    nobody, some, many = (score_of(KnownName(), name, (name, macron)) for name in ("Makronn", "Marconi", "Martin"))
    assert many is not None
    assert some is not None
    assert 0 < many < some < 1 == nobody


def score(surface: str, name: str) -> float:
    found = score_of(KnownName(), surface, (surface, form_of(Entity("place/x", "place", name))))
    assert found is not None
    return found


def test_a_town_is_nearly_as_right_as_a_name_of_the_table() -> None:
    assert 0 < score("Portland", "Portlant") < 0.2 < score("Portlend", "Portlant")


def test_no_word_of_a_person_is_righter_than_a_town() -> None:
    assert score("Portland", "Portlant") < score("John", "Jhon") < 0.2


def test_words_that_stay_are_not_looked_up() -> None:
    assert score("Portland Makronn", "Portland Macron") == 1


def test_two_towns_are_no_town() -> None:
    assert score("Portland Houston", "Portlant Hauston") > score("Portland", "Portlant")


def test_a_town_scores_a_tenth_and_the_most_frequent_given_name_fifteen_hundredths() -> None:
    assert score("Portland", "Portlant") == pytest.approx(0.1)
    assert score("John", "Jhon") == pytest.approx(0.15)


def test_a_name_of_a_hundred_people_scores_a_half() -> None:
    count = english().lexicon.person_count("marconi")
    assert score("Marconi", "Macron") == pytest.approx(1 - math.log10(1 + count) / 4)


@pytest.mark.parametrize(
    ("surface", "words"),
    [
        ("Portland", "there is a town of this name"),
        ("John", "some people have this name"),
        ("Makronn", "nobody is known by this name"),
    ],
)
def test_the_words_say_who_has_the_name(surface: str, words: str) -> None:
    document = document_of(surface, mention_of(surface, surface))
    assert words_of(KnownName(), document, surface, form_of(Entity("place/x", "place", "Xyz"))) == words
