"""What holds for words and folds of any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from tests.properties.strategies import EXAMPLES, spellings, texts

from namefix.names.folding import fold
from namefix.names.name import name_of
from namefix.names.target_language import english


@EXAMPLES
@given(text=texts)
def test_words_lie_in_the_text_in_order(text: str) -> None:
    words = english().find_words(text)
    assert all(text[word.start : word.end] == word.text != "" for word in words)
    assert all(one.end <= other.start for one, other in pairwise(words))


@EXAMPLES
@given(text=spellings)
def test_folding_twice_equals_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert set(fold(text)) <= set("abcdefghijklmnopqrstuvwxyz ")
    assert " " not in name_of(text).squashed
