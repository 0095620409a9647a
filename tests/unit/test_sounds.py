from __future__ import annotations

import pytest

from namefix.sounds import sound_distance


@pytest.mark.parametrize("name", ["", "Kyiv", "Ursula von der Leyen", "Øé", "x" * 200])
def test_a_name_is_not_apart_from_itself(name: str) -> None:
    assert sound_distance(name, name) == 0


def test_the_order_of_the_two_makes_no_difference() -> None:
    assert sound_distance("Makron", "Macron") == sound_distance("Macron", "Makron")


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
    assert sound_distance(confused, right) < sound_distance(other, right)


@pytest.mark.parametrize("other", ["", "北京", "Zzyzx" * 30])
def test_distances_are_finite_and_not_negative(other: str) -> None:
    assert 0 <= sound_distance("Macron", other) < float("inf")
