from __future__ import annotations

import pytest

from namefix.names.words import is_capitalised, is_name_gap, is_shouted


@pytest.mark.parametrize("gap", [" ", "\u00a0", "-", "·", " · ", "  "])
def test_names_may_be_parted_by_spaces_hyphens_and_dots(gap: str) -> None:
    assert is_name_gap(gap, "Kiel")


@pytest.mark.parametrize("gap", ["", "\n", "\r\n", ", ", "; ", ". ", " (", " “", "\n\n"])
def test_names_do_not_go_across_sentences_lines_and_commas(gap: str) -> None:
    assert not is_name_gap(gap, "Kiel")


@pytest.mark.parametrize("initial", ["J", "St"])
def test_a_full_stop_joins_after_an_abbreviation(initial: str) -> None:
    assert is_name_gap(". ", initial)


@pytest.mark.parametrize(("text", "expected"), [("NATO", True), ("VON DER LEYEN", True), ("Nato", False), ("A", False)])
def test_capitals_of_more_than_one_letter_are_shouted(text: str, expected: bool) -> None:
    assert is_shouted(text) is expected


def test_capitalised_is_about_the_first_letter() -> None:
    assert is_capitalised("Éric")
    assert is_capitalised("Zelensky")
    assert not is_capitalised("von")
