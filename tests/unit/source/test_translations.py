from __future__ import annotations

from itertools import count, islice

import pytest

from namefix.datatypes import Translation
from namefix.errors import ConfigError
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
