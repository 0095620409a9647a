from __future__ import annotations

import pytest

from namefix.names.lexicon import MAX_ZIPF, abbreviated_countries, country_of, is_place, is_plain, person_count, zipf


def test_frequencies_have_an_order_and_an_upper_bound() -> None:
    assert zipf("xqzvwk") == 0 < zipf("kyiv") < zipf("president") < zipf("the") < MAX_ZIPF


@pytest.mark.parametrize("word", ["said", "strong", "plan", "president", "admiral", "the"])
def test_common_english_and_titles_are_plain(word: str) -> None:
    assert is_plain(word)


@pytest.mark.parametrize("word", ["steve", "starmer", "macron", "makron", "kyiv", "zelensky", ""])
def test_names_and_garbles_are_not(word: str) -> None:
    assert not is_plain(word)


def test_given_names_are_counted() -> None:
    assert person_count("steve") > person_count("president")
    assert person_count("xqzvwk") == 0


@pytest.mark.parametrize(
    ("word", "country"), [("france", "FR"), ("french", "FR"), ("polish", "PL"), ("israelis", "IL"), ("table", None)]
)
def test_a_country_is_known_by_its_name_and_people(word: str, country: str | None) -> None:
    assert country_of(word) == country


@pytest.mark.parametrize(
    ("name", "expected"),
    [("rotterdam", True), ("port harcourt", True), ("macron", False), ("harcourt", False), ("", False)],
)
def test_towns_are_known_by_their_whole_names(name: str, expected: bool) -> None:
    assert is_place(name) is expected


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
    assert abbreviated_countries(text) == codes
