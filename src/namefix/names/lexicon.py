"""The words of a language apart from any table: how frequent they are, and how often they are names of people and places."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache

import wordfreq

from namefix.package_data import bundled_file

MAX_ZIPF = 8.0
"""Just above the most frequent word of English ("the", 7.7)."""

COMMON = 4.3
"""Zipf frequency from which a word is common: 20 times in a million words."""

RARE = 3.0
"""Zipf frequency below which a small word may be a broken name: once in a million words."""

_REMEMBERED = 1 << 16
"""Words whose frequency is remembered."""


class Lexicon:
    """The words of a language that translations are in; all are folded. Its files are read when they are first needed.

    Args:
        code: The language's code of ISO 639-1, the name of its folder in `data/lexicon`.

    Example:
        >>> english = Lexicon("en")
        >>> english.country_of("polish"), english.country_of("table"), english.is_place("rotterdam")
        ('PL', None, True)
    """

    def __init__(self, code: str) -> None:
        self._code = code

    @cached_property
    def zipf(self) -> Callable[[str], float]:
        """Return the Zipf frequency of a word: log10 of its occurrences in 10⁹ words, 0 if unseen.

        Names count too: the lists of wordfreq make no difference between `brown` and `Brown`.

        Reference:
            Speer (2022), wordfreq 3.0, doi:10.5281/zenodo.7199437.
        """
        frequencies = wordfreq.get_frequency_dict(self._code, wordlist="large")

        def zipf(word: str) -> float:
            frequency = frequencies.get(word)
            return math.log10(frequency) + 9 if frequency else 0.0

        return lru_cache(_REMEMBERED)(zipf)

    def person_count(self, word: str) -> int:
        """Return the number of people in a sample of Wikidata whose names have a word, 0 if it is rare."""
        return self._person_words.get(word, 0)

    def is_place(self, name: str) -> bool:
        """Return whether a name is that of a town of at least 15,000 people somewhere."""
        return name in self._place_names

    def country_of(self, word: str) -> str | None:
        """Return the ISO 3166 code of the country named by a word: its name, people or adjective."""
        return self._country_words.get(word)

    @cached_property
    def _person_words(self) -> Mapping[str, int]:
        return {word: int(count) for word, count in (line.split("\t") for line in self._lines("person_words"))}

    @cached_property
    def _place_names(self) -> frozenset[str]:
        return frozenset(self._lines("place_names"))

    @cached_property
    def _country_words(self) -> Mapping[str, str]:
        return dict(line.split("\t") for line in self._lines("country_words"))

    def _lines(self, name: str) -> list[str]:
        return bundled_file(f"lexicon/{self._code}/{name}.tsv").read_text(encoding="utf-8").splitlines()
