from __future__ import annotations

from typing import Any

import pytest

from namefix.curate.duplicates import contradicting_weights, find_duplicate, keys_of, name_key
from namefix.datatypes import Entity


def person(key: str, name: str, **fields: Any) -> Entity:
    return Entity(f"person/{key}", "person", name, **fields)


def place(key: str, name: str, **fields: Any) -> Entity:
    return Entity(f"place/{key}", "place", name, **fields)


SAME = {
    "the same name in one country": (
        person("1", "Ondřej Vrba", country="CZ"),
        person("2", "Ondrej Vrba", country="CZ", roles=("poet",)),
    ),
    "the same name, nothing else told": (person("1", "Ondřej Vrba"), person("2", "Ondřej Vrba")),
    "with an initial": (person("1", "Adam Q. Hollow", country="US"), person("2", "Adam Hollow", country="US")),
    "the other order": (person("1", "Haruto Abeno", country="JP"), person("2", "Abeno Haruto", country="JP")),
    "double letters": (person("1", "Erling Haaland", country="NO"), person("2", "Erling Håland", country="NO")),
    "an alias that is the other's name": (
        person("1", "Charles Hollow", aliases=("Chuck Hollow",), country="US", roles=("senator",)),
        person("2", "Chuck Hollow", country="US", roles=("actor",)),
    ),
    "a place by its native form": (
        place("1", "Chang-hua", country="TW", native=("彰化",)),
        place("2", "Changhua", country="TW", native=("彰化",)),
    ),
    "a place of two romanisations": (place("1", "Avdiivka", country="UA"), place("2", "Avdiyivka", country="UA")),
    "a place of the same name and role": (
        place("1", "Bern", country="CH", roles=("city",)),
        place("2", "Bern", country="CH", roles=("city", "capital")),
    ),
}

APART = {
    "two countries": (person("1", "Anna Zell", country="CH"), person("2", "Anna Zell", country="US")),
    "two kinds": (person("1", "Paris Vrba"), place("2", "Paris Vrba")),
    "namesakes by their roles": (
        person("1", "Jun Zhang", country="CN", roles=("judge",), native=("张军",)),
        person("2", "Jun Zhang", country="CN", roles=("ambassador",), native=("张军",)),
    ),
    "two initials": (person("1", "George A. Hollow", country="US"), person("2", "George B. Hollow", country="US")),
    "spelt alike, sounding alike": (place("1", "Weihai", country="CN"), place("2", "Beihai", country="CN")),
    "a town and its province": (
        place("1", "Aurora", country="PH", roles=("province",)),
        place("2", "Aurora", country="PH"),
    ),
    "a region romanised otherwise than its town": (
        place("1", "Suphanburi", country="TH", roles=("province",)),
        place("2", "Suphan Buri", country="TH"),
    ),
    "pinyin that differs by a letter": (place("1", "Zaozhuang", country="CN"), place("2", "Zhaozhuang", country="CN")),
    "a surname that is the other's name, with other roles": (
        person("1", "Maria Zell", aliases=("Zell",), country="CH", roles=("judge",)),
        person("2", "Zell", country="CH", roles=("singer",)),
    ),
    "a shared native form alone": (
        person("1", "Joe Hollow", country="US", native=("拜登",)),
        person("2", "Amanda Vrba", country="US", native=("拜登",)),
    ),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_likely_the_same(pair: tuple[Entity, Entity]) -> None:
    one, other = pair
    found = find_duplicate(one, other)
    assert found
    assert found == find_duplicate(other, one)


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_both_rows_are_found_under_the_key_of_the_pair(pair: tuple[Entity, Entity]) -> None:
    found = find_duplicate(*pair)
    assert found
    for entity in pair:
        folded = {name_key(form.lower().replace("ř", "r")) for form in (entity.name, *entity.aliases)}
        assert found.key in {*keys_of(entity), *folded}


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_not_the_same(pair: tuple[Entity, Entity]) -> None:
    assert find_duplicate(*pair) is None


def test_a_row_is_no_duplicate_of_itself() -> None:
    assert find_duplicate(person("1", "Anna Zell"), person("1", "Anna Zell")) is None


@pytest.mark.parametrize(
    ("weights", "is_told"), [((80, 5), True), ((80, 60), False), ((0, 80), False), ((0, 0), False)]
)
def test_weights_contradict_where_both_are_known_and_far_apart(weights: tuple[float, float], is_told: bool) -> None:
    one, other = (person(str(weight), "Anna Zell", weight=weight) for weight in weights)
    assert bool(contradicting_weights(one, other)) is is_told
