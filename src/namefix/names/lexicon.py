"""The lexicon of a language: frequencies of words, and words that are names of people and places."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache

from namefix.package_data import bundled_file

MAX_ZIPF = 8.0
"""Upper limit of Zipf frequencies, just above the most frequent word of English ("the", 7.7)."""

COMMON = 4.3
"""Minimum Zipf frequency of a common word: 20 times in a million words."""

RARE = 3.0
"""Zipf frequency below which a lower-case word may be part of a broken name: once in a million words."""

_TOWN = 15
"""Population in thousands from which the news name a town without saying what it is."""

_REMEMBERED = 1 << 16
"""Number of cached frequencies."""


class Lexicon:
    """The folded words of a target language; its files are read on first use.

    Args:
        code: The ISO 639-1 code of the language, which is also the name of its folder in `data/lexicon`.

    Example:
        >>> english = Lexicon("en")
        >>> english.country_of("polish"), english.country_of("table"), english.town_size("rotterdam")
        ('PL', None, 868)
    """

    def __init__(self, code: str) -> None:
        self._code = code

    @cached_property
    def zipf(self) -> Callable[[str], float]:
        """Return the Zipf frequency of a word: log10 of its occurrences in 10⁹ words, 0 if unseen.

        Names count too, because the lists of wordfreq do not distinguish `brown` and `Brown`.

        Reference:
            Speer (2022), wordfreq 3.0, doi:10.5281/zenodo.7199437.
        """
        import wordfreq  # noqa: PLC0415 - only texts and new tables need it, and it is slow to import

        frequencies = wordfreq.get_frequency_dict(self._code, wordlist="large")

        def zipf(word: str) -> float:
            frequency = frequencies.get(word)
            return math.log10(frequency) + 9 if frequency else 0.0

        return lru_cache(_REMEMBERED)(zipf)

    def preload(self) -> None:
        """Read the files that every text needs."""
        self.zipf("")
        self.person_count("")
        self.town_size("")
        self.country_of("")
        self.is_famous("")

    def person_count(self, word: str) -> int:
        """Return the number of people in a sample of Wikidata whose names have a word, 0 if it is rare."""
        return self._person_words.get(word, 0)

    def is_famous(self, word: str) -> bool:
        """Return whether a word is common because it is the name of somebody famous."""
        return word in self._famous_words

    def is_place(self, name: str) -> bool:
        """Return whether a name is that of a town of at least 15,000 people somewhere."""
        return self.town_size(name) >= _TOWN

    def town_size(self, name: str) -> int:
        """Return the population in thousands of the largest town of a name, 0 below 1,000 people."""
        return self._place_names.get(name, 0)

    def country_of(self, word: str) -> str | None:
        """Return the ISO 3166 code of the country named by a word: its name, people or adjective."""
        return self._country_words.get(word)

    @cached_property
    def _person_words(self) -> Mapping[str, int]:
        return {word: int(count) for word, count in (line.split("\t") for line in self._lines("person_words"))}

    @cached_property
    def _famous_words(self) -> frozenset[str]:
        return frozenset(line.partition("\t")[0] for line in self._lines("famous_words"))

    @cached_property
    def _place_names(self) -> Mapping[str, int]:
        return {name: int(size) for name, size in (line.split("\t") for line in self._lines("place_names"))}

    @cached_property
    def _country_words(self) -> Mapping[str, str]:
        return dict(line.split("\t") for line in self._lines("country_words"))

    def _lines(self, name: str) -> list[str]:
        return bundled_file(f"lexicon/{self._code}/{name}.tsv").read_text(encoding="utf-8").splitlines()
