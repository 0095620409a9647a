from __future__ import annotations

import pytest
from tests.builders import document_of, form_of, mention_of, score_of, words_of

from namefix import Entity
from namefix.names.target_language import english
from namefix.score.english import EnglishFrequency


def score(surface: str, name: str) -> float:
    found = score_of(EnglishFrequency(), surface, (surface, form_of(Entity("person/x", "person", name))))
    assert found is not None
    return found


def test_a_word_that_nobody_writes_scores_1() -> None:
    assert score("Makronn", "Macron") == 1


def test_the_more_frequent_the_lower() -> None:
    assert 0 <= score("The", "Tho") < score("Strong", "Strang") < score("Strongly", "Strangly") < 1


def test_words_that_stay_do_not_count() -> None:
    assert score("Strong Makronn", "Strong Macron") == score("Makronn", "Macron")


def test_a_name_broken_by_encoding_is_no_english() -> None:
    assert score("S ã o Paulo", "São Paulo") == 1


def test_the_score_falls_with_the_frequency_on_the_scale_of_zipf() -> None:
    zipf = english().lexicon.zipf("strong")
    assert score("Strong", "Strang") == pytest.approx(1 - zipf / 8)


@pytest.mark.parametrize(
    ("surface", "name", "words"),
    [
        ("Makronn", "Macron", "not an English word: Makronn"),
        ("Strangly", "Strongly", "rare in English: Strangly"),
        ("Strong", "Strang", "common in English: Strong"),
        ("S ã o Paulo", "São Paulo", "only spaces differ"),
    ],
)
def test_the_words_say_how_common_it_is(surface: str, name: str, words: str) -> None:
    document = document_of(surface, mention_of(surface, surface))
    assert words_of(EnglishFrequency(), document, surface, form_of(Entity("person/x", "person", name))) == words
