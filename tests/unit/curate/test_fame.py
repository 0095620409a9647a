from __future__ import annotations

import pytest

from namefix import Entity
from namefix.curate import fame as module
from namefix.curate.fame import Renown


@pytest.fixture
def renown() -> Renown:
    made = Renown([Entity("place/kyiv", "place", "Kyiv", variants=("Kiev",), weight=160)])
    for name, weight in [("jan vzor", 60.0), ("jan vzor", 90.0), ("anna vzor", 19.0), ("kyiv", 30.0)]:
        made.add(name, weight)
    made.settle()
    return made


@pytest.mark.parametrize(
    ("form", "owner", "weight", "is_outshone"),
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
def test_who_is_far_better_known(renown: Renown, form: str, owner: str, weight: float, is_outshone: bool) -> None:
    assert renown.outshines(form, owner, weight) == is_outshone


def test_of_too_many_names_the_best_known_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_NAMES", 10)
    monkeypatch.setattr(module, "_UNSORTED", 7)
    renown = Renown([])
    for at in range(100):
        renown.add(f"name {at}", 20.0 + at)
    renown.settle()
    held = [at for at in range(100) if renown.outshines(f"name {at}", "x", 0)]
    assert held == list(range(90, 100))
