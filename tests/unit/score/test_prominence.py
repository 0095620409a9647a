from __future__ import annotations

import pytest
from tests.builders import form_of, score_of

from namefix import Entity
from namefix.score.prominence import Prominence


def score(weight: float) -> float | None:
    form = form_of(Entity("person/x", "person", "Emmanuel Macron", weight=weight))
    return score_of(Prominence(), "Makron", ("Makron", form))


def test_who_is_better_known_scores_higher() -> None:
    little, more = score(5), score(50)
    assert little is not None
    assert more is not None
    assert 0 < little < more < 1


def test_an_unknown_weight_is_neither_for_nor_against() -> None:
    least, unknown, most = score(1), score(0), score(300)
    assert least is not None
    assert unknown is not None
    assert most is not None
    assert least < unknown < most


@pytest.mark.parametrize("weight", [300, 10_000])
def test_what_everybody_knows_scores_1(weight: float) -> None:
    assert score(weight) == pytest.approx(1)
