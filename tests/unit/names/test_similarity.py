from __future__ import annotations

from collections.abc import Callable

import pytest

from namefix.names.name import Name, name_of
from namefix.names.similarity import likeness, native_likeness, sound_similarity, spelling_similarity

ALL = pytest.mark.parametrize("similarity", [spelling_similarity, sound_similarity, likeness])


@ALL
@pytest.mark.parametrize("other", ["Kyiv", "", "Kиїв", "kyiv", "Zaporizhzhia"])
def test_similarity_lies_between_0_and_1(similarity: Callable[[Name, Name], float], other: str) -> None:
    assert 0 <= similarity(name_of("Kyiv"), name_of(other)) <= 1


@ALL
@pytest.mark.parametrize("other", ["KIM JONG-UN", "Kim Jong Un", "kim jongun", "Kím Jong-un"])
def test_case_diacritics_hyphens_and_spaces_make_no_difference(
    similarity: Callable[[Name, Name], float], other: str
) -> None:
    assert similarity(name_of("Kim Jong-un"), name_of(other)) == 1


@ALL
def test_a_garble_is_more_alike_than_another_name(similarity: Callable[[Name, Name], float]) -> None:
    assert similarity(name_of("Makron"), name_of("Macron")) > similarity(name_of("Merkel"), name_of("Macron"))


def test_sound_forgives_what_spelling_does_not() -> None:
    assert (
        sound_similarity(name_of("Zerensky"), name_of("Zelensky"))
        == 1
        > spelling_similarity(name_of("Zerensky"), name_of("Zelensky"))
    )


@pytest.mark.parametrize(
    ("mention", "native"),
    [("Luo Jiahui", "骆家辉"), ("LUO JIA HUI", "骆家辉"), ("Makron", "Макрон"), ("Kir Starmer", "Кир Стармер")],
)
def test_a_mention_that_is_read_off_is_most_like_its_native_name(mention: str, native: str) -> None:
    assert native_likeness(name_of(mention), name_of(native)) == 1


@pytest.mark.parametrize(
    ("mention", "native", "expected"),
    [("Jiahui", "骆家辉", 12 / 15), ("Makron", "Эммануэль Макрон", 0.65)],
)
def test_a_mention_that_is_a_part_of_it_scores_less(mention: str, native: str, expected: float) -> None:
    assert native_likeness(name_of(mention), name_of(native)) == pytest.approx(expected)


@pytest.mark.parametrize("mention", ["Lan", "La", "L"])
def test_few_letters_are_no_part(mention: str) -> None:
    assert native_likeness(name_of(mention), name_of("骆家辉")) < 0.5


def test_a_native_name_is_no_part_of_a_mention() -> None:
    assert native_likeness(name_of("Minister Makron of Markinia"), name_of("Макрон")) < 0.5


@pytest.mark.parametrize("mention", ["", "…", "Xqz", "Makron"])
@pytest.mark.parametrize("native", ["", "…", "👍", "赵", "Макрон"])
def test_likeness_to_a_native_name_lies_between_0_and_1(mention: str, native: str) -> None:
    assert 0 <= native_likeness(name_of(mention), name_of(native)) <= 1


def test_a_garble_is_more_like_its_native_name_than_another_is() -> None:
    assert native_likeness(name_of("Kil Stamer"), name_of("Киром Стармером")) > native_likeness(
        name_of("Kil Stamer"), name_of("Эммануэль Макрон")
    )
