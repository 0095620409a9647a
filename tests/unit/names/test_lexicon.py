from __future__ import annotations

import pytest

from namefix.names.lexicon import MAX_ZIPF, Lexicon

ENGLISH = Lexicon("en")


def test_frequencies_have_an_order_and_an_upper_bound() -> None:
    assert (
        ENGLISH.zipf("xqzvwk") == 0 < ENGLISH.zipf("kyiv") < ENGLISH.zipf("president") < ENGLISH.zipf("the") < MAX_ZIPF
    )


def test_given_names_are_counted() -> None:
    assert ENGLISH.person_count("steve") > ENGLISH.person_count("president")
    assert ENGLISH.person_count("xqzvwk") == 0


@pytest.mark.parametrize(
    ("word", "country"), [("france", "FR"), ("french", "FR"), ("polish", "PL"), ("israelis", "IL"), ("table", None)]
)
def test_a_country_is_known_by_its_name_and_people(word: str, country: str | None) -> None:
    assert ENGLISH.country_of(word) == country


@pytest.mark.parametrize(
    ("name", "expected"),
    [("rotterdam", True), ("port harcourt", True), ("macron", False), ("harcourt", False), ("", False)],
)
def test_towns_are_known_by_their_whole_names(name: str, expected: bool) -> None:
    assert ENGLISH.is_place(name) is expected
