from __future__ import annotations

import pytest

from namefix.names.words import (
    find_words,
    is_capitalised,
    is_family,
    is_fragment,
    is_name_gap,
    is_shouted,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("Zelensky's", ["Zelensky"]),
        ("Zelensky’s", ["Zelensky"]),
        ("VONDREIN'S", ["VONDREIN"]),
        ("the Makrons' house", ["the", "Makrons", "house"]),
        ("N'Golo Kanté, Xi’an", ["N'Golo", "Kanté", "Xi’an"]),
        ("Jose\u0301 came", ["Jose\u0301", "came"]),
        ("“Macron”\r\n2024\0Kyiv", ["Macron", "Kyiv"]),
        ("Київ 👍 北京", ["Київ", "北京"]),
    ],
)
def test_words_are_letters_without_the_possessive_ending(text: str, words: list[str]) -> None:
    assert [word.text for word in find_words(text)] == words


@pytest.mark.parametrize("text", ["Mr Makron’s plan", "👍👍 Kyiv\r\nO'Brien's", "Jose\u0301 \u202bمرحبا\u202c end"])
def test_words_know_their_place(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in find_words(text))


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


@pytest.mark.parametrize(("word", "expected"), [("ã", True), ("x", True), ("a", False), ("i", False), ("X", False)])
def test_a_lone_small_letter_that_is_no_word_is_a_fragment(word: str, expected: bool) -> None:
    assert is_fragment(word) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Makrons", True),
        ("The Makrons said", True),
        ("THE MAKRONS, said", True),
        ("the Makrons Fleet", False),
        ("of Makrons said", False),
        ("the Makron said", False),
    ],
)
def test_a_name_in_the_plural_by_itself_is_a_family(text: str, expected: bool) -> None:
    start = text.lower().index("makron")
    end = start + len("Makrons" if "makrons" in text.lower() else "Makron")
    assert is_family(text, start, end) is expected
