from __future__ import annotations

import pytest
from tests.builders import document_of, form_of, mention_of, score_of, words_of

from namefix import Entity
from namefix.datatypes import Form
from namefix.score.differing_parts import DifferingParts


def words(surface: str, form: Form) -> str:
    return words_of(DifferingParts(), document_of(surface, mention_of(surface, surface)), surface, form)


def score(surface: str, name: str) -> float:
    found = score_of(DifferingParts(), surface, (surface, form_of(Entity("person/x", "person", name))))
    assert found is not None
    return found


def test_words_that_agree_do_not_help_the_others() -> None:
    assert score("Joe Byden", "Joe Biden") == score("Byden", "Biden")


def test_the_least_alike_word_decides() -> None:
    assert score("Jo Byden", "Joe Biden") == min(score("Jo", "Joe"), score("Byden", "Biden"))


@pytest.mark.parametrize("surface", ["Biden Joe", "Joe Biden"])
def test_words_in_another_order_do_not_differ(surface: str) -> None:
    assert score(surface, "Joe Biden") == 1


def test_particles_do_not_count() -> None:
    assert score("Ursula van Leyen", "Ursula von der Leyen") == 1


def test_different_numbers_of_words_are_compared_together() -> None:
    assert score("Ursula Vonderleyen", "Ursula von der Leyen") < 1
    assert score("Zelen sky", "Zelensky") == 1


def test_the_wording_shows_the_words() -> None:
    form = form_of(Entity("person/x", "person", "Joe Biden"))
    assert words("Joe Byden", form) == "the words that differ are alike: byden/biden"
    assert words("Joe Smith", form) == "the words that differ are unlike: smith/biden"
