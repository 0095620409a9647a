from __future__ import annotations

from collections.abc import Callable

import pytest

from namefix.similarity import likeness, sound_similarity, spelling_similarity

ALL = pytest.mark.parametrize("similarity", [spelling_similarity, sound_similarity, likeness])


@ALL
@pytest.mark.parametrize("other", ["Kyiv", "", "Kиїв", "kyiv", "Zaporizhzhia"])
def test_similarity_lies_between_0_and_1(similarity: Callable[[str, str], float], other: str) -> None:
    assert 0 <= similarity("Kyiv", other) <= 1


@ALL
@pytest.mark.parametrize("other", ["KIM JONG-UN", "Kim Jong Un", "kim jongun", "Kím Jong-un"])
def test_case_diacritics_hyphens_and_spaces_make_no_difference(
    similarity: Callable[[str, str], float], other: str
) -> None:
    assert similarity("Kim Jong-un", other) == 1


@ALL
def test_a_garble_is_more_alike_than_another_name(similarity: Callable[[str, str], float]) -> None:
    assert similarity("Makron", "Macron") > similarity("Merkel", "Macron")


def test_sound_forgives_what_spelling_does_not() -> None:
    assert sound_similarity("Zerenski", "Zelensky") == 1 > spelling_similarity("Zerenski", "Zelensky")
