"""What holds for any two names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from tests.properties.strategies import EXAMPLES, spellings

from namefix.names.name import Name, name_of
from namefix.names.similarity import likeness, sound_similarity, spelling_similarity
from namefix.names.sound_model import sound_distance

ALL = pytest.mark.parametrize("similarity", [spelling_similarity, sound_similarity, likeness])
Similarity = Callable[[Name, Name], float]


@ALL
@EXAMPLES
@given(name=spellings)
def test_a_name_is_most_like_itself(similarity: Similarity, name: str) -> None:
    assert similarity(name_of(name), name_of(name)) == 1


@ALL
@EXAMPLES
@given(one=spellings, other=spellings)
def test_similarity_is_symmetric_and_lies_between_0_and_1(similarity: Similarity, one: str, other: str) -> None:
    assert similarity(name_of(one), name_of(other)) == similarity(name_of(other), name_of(one))
    assert 0 <= similarity(name_of(one), name_of(other)) <= 1


@EXAMPLES
@given(name=spellings)
def test_a_name_sounds_like_itself(name: str) -> None:
    assert sound_distance(name_of(name), name_of(name)) == 0


@EXAMPLES
@given(one=spellings, other=spellings)
def test_sound_distance_is_symmetric_and_not_negative(one: str, other: str) -> None:
    assert sound_distance(name_of(one), name_of(other)) == sound_distance(name_of(other), name_of(one)) >= 0
