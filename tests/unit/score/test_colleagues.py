from __future__ import annotations

import pytest
from tests.builders import document_of, form_of, mention_of, score_of, words_of

from namefix import Entity
from namefix.score.colleagues import Colleagues
from namefix.table.name_table import NameTable


def tenor(name: str, *roles: str, target: bool = True) -> Entity:
    entity_id = f"person/{name.lower().replace(' ', '-')}"
    return Entity(entity_id, "person", name, roles=roles or ("Tenor",), misspellings=(f"{name}x",), target=target)


PAVAROTTI = tenor("Luciano Pavarotti")
TABLE = NameTable(
    [
        PAVAROTTI,
        tenor("Placido Domingo"),
        tenor("Jose Carreras", "Tenor", "Conductor"),
        tenor("Maria Callas", "Soprano"),
        tenor("Enrico Caruso", target=False),
    ]
)


def score_beside(*names: str, entity: Entity = PAVAROTTI) -> float | None:
    """Return the score of a garble beside these names of the table."""
    text = "Bavaroti, " + ", ".join(names)
    beside = [mention_of(text, name, forms=TABLE.find(name)) for name in names]
    return score_of(Colleagues(), text, ("Bavaroti", form_of(entity)), beside=beside)


def test_the_more_others_of_its_office_the_higher() -> None:
    none, one, two = (score_beside(*names) for names in ([], ["Placido Domingo"], ["Placido Domingo", "Jose Carreras"]))
    assert one is not None
    assert two is not None
    assert none == 0 < one < two < 1


@pytest.mark.parametrize("name", ["Maria Callas", "Enrico Caruso", "Placido Domingox", "Luciano Pavarotti"])
def test_another_office_a_known_name_a_misspelling_and_itself_are_no_company(name: str) -> None:
    assert score_beside(name) == 0


def test_an_entity_that_is_named_twice_counts_once() -> None:
    assert score_beside("Placido Domingo", "Domingo") == score_beside("Placido Domingo")


def test_the_office_that_most_share_counts() -> None:
    carreras = tenor("Jose Carreras", "Conductor", "Tenor")
    assert score_beside("Placido Domingo", entity=carreras) == score_beside("Placido Domingo")


def test_an_entity_of_no_country_and_office_has_no_opinion() -> None:
    nobody = Entity("person/x", "person", "Luciano Pavarotti")
    assert score_beside("Placido Domingo", entity=nobody) is None


def test_two_others_of_its_office_make_half_of_the_highest_score() -> None:
    assert score_beside("Placido Domingo") == pytest.approx(1 / 3)
    assert score_beside("Placido Domingo", "Jose Carreras") == pytest.approx(1 / 2)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ("Placido Domingo", "the text names others of the same office"),
        ("Maria Callas", "the text names nobody else of this office"),
    ],
)
def test_the_words_say_whether_there_are_others(other: str, words: str) -> None:
    text = f"Bavaroti, {other}"
    document = document_of(text, mention_of(text, "Bavaroti"), mention_of(text, other, forms=TABLE.find(other)))
    assert words_of(Colleagues(), document, "Bavaroti", form_of(PAVAROTTI)) == words
