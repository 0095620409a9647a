from __future__ import annotations

import pytest

from namefix.names.name import name_of
from namefix.names.sound_model import sound_changes, sound_distance, sound_distances


@pytest.mark.parametrize("name", ["", "Kyiv", "Ursula von der Leyen", "Øé", "x" * 200])
def test_a_name_is_not_apart_from_itself(name: str) -> None:
    assert sound_distance(name_of(name), name_of(name)) == 0
    assert sound_changes(name_of(name), name_of(name)) == []


def test_the_order_of_the_two_makes_no_difference() -> None:
    assert sound_distance(name_of("Makron"), name_of("Macron")) == sound_distance(name_of("Macron"), name_of("Makron"))


@pytest.mark.parametrize(
    ("confused", "other", "right"),
    [
        ("Zerensky", "Zemensky", "Zelensky"),
        ("Makron", "Madron", "Macron"),
        ("Byden", "Beden", "Biden"),
        ("Stalmer", "Stagmer", "Starmer"),
    ],
)
def test_what_translation_confuses_is_nearer(confused: str, other: str, right: str) -> None:
    assert sound_distance(name_of(confused), name_of(right)) < sound_distance(name_of(other), name_of(right))


@pytest.mark.parametrize("other", ["", "北京", "Zzyzx" * 30])
def test_distances_are_finite_and_not_negative(other: str) -> None:
    assert 0 <= sound_distance(name_of("Macron"), name_of(other)) < float("inf")


def test_many_pairs_are_as_far_apart_as_each_alone() -> None:
    names = ["", "Li", "Makron", "Kiel Stamer", "Ursula von der Leyen", "Recep Tayyip Erdoğan", "x" * 40]
    pairs = [(name_of(one), name_of(other)) for one in names for other in names] * 15
    assert sound_distances(pairs) == [sound_distance(*pair) for pair in pairs]
    assert sound_distances([]) == []


@pytest.mark.parametrize(
    ("one", "other", "changes"),
    [
        ("Makron", "Macron", [("k", "c")]),
        ("Macron", "Makron", [("c", "k")]),
        ("Zerensky", "Zelensky", [("r", "l")]),
        ("Erdoğan", "Erdogen", [("a", "e")]),
        ("Starmerova", "Starmer", [("o", ""), ("v", ""), ("a", "")]),
    ],
)
def test_changes_are_the_letters_that_differ(one: str, other: str, changes: list[tuple[str, str]]) -> None:
    assert sound_changes(name_of(one), name_of(other)) == changes


def test_changes_of_every_letter_can_be_told() -> None:
    assert "".join(letters for _, letters in sound_changes(name_of(""), name_of("Abc"))) == "abc"
