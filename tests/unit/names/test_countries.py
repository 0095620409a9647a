from __future__ import annotations

import pytest

from namefix.names.countries import (
    has_chinese_names,
    has_either_order,
    has_latin_names,
    is_surname_first,
    languages_of,
    left_endings,
)


@pytest.mark.parametrize(
    ("country", "codes"), [("CH", ["de"]), ("IN", ["bn", "hi", "ta", "ur"]), ("XX", []), (None, [])]
)
def test_a_country_has_the_languages_that_are_spoken_there(country: str | None, codes: list[str]) -> None:
    assert [language.code for language in languages_of(country)] == codes


@pytest.mark.parametrize(
    ("country", "is_first", "is_either"),
    [
        ("CN", True, False),
        ("VN", True, False),
        ("KP", True, False),
        ("KR", True, True),
        ("JP", False, True),
        ("HU", False, True),
        ("SG", False, False),
        ("US", False, False),
        (None, False, False),
    ],
)
def test_the_order_of_names_is_that_of_the_country(country: str | None, is_first: bool, is_either: bool) -> None:
    assert (is_surname_first(country), has_either_order(country)) == (is_first, is_either)


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("US", True),
        ("CZ", True),
        ("VN", True),
        ("RU", False),
        ("BA", False),
        ("IN", False),
        ("XX", False),
        (None, False),
    ],
)
def test_names_are_latin_where_every_language_is(country: str | None, expected: bool) -> None:
    assert has_latin_names(country) is expected


@pytest.mark.parametrize(("country", "expected"), [("TW", True), ("SG", True), ("JP", False), (None, False)])
def test_chinese_names_are_borne_where_chinese_is_spoken(country: str | None, expected: bool) -> None:
    assert has_chinese_names(country) is expected


def test_translation_leaves_endings_on_slavic_names_only() -> None:
    assert "ovi" in left_endings("CZ") == left_endings("RU")
    assert left_endings("HU") == left_endings("DE") == left_endings(None) == ()
