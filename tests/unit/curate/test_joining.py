from __future__ import annotations

from typing import Any

import pytest

from namefix.curate.joining import are_same, join, may_share_an_id
from namefix.curate.placed_rows import PlacedRow
from namefix.datatypes import Entity


def row(key: str = "anna", **fields: Any) -> PlacedRow:
    return PlacedRow(Entity(**{"id": key, "kind": "person", "name": "Anna Zell", **fields}), f"{key}.csv", 2)


def joined(first: PlacedRow, second: PlacedRow) -> tuple[Entity, list[tuple[str, str, str, str]]]:
    made, notes = join(first, second)
    return made.entity, [(note.what, note.kept, note.other, note.outcome) for note in notes]


def test_lists_are_joined_in_order_each_once() -> None:
    first = row(aliases=("Zell",), native=("Целль",), roles=("judge",), misspellings=("Sell",))
    second = row(
        aliases=("A. Zell", "Zell"), native=("策尔", "Целль"), roles=("mayor", "judge"), misspellings=("Tsell",)
    )
    made, notes = joined(first, second)
    assert made == Entity(
        "anna",
        "person",
        "Anna Zell",
        aliases=("Zell", "A. Zell"),
        misspellings=("Sell", "Tsell"),
        native=("Целль", "策尔"),
        roles=("judge", "mayor"),
    )
    assert notes == []


def test_the_greater_weight_and_the_country_that_is_known() -> None:
    made, notes = joined(row(weight=9), row(weight=30, country="CH"))
    assert (made.weight, made.country, notes) == (30, "CH", [])


@pytest.mark.parametrize(
    ("first", "second", "note"),
    [
        ({"country": "CH"}, {"country": "AT"}, ("country", "CH", "AT", "dropped")),
        ({"target": False}, {}, ("target", "no", "yes", "dropped")),
        (
            {"misspellings": ("Sell",)},
            {"aliases": ("Sell",)},
            ("form", "misspelling: Sell", "alias: Sell", "field kept"),
        ),
        (
            {"aliases": ("Zell",)},
            {"variants": ("Zell",)},
            ("form", "alias: Zell", "variant: Zell", "field kept"),
        ),
        (
            {},
            {"misspellings": ("Anna Zell",), "name": "Anna Tzell"},
            ("form", "name: Anna Zell", "misspelling: Anna Zell", "field kept"),
        ),
    ],
)
def test_where_they_contradict_the_first_stands(
    first: dict[str, Any], second: dict[str, Any], note: tuple[str, ...]
) -> None:
    made, notes = joined(row(**first), row(**second))
    assert note in notes
    assert {field: getattr(made, field) for field in first} == first


@pytest.mark.parametrize(
    ("listed", "name", "variants", "outcome"),
    [
        ({}, "Anna Tzell", ("Anna Tzell",), "added as variant"),
        ({}, "Anna Žell", (), "dropped: only letter case, accents or hyphens differ"),
        ({"misspellings": ("Anna Cell",)}, "Anna Cell", (), "kept as misspelling"),
        ({"aliases": ("Zell",)}, "Zell", (), "kept as alias"),
    ],
)
def test_the_other_name(listed: dict[str, Any], name: str, variants: tuple[str, ...], outcome: str) -> None:
    made, notes = joined(row(**listed), row(name=name))
    assert (made.name, made.variants) == ("Anna Zell", variants)
    assert notes == [("name", "Anna Zell", name, outcome)]


def test_a_right_name_of_the_first_does_not_become_a_misspelling_by_its_accents() -> None:
    made, notes = joined(row(), row(name="Anna Tzell", misspellings=("Anna Žell",)))
    assert made.misspellings == ()
    assert notes[1:] == [("form", "name: Anna Zell", "misspelling: Anna Žell", "field kept")]


def test_no_form_stands_twice_after_a_join() -> None:
    made, _ = joined(row(), row(name="Tzell", aliases=("Tzell",), variants=("Tzell", "Cell"), misspellings=("Cell",)))
    assert (made.aliases, made.variants, made.misspellings) == (("Tzell",), ("Cell",), ())


@pytest.mark.parametrize(
    ("one", "other", "want"),
    [
        ({"country": "CH"}, {"country": "CH"}, True),
        ({"country": "CH"}, {"country": "AT"}, False),
        ({"native": ("Целль",)}, {"native": ("Целль",)}, True),
        ({"native": ("Целль",), "country": "CH"}, {"native": ("Целль",), "country": "AT"}, False),
        ({"roles": ("judge",)}, {"roles": ("judge",)}, True),
        ({"roles": ("judge",), "country": "CH"}, {"roles": ("singer",), "country": "CH"}, False),
        ({"country": "CH"}, {}, None),
        ({}, {}, None),
    ],
)
def test_evidence_on_persons(one: dict[str, Any], other: dict[str, Any], want: bool | None) -> None:
    assert are_same(row(**one).entity, row("other", **other).entity) is want


@pytest.mark.parametrize(
    ("fields", "want"), [({"country": "PH"}, None), ({"country": "PH", "roles": ("province",)}, True)]
)
def test_places_need_more_than_a_country(fields: dict[str, Any], want: bool | None) -> None:
    province = Entity("1", "place", "Aurora", country="PH", roles=("province",))
    assert are_same(province, Entity("2", "place", "Aurora", **fields)) is want


@pytest.mark.parametrize(
    ("fields", "want"),
    [
        ({"name": "Anna Tsell"}, True),
        ({"name": "Целле", "aliases": ("Anna Zell",)}, True),
        ({"name": "Ondřej Vrba"}, False),
        ({"name": "Ondřej Vrba", "native": ("Целль",)}, True),
        ({"name": "Otto Zell", "aliases": ("Zell",)}, False),
        ({"name": "Ondřej Vrba", "misspellings": ("Anna Zell",)}, False),
        ({"kind": "place"}, False),
    ],
)
def test_an_id_that_two_tables_gave_by_chance_is_told_from_one_that_they_share(
    fields: dict[str, Any], want: bool
) -> None:
    assert may_share_an_id(row(aliases=("Zell",), native=("Целль",)).entity, row(**fields).entity) is want
