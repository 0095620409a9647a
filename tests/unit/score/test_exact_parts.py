from __future__ import annotations

import pytest
from tests.builders import form_of, score_of

from namefix import Entity
from namefix.score.exact_parts import ExactParts


def score(surface: str, name: str) -> float | None:
    return score_of(ExactParts(), surface, (surface, form_of(Entity("person/x", "person", name))))


@pytest.mark.parametrize(
    ("surface", "name", "expected"),
    [
        ("Jo Byden", "Joe Biden", 0),
        ("Biden Joe", "Joe Biden", 1),
        ("Ursula van der Leyen", "Ursula von der Leyen", 1),
        ("Byden", "Joe Biden", 0),
        ("Byden", "Biden", None),
        ("Nanhe River", "Rhine River", None),
    ],
)
def test_none_or_all_of_the_words(surface: str, name: str, expected: float | None) -> None:
    assert score(surface, name) == expected


def test_a_rare_name_in_common_is_worth_more_than_a_frequent_one() -> None:
    rare, frequent = score("Zbigniew Byden", "Zbigniew Biden"), score("John Byden", "John Biden")
    assert rare is not None
    assert frequent is not None
    assert 1 / 4 <= frequent < rare <= 1 / 2


def test_two_of_three_words_are_worth_more_than_one_of_two() -> None:
    longer, shorter = score("Zbigniew Qvist Byden", "Zbigniew Qvist Biden"), score("Zbigniew Byden", "Zbigniew Biden")
    assert longer is not None
    assert shorter is not None
    assert shorter < longer
