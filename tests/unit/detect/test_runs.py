from __future__ import annotations

import pytest

from namefix import Entity
from namefix.detect.runs import CapitalisedRuns
from namefix.names.target_language import english
from namefix.table.name_table import NameTable


def found_in(text: str, table: NameTable) -> set[str]:
    (mentions,) = CapitalisedRuns(table).detect([(text, english().find_words(text))])
    assert all(text[mention.start : mention.end] == mention.surface for mention in mentions)
    assert [mention.start for mention in mentions] == sorted(mention.start for mention in mentions)
    return {mention.surface for mention in mentions}


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("the leader Kiel Stamer spoke", "Kiel Stamer"),
        ("the leader Kiel Stamer spoke", "Stamer"),
        ("Kiel · Stamer spoke", "Kiel · Stamer"),
        ("president Zelen sky spoke", "Zelen sky"),
        ("Ursula von der Lein spoke", "Ursula von der Lein"),
        ("Mohammed bin Salmaan spoke", "Mohammed bin Salmaan"),
        ("KIEL STAMER RESIGNS", "KIEL STAMER"),
        ("in S ã o Paulo today", "S ã o Paulo"),
        ("VONDREIN'S plan", "VONDREIN"),
        ("President Makron", "Makron"),
        ("“Makron”, he said", "Makron"),
        ("the Makron-Stamer talks", "Makron"),
        ("Jean-Klod Junker", "Jean-Klod Junker"),
        ("J. D. Bance spoke", "J. D. Bance"),
        ("the Makrons spoke", "Makron"),
        ("the Makrons Fleet sank", "Makrons"),
    ],
)
def test_what_may_be_a_name_is_found(table: NameTable, text: str, surface: str) -> None:
    assert surface in found_in(text, table)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("President Makron", "President Makron"),
        ("Kiel, Stamer", "Kiel, Stamer"),
        ("Kiel\nStamer", "Kiel\nStamer"),
        ("we said. Kiel Stamer", "said. Kiel Stamer"),
        ("the plan is strong", "plan"),
        ("The plan", "The"),
    ],
)
def test_what_is_no_name_is_not(table: NameTable, text: str, surface: str) -> None:
    assert surface not in found_in(text, table)


def test_a_name_of_the_table_is_no_plural() -> None:
    bahamas = NameTable([Entity("place/bahamas", "place", "Bahamas", country="BS")])
    assert found_in("in the Bahamas today", bahamas) == {"Bahamas"}


def test_a_page_in_capitals_does_not_explode(table: NameTable) -> None:
    text = "MAKRON STAMER ZELENSKI VONDREIN " * 500
    (mentions,) = CapitalisedRuns(table).detect([(text, english().find_words(text))])
    assert len(mentions) < 3 * 2000
