from __future__ import annotations

from typing import Any

import pytest

from namefix.curate.placed_rows import PlacedRow
from namefix.curate.single_rows import WeightSurvey, inspect_row
from namefix.datatypes import Entity


def told(**fields: Any) -> list[tuple[str, str]]:
    entity = Entity(**{"id": "place/kyiv", "kind": "place", "name": "Kyiv", **fields})
    return [(found.check, found.severity) for found in inspect_row(PlacedRow(entity, "t.csv", 2))]


@pytest.mark.parametrize(
    ("fields", "want"),
    [
        ({"name": "Kуiv"}, ("script", "high")),  # with a Cyrillic у
        ({"aliases": ("Кyiv City",)}, ("script", "medium")),
        ({"misspellings": ("Said",)}, ("misspelling", "high")),
        ({"native": ("Kиїв",)}, ("native", "medium")),
        ({"native": ("Kyiv",)}, ("native", "low")),
    ],
)
def test_one_suspicion(fields: dict[str, Any], want: tuple[str, str]) -> None:
    assert told(**fields) == [want]


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Zoë Ąžuolas", "aliases": ("Əliyev", "Oʻahu"), "misspellings": ("Kyyyiv",)},
        {"native": ("Київ", "基辅", "キーウ", "كييف", "Kiew")},
        {"native": ("Карл III", "J·K·罗琳", "Ага-хан IV", "X光", "北野 武")},
    ],
    ids=["Latin letters of many languages", "one script each", "numbers and initials in Latin letters"],
)
def test_nothing(fields: dict[str, Any]) -> None:
    assert told(**fields) == []


def test_the_letters_are_named_since_they_look_alike() -> None:
    [found] = inspect_row(PlacedRow(Entity("place/kyiv", "place", "Kуiv"), "t.csv", 2))
    assert "у is CYRILLIC SMALL LETTER U" in found.problem


def test_a_table_without_any_weight_has_none_missing() -> None:
    survey = WeightSurvey()
    for at in range(3):
        survey.add(PlacedRow(Entity(str(at), "place", "Kyiv"), "t.csv", at + 2))
    assert list(survey.warnings()) == []
