from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest

from namefix import Entity
from namefix.candidates import spellings
from namefix.candidates.spellings import Near, Spellings
from namefix.names.name import name_of
from namefix.names.similarity import likeness
from namefix.table import postings
from namefix.table.part import TablePart
from namefix.table.postings import LONGEST, spelling_arrays
from namefix.table.sections import Arrays

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def names_of(count: int, seed: int = 6) -> list[str]:
    lots = random.Random(seed)  # noqa: S311 - the same names in every run
    syllables = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "an", "ers", "ov")]
    return ["".join(lots.choices(syllables, k=lots.randint(2, 5))) for _ in range(count)]


def garbled(name: str, lots: random.Random) -> str:
    at = lots.randrange(1, len(name))
    return name[:at] + lots.choice(["", lots.choice(LETTERS), name[at] * 2]) + name[at + 1 :]


def arrays_of(names: list[str]) -> Arrays:
    return spelling_arrays(TablePart.of(Entity(f"{at:05}", "place", name) for at, name in enumerate(names)))


def found(arrays: Arrays, near: Near) -> list[str]:
    lines = bytes(arrays["spellings"]).decode("ascii").split("\n")
    return [lines[number] for number in near.numbers]


@pytest.fixture(params=["small", "large"])
def arrays(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Arrays:
    """Those of 3,000 names, treated as a small table or as a large one."""
    if request.param == "large":
        monkeypatch.setattr(postings, "FEW", 10)
        monkeypatch.setattr(spellings, "FEW", 10)
    return arrays_of(names_of(3000))


def test_the_name_that_was_garbled_is_found(arrays: Arrays) -> None:
    lots = random.Random(7)  # noqa: S311 - the same garbles in every run
    wanted = lots.sample([name for name in names_of(3000) if len(name) > 6], 200)
    garbles = [garbled(name, lots) for name in wanted]
    nearest = Spellings(arrays).nearest(garbles)
    is_found = [name in found(arrays, near)[:20] for name, near in zip(wanted, nearest, strict=True)]
    assert np.mean(is_found) > 0.97


def test_names_are_ranked_by_likeness(arrays: Arrays) -> None:
    surface = "dersanko"
    [near] = Spellings(arrays).nearest([surface])
    alike = [likeness(name_of(surface), name_of(name)) for name in found(arrays, near)]
    assert near.likeness.tolist() == pytest.approx(alike)
    assert all(first >= second for first, second in pairwise(alike))
    assert min(alike) >= spellings._LEAST_LIKENESS


def test_a_name_that_is_in_the_table_is_nearest_to_itself(arrays: Arrays) -> None:
    names = sorted(set(names_of(3000)))[:300]
    nearest = Spellings(arrays).nearest(names)
    assert [found(arrays, near)[0] for near in nearest] == names


def test_what_is_searched_beside_changes_nothing(arrays: Arrays) -> None:
    index, surfaces = Spellings(arrays), ["bansovka", "x", "", "mipodersan"]
    together = index.nearest(surfaces)
    for surface, near in zip(surfaces, together, strict=True):
        [alone] = index.nearest([surface])
        assert near.numbers.tolist() == alone.numbers.tolist()


@pytest.mark.parametrize("surface", ["", "x", "qqqqqq", "w" * 1000])
def test_nothing_near_is_nothing(arrays: Arrays, surface: str) -> None:
    [near] = Spellings(arrays).nearest([surface])
    assert near.numbers.tolist() == []


def test_a_long_name_is_kept_up_to_its_limit() -> None:
    long = "anderso" * 50
    arrays = arrays_of([long])
    [near] = Spellings(arrays).nearest([long[:LONGEST]])
    assert found(arrays, near) == [long[:LONGEST]]


def test_an_empty_table_has_nothing() -> None:
    index = Spellings(arrays_of([]))
    assert len(index) == 0
    assert [near.numbers.tolist() for near in index.nearest(["macron", ""])] == [[], []]


@pytest.mark.parametrize(("surface", "is_near"), [("marcelo", True), ("tamrek", True), ("wolandiskey", False)])
def test_what_is_less_alike_than_a_garble_is_not_near(surface: str, is_near: bool) -> None:
    assert (len(Spellings(arrays_of(["Macron", "Starmer", "Zelensky"])).nearest([surface])[0].numbers) > 0) is is_near


@pytest.mark.parametrize(("most", "count"), [(30, 3), (29, 2), (20, 2), (5, 1)])
def test_the_rarest_features_are_read_until_there_are_too_many_postings(
    monkeypatch: pytest.MonkeyPatch, most: int, count: int
) -> None:
    monkeypatch.setattr(spellings, "_MOST_POSTINGS", most)
    lists = [(10, 0), (10, 10), (10, 20)]
    assert spellings._rarest(lists) == lists[:count]


@pytest.mark.parametrize(("extra", "is_found"), [(4, True), (5, False)])
def test_a_large_table_is_searched_four_letters_up_and_down(
    monkeypatch: pytest.MonkeyPatch, extra: int, is_found: bool
) -> None:
    monkeypatch.setattr(postings, "FEW", 0)
    monkeypatch.setattr(spellings, "FEW", 0)
    stem, long = "dersankomip", "dersankomip" + "qwtzx"[:extra]
    [longer] = Spellings(arrays_of([long])).nearest([stem])
    [shorter] = Spellings(arrays_of([stem])).nearest([long])
    assert (len(longer.numbers) > 0) is (len(shorter.numbers) > 0) is is_found
