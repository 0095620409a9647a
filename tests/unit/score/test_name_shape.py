from __future__ import annotations

import pytest
from tests.builders import form_of, score_of

from namefix import Entity
from namefix.score.name_shape import NameShape


@pytest.mark.parametrize(
    ("surface", "name", "score"),
    [
        ("Changhai", "Shanghai", 0),
        ("Kagoshimu", "Kagoshima", 0.5),
        ("Hirofumi Ito", "Hirobumi Ito", 0.5),
        ("Makron", "Macron", 1),
        ("Emmanuel Makelong", "Emmanuel Macron", 0),
        ("Shang Hai", "Shanghai", 0),
    ],
)
def test_the_words_that_would_change_decide(surface: str, name: str, score: float) -> None:
    assert score_of(NameShape(), surface, (surface, form_of(Entity("place/x", "place", name)))) == score
