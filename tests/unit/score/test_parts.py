from __future__ import annotations

import pytest

from namefix.score.parts import worst_part


@pytest.mark.parametrize(
    ("one", "other"), [("Macron", "Macron"), ("Ursula Vondrein", "Ursula von der Leyen"), ("", "")]
)
def test_single_words_and_other_numbers_of_parts_are_no_evidence(one: str, other: str) -> None:
    assert worst_part(one, other) is None


def test_a_shared_part_does_not_hide_the_other() -> None:
    wilkos, garble = worst_part("Steve Wilkos", "Steve Witkoff"), worst_part("Stive Witkof", "Steve Witkoff")
    assert wilkos is not None
    assert garble is not None
    assert wilkos < garble < 1


def test_two_equal_names_agree_in_every_part() -> None:
    assert worst_part("Kim Jong-un", "KIM JONG UN") == 1
