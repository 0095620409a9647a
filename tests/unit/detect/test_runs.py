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


@pytest.mark.parametrize(("second", "is_joined"), [("sky", True), ("town", True), ("week", False), ("after", False)])
def test_a_small_word_that_everybody_uses_is_no_part_that_was_split_off(
    table: NameTable, second: str, is_joined: bool
) -> None:
    assert (f"Zelenxq {second}" in found_in(f"so Zelenxq {second} spoke", table)) is is_joined


@pytest.mark.parametrize(("surface", "is_found"), [("Abe", True), ("Li", False)])
def test_a_name_has_three_letters(table: NameTable, surface: str, is_found: bool) -> None:
    assert (surface in found_in(f"so {surface} spoke", table)) is is_found


def test_a_part_of_a_run_has_five_words_at_most(table: NameTable) -> None:
    words = "Makrona Makronb Makronc Makrond Makrone Makronf".split()
    found = found_in(" ".join(words), table)
    assert " ".join(words[:5]) in found
    assert " ".join(words) not in found


@pytest.mark.parametrize(("count", "longest"), [(10, 5), (11, 2)])
def test_parts_of_a_run_of_more_than_ten_words_have_two_words_at_most(
    table: NameTable, count: int, longest: int
) -> None:
    found = found_in(" ".join(f"Makron{letter}" for letter in "abcdefghijk"[:count]), table)
    assert max(surface.count(" ") + 1 for surface in found) == longest


@pytest.mark.parametrize("surface", ["Mohammed bin", "bin Salmaan spoke", "of Salmaan"])
def test_a_name_neither_ends_in_a_particle_nor_begins_in_any(table: NameTable, surface: str) -> None:
    assert surface not in found_in("the uncle of Salmaan, Mohammed bin. Then bin Salmaan spoke.", table)
    assert "bin Salmaan" in found_in("Then bin Salmaan spoke.", table)


def test_a_small_word_that_is_not_english_may_be_a_name(table: NameTable) -> None:
    assert "zerenxqy" in found_in("so zerenxqy spoke", table)
    assert "xqy" not in found_in("so xqy spoke", table)
