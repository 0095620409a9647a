from __future__ import annotations

import pytest
from tests.builders import document_of, form_of, mentions_of, score_of, words_of

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


@pytest.mark.parametrize(("neighbour", "expected"), [("Manuela", 1), ("Manuel", 1), ("Emil", 0)])
def test_three_quarters_of_a_neighbour_must_agree(table: NameTable, neighbour: str, expected: float) -> None:
    assert score_of(NeighbourAgreement(), f"{neighbour} Makron spoke", ("Makron", table.find("Macron")[0])) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Emanuel Makron spoke", "the name next to it fits"),
        ("Brad Makron met Emmanuel Makron", "another name is next to it"),
        ("Brad Makron spoke", "another name is next to it"),
    ],
)
def test_the_words_say_whether_it_fits(table: NameTable, text: str, words: str) -> None:
    document = document_of(text, *mentions_of(text, "Makron"))
    assert words_of(NeighbourAgreement(), document, "Makron", table.find("Macron")[0]) == words
