from __future__ import annotations

from typing import Any

import pytest

from namefix.datatypes import Entity
from namefix.table.validate import Row, entity_of, repeated_id

GOOD: dict[str, Any] = {"id": "place/kyiv", "kind": "place", "name": "Kyiv"}


def problems_of(**fields: Any) -> list[str]:
    made = entity_of(Row("t.jsonl", 7, {**GOOD, **fields}))
    if isinstance(made, Entity):
        return []
    assert {(issue.path, issue.line) for issue in made} == {("t.jsonl", 7)}
    return [issue.problem for issue in made]


def test_missing_and_empty_optional_fields_are_the_same() -> None:
    bare = entity_of(Row("t", 1, GOOD))
    empty = {"aliases": "", "variants": None, "native": "", "country": None, "weight": "", "target": None}
    assert bare == entity_of(Row("t", 1, {**GOOD, **empty})) == Entity("place/kyiv", "place", "Kyiv")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name": ""}, "field 'name' is missing or empty"),
        ({"id": 7}, "field 'id' must be a string, got 7"),
        ({"name": ["Kyiv"]}, "field 'name' must be a string, got ['Kyiv']"),
        ({"kind": "city"}, "kind must be one of person, place, other, got 'city'"),
        ({"colour": "x"}, "unknown field 'colour'; allowed: id, kind, name"),
        ({"aliases": [1]}, "field 'aliases' must be a list of strings, got [1]"),
        ({"aliases": {"a": 1}}, "field 'aliases' must be a list of strings"),
        ({"aliases": "Kiev||Kief"}, "aliases: '' is empty"),
        ({"aliases": "Kief|Ki\tev"}, "aliases: 'Ki\\tev' is empty or has unprintable characters"),
        ({"name": "Ky\u200biv"}, "unprintable characters"),
        ({"name": "Ky\ud800iv"}, "unprintable characters"),
        ({"name": "Cafe\u0301"}, "is not normalised to NFC"),
        ({"name": "..."}, "has no letters"),
        ({"weight": "much"}, "weight must be a number, got 'much'"),
        ({"weight": []}, "weight must be a number, got []"),
        ({"weight": -1}, "weight must be a number of 0 or more, got -1"),
        ({"weight": "nan"}, "weight must be a number of 0 or more, got nan"),
        ({"weight": "inf"}, "weight must be a number of 0 or more, got inf"),
        ({"country": "Ukraine"}, "country must be an ISO 3166 code of two letters, got 'Ukraine'"),
        ({"country": "ua"}, "country must be an ISO 3166 code of two letters, got 'ua'"),
        ({"target": "maybe"}, "target must be yes or no"),
        ({"target": []}, "target must be yes or no"),
        ({"kind": "other"}, "an entity of kind 'other' can only be known: set target=no"),
    ],
)
def test_one_problem(fields: dict[str, Any], problem: str) -> None:
    [found] = problems_of(**fields)
    assert problem in found


def test_spaces_around_values_mean_nothing() -> None:
    made = entity_of(Row("t", 1, {**GOOD, "name": " Kyiv\u00a0", "variants": "Kiev | Kyyiv", "aliases": [" Kief"]}))
    assert isinstance(made, Entity)
    assert (made.name, made.variants, made.aliases) == ("Kyiv", ("Kiev", "Kyyiv"), ("Kief",))


def test_all_problems_of_a_row_at_once() -> None:
    assert (
        len(problems_of(kind="city", weight="much", country="Ukraine", target="maybe", aliases="a|", native=[1])) == 6
    )


@pytest.mark.parametrize(("value", "want"), [("yes", True), ("No", False), ("TRUE", True), (False, False)])
def test_target(value: str | bool, want: bool) -> None:
    made = entity_of(Row("t", 1, {**GOOD, "target": value}))
    assert isinstance(made, Entity)
    assert made.target is want


def test_native_may_hold_the_joiners_of_its_script_and_no_other_invisible() -> None:
    assert problems_of(native=["کی\u200cیف"]) == []
    assert len(problems_of(native=["كييف\u200e"])) == 1
    assert len(problems_of(aliases=["Ki\u200cev"])) == 1


def test_ids_are_unique_and_an_alias_of_two_entities_is_legal() -> None:
    first, again = Row("a.csv", 2, {**GOOD, "aliases": "Kiev"}), Row("b.csv", 9, GOOD)
    other = Row("b.csv", 3, {"id": "place/kiev-us", "kind": "place", "name": "Kiev"})
    seen: dict[str, Row] = {}
    assert repeated_id(first, seen) == repeated_id(other, seen) == []
    [issue] = repeated_id(again, seen)
    assert str(issue) == "b.csv:9: id 'place/kyiv' is used already in a.csv:2; ids must be unique"
