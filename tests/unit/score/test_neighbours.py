from __future__ import annotations

import pytest
from tests.builders import form_of, score_of

from namefix import Entity
from namefix.score.neighbours import NeighbourAgreement
from namefix.table.name_table import NameTable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Emmanuel Makron spoke", 1),
        ("Emanuel Makron spoke", 1),
        ("Brad Makron spoke", 0),
        ("Makron Wilkos spoke", 0),
        ("Brad Makron met Emmanuel Makron", 0.5),
        ("so Makron spoke", None),
        ("President Makron spoke", None),
        ("Brad, Makron and Wilkos", None),
    ],
)
def test_the_name_beside_it_belongs_to_the_entity_or_not(table: NameTable, text: str, expected: float | None) -> None:
    assert score_of(NeighbourAgreement(), text, ("Makron", table.find("Macron")[0])) == expected


@pytest.mark.parametrize(("roles", "expected"), [(("Yokozuna",), 1), (("Grand Yokozuna",), 1), (("Wrestler",), 0)])
def test_a_word_of_its_office_belongs_to_the_entity(roles: tuple[str, ...], expected: float) -> None:
    hakuho = form_of(Entity("person/hakuho", "person", "Hakuho", roles=roles))
    assert score_of(NeighbourAgreement(), "so Yokozuna Hakubo won", ("Hakubo", hakuho)) == expected
