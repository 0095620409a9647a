from __future__ import annotations

from itertools import count, islice, repeat
from typing import Any

import pytest

from namefix.datatypes import Translation
from namefix.errors import ConfigError, InputError
from namefix.source.translations import pair_with_sources


def test_a_text_without_sources_has_none() -> None:
    assert list(pair_with_sources(["a", "b"], None, None)) == [Translation("a"), Translation("b")]


def test_each_source_may_have_its_language() -> None:
    paired = list(pair_with_sources(["a", "b"], ["x", None], ["ru", None]))
    assert paired == [Translation("a", "x", "ru"), Translation("b")]


def test_streams_may_be_endless() -> None:
    paired = pair_with_sources(map(str, count()), (str(number) for number in count(5)), "ru")
    assert list(islice(paired, 2)) == [Translation("0", "5", "ru"), Translation("1", "6", "ru")]


def test_fewer_sources_than_texts_are_told() -> None:
    with pytest.raises(ConfigError, match="fewer sources"):
        list(pair_with_sources(["a", "b"], ["x"], None))


def test_more_sources_than_texts_are_told() -> None:
    with pytest.raises(ConfigError, match="more sources than texts"):
        list(pair_with_sources(["a"], ["x", "y"], None))
    with pytest.raises(ConfigError, match="more languages of sources than texts"):
        list(pair_with_sources(["a"], ["x"], ["ru", "ru"]))
    assert len(list(pair_with_sources(["a"], repeat("x"), repeat("ru")))) == 1


@pytest.mark.parametrize("texts", ["abc", b"abc", None, 5])
def test_what_is_not_several_texts_is_told_before_any_work(texts: Any) -> None:
    with pytest.raises(InputError, match="texts: must be several strings, got"):
        pair_with_sources(texts, None, None)
    if texts is not None:
        with pytest.raises(InputError, match="sources: must be several strings, got"):
            pair_with_sources(["a"], texts, None)


def test_what_is_not_a_text_is_told_with_its_number() -> None:
    paired = pair_with_sources(["a", None], None, None)  # type: ignore[list-item]
    assert next(paired) == Translation("a")
    with pytest.raises(InputError, match=r"texts:2: must be a string, got None \(NoneType\)"):
        next(paired)
    with pytest.raises(InputError, match=r"sources:1: must be a string, got b'x' \(bytes\)"):
        list(pair_with_sources(["a"], [b"x"], None))  # type: ignore[list-item]


def test_a_language_that_is_unknown_is_told() -> None:
    with pytest.raises(ConfigError, match="xx"):
        list(pair_with_sources(["a"], ["x"], "xx"))
