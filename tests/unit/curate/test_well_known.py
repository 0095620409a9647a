from __future__ import annotations

import pytest

from namefix import Entity
from namefix.curate import well_known as module
from namefix.curate.well_known import WellKnownNames


@pytest.fixture
def well_known() -> WellKnownNames:
    made = WellKnownNames([Entity("place/kyiv", "place", "Kyiv", variants=("Kiev",), weight=160)])
    for name, weight in [("jan vzor", 60.0), ("jan vzor", 90.0), ("anna vzor", 19.0), ("kyiv", 30.0)]:
        made.add(name, weight)
    made.merge_added()
    return made


@pytest.mark.parametrize(
    ("form", "owner", "weight", "is_better_known"),
    [
        ("jan vzor", "x", 0, True),
        ("jan vzor", "x", 30, True),
        ("jan vzor", "x", 31, False),
        ("jan vzor", "jan vzor", 30, True),
        ("anna vzor", "x", 0, False),
        ("nobody", "x", 0, False),
        ("kiev", "x", 50, True),
        ("kiev", "kyiv", 50, False),
        ("kyiv", "kyiv", 50, True),
    ],
)
def test_far_better_known_entities(
    well_known: WellKnownNames, form: str, owner: str, weight: float, is_better_known: bool
) -> None:
    assert well_known.belongs_to_better_known(form, owner, weight) == is_better_known


def test_of_too_many_names_the_best_known_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_NAMES", 10)
    monkeypatch.setattr(module, "_UNSORTED", 7)
    well_known = WellKnownNames([])
    for at in range(100):
        well_known.add(f"name {at}", 20.0 + at)
    well_known.merge_added()
    held = [at for at in range(100) if well_known.belongs_to_better_known(f"name {at}", "x", 0)]
    assert held == list(range(90, 100))
