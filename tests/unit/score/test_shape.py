from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import score_of

from namefix.score.shape import SameShape
from namefix.table.name_table import NameTable


@pytest.mark.parametrize(
    ("surface", "name", "expected"),
    [
        ("Makron", "Macron", 1),
        ("Emanuel Makron", "Emmanuel Macron", 1),
        ("Emanuel-Makron", "Emmanuel Macron", 1),
        ("Ursula Vondrein", "Ursula von der Leyen", 1),
        ("Emanuel", "Emmanuel Macron", 0),
        ("Zelen Sky", "Zelensky", 0.3),
        ("Zelen sky", "Zelensky", 1),
        ("KeirStarmer", "Keir Starmer", 0.3),
        ("K e ir Starmer", "Keir Starmer", 1),
    ],
)
def test_as_many_words_particles_and_lone_letters_aside(
    table: NameTable, surface: str, name: str, expected: float
) -> None:
    assert score_of(SameShape(), surface, (surface, table.find(name)[0])) == expected


def test_a_given_name_alone_is_not_as_good_as_a_surname(table: NameTable) -> None:
    form = replace(table.find("Macron")[0], text="Emmanuel", status="given")
    assert score_of(SameShape(), "Emanuel", ("Emanuel", form)) == 0.6
