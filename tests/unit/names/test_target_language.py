from __future__ import annotations

import pickle

import pytest

from namefix.names.target_language import english

ENGLISH = english()


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
    assert [word.text for word in ENGLISH.find_words(text)] == words


def test_addresses_handles_and_code_have_no_words() -> None:
    text = "Kyiv (https://x.org/Makron) and @Stamer, Rome: `Zerensky`, Makron.docx."
    assert [word.text for word in ENGLISH.find_words(text)] == ["Kyiv", "and", "Rome"]


@pytest.mark.parametrize("text", ["Mr Makron’s plan", "👍👍 Kyiv\r\nO'Brien's", "Jose\u0301 \u202bمرحبا\u202c end"])
def test_words_know_their_place(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in ENGLISH.find_words(text))


@pytest.mark.parametrize("word", ["said", "strong", "plan", "president", "admiral", "the"])
def test_common_english_and_titles_are_plain(word: str) -> None:
    assert ENGLISH.is_plain(word)


@pytest.mark.parametrize("word", ["steve", "starmer", "macron", "makron", "kyiv", "zelensky", ""])
def test_names_and_garbles_are_not(word: str) -> None:
    assert not ENGLISH.is_plain(word)


@pytest.mark.parametrize(("word", "expected"), [("ã", True), ("x", True), ("a", False), ("i", False), ("X", False)])
def test_a_lone_small_letter_that_is_no_word_is_a_fragment(word: str, expected: bool) -> None:
    assert ENGLISH.is_fragment(word) is expected


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
    assert (ENGLISH.family_plural(text, start, end).lower() == "s") is expected


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("US President", ["US"]),
        ("the U.S. and the U.K. agree", ["US", "GB"]),
        ("U.S.A., UAE", ["US", "AE"]),
        ("it told us, and USAID too", []),
    ],
)
def test_countries_are_known_by_their_letters(text: str, codes: list[str]) -> None:
    assert ENGLISH.countries_in(text) == codes


@pytest.mark.parametrize(
    ("name", "singular"), [("Makrons", "Makron"), ("MAKRONS", "MAKRON"), ("Makron", None), ("", None), ("s", "")]
)
def test_a_singular_has_no_plural_ending(name: str, singular: str | None) -> None:
    assert ENGLISH.singular(name) == singular


@pytest.mark.parametrize(("name", "expected"), [("S ã o Paulo", True), ("Zelen sky", False), ("Plan a", False)])
def test_a_name_with_fragments_is_broken(name: str, expected: bool) -> None:
    assert ENGLISH.is_broken(name) is expected


def test_another_process_reads_the_same_language() -> None:
    assert pickle.loads(pickle.dumps(ENGLISH)) is ENGLISH  # noqa: S301 - it was pickled here
