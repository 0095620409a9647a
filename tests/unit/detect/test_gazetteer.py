from __future__ import annotations

import pytest

from namefix import Entity
from namefix.detect.gazetteer import Gazetteer
from namefix.names.target_language import english
from namefix.table.name_table import NameTable


def found_in(text: str, table: NameTable) -> list[str]:
    (mentions,) = Gazetteer(table).detect([(text, english().find_words(text))])
    assert all(text[mention.start : mention.end] == mention.surface for mention in mentions)
    return [mention.surface for mention in mentions]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Emmanuel Macron met Biden in Kiev.", ["Emmanuel Macron", "Biden", "Kiev"]),
        ("MACRON'S plan, ZELENSKYY’S plan", ["MACRON", "ZELENSKYY"]),
        ("Ursula von der Leyen and von der Leyen", ["Ursula von der Leyen", "von der Leyen"]),
        ("Volodymyr-Zelensky, Kýiv", ["Volodymyr-Zelensky", "Kýiv"]),
        ("Volodymyr, Zelensky", ["Zelensky"]),
        ("Emmanuel\nMacron", ["Macron"]),
        ("Tiblisi and Marcon", ["Tiblisi", "Marcon"]),
        ("Makron met Macronie in Kyivan Rus", []),
        ("", []),
    ],
)
def test_the_longest_names_of_the_table_are_found(table: NameTable, text: str, surfaces: list[str]) -> None:
    assert found_in(text, table) == surfaces


def test_a_name_needs_a_capital_letter_somewhere() -> None:
    table = NameTable(
        [Entity("person/theresa-may", "person", "Theresa May", ("May",)), Entity("place/x", "place", "Biden")]
    )
    assert found_in("we may, biden", table) == []
