from __future__ import annotations

import pytest
from tests.builders import document_of, form_of, mention_of, score_of, words_of

from namefix import Entity
from namefix.score.prominence import Prominence


def score(weight: float, *, is_bundled: bool = True) -> float | None:
    form = form_of(Entity("person/x", "person", "Emmanuel Macron", weight=weight, is_bundled=is_bundled))
    return score_of(Prominence(), "Makron", ("Makron", form))


def test_who_is_better_known_scores_higher() -> None:
    little, more = score(5), score(50)
    assert little is not None
    assert more is not None
    assert score(0) == 0 < little < more < 1


@pytest.mark.parametrize("weight", [0, 150])
def test_a_row_of_the_user_need_not_be_known_to_the_world(weight: float) -> None:
    assert score(weight, is_bundled=False) is None


@pytest.mark.parametrize("weight", [300, 10_000])
def test_what_everybody_knows_scores_1(weight: float) -> None:
    assert score(weight) == pytest.approx(1)


def test_the_score_is_the_logarithm_of_the_weight() -> None:
    assert score(16.35) == pytest.approx(0.5, abs=0.001)


@pytest.mark.parametrize(("weight", "words"), [(45, "little known"), (60, "well known")])
def test_the_words_say_how_well_known_it_is(weight: float, words: str) -> None:
    form = form_of(Entity("person/x", "person", "Emmanuel Macron", weight=weight, is_bundled=True))
    document = document_of("Makron", mention_of("Makron", "Makron"))
    assert words_of(Prominence(), document, "Makron", form) == words
