from __future__ import annotations

from tests.builders import form_of, score_of

from namefix import Entity
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
