"""What is known of words apart from any table: how frequent they are in English, and how often they are people's names."""

from __future__ import annotations

import math
import re
from functools import lru_cache

import wordfreq

from namefix.package_data import bundled_file

MAX_ZIPF = 8.0
"""Just above the most frequent word of English ("the", 7.7)."""

COMMON = 4.3
"""Zipf frequency from which a word is common English: 20 times in a million words."""

RARE = 3.0
"""Zipf frequency below which a small word may be a broken name: once in a million words."""

_NAME_MARGIN = 3.0
"""A common word is also a name where its count in people's names exceeds 10^(Zipf - this): steve, not said."""

TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady dame king queen prince princess president minister premier "
    "chancellor senator governor mayor general admiral colonel major captain sergeant lieutenant judge justice "
    "secretary chairman chairwoman spokesman spokeswoman spokesperson director coach striker defender goalkeeper "
    "midfielder actor actress singer reporter journalist prosecutor lawyer expert envoy ambassador commissioner leader "
    "chief head commander pope cardinal bishop archbishop sheikh ayatollah emperor sultan congressman congresswoman "
    "representative deputy vice former".split()
)
"""What stands before a person's name in news and is no part of it."""


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, float]:
    return wordfreq.get_frequency_dict("en", wordlist="large")


@lru_cache(maxsize=1)
def _person_words() -> dict[str, int]:
    lines = bundled_file("lexicon/person_words.tsv").read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, count in (line.split("\t") for line in lines)}


@lru_cache(maxsize=1 << 16)
def zipf(word: str) -> float:
    """Return the Zipf frequency of a folded word: log10 of its occurrences in 10⁹ words of English, 0 if unseen.

    Names count too: the lists of wordfreq make no difference between `brown` and `Brown`.

    Reference:
        Speer (2022), wordfreq 3.0, doi:10.5281/zenodo.7199437.

    Example:
        >>> round(zipf("president"))
        5
    """
    frequency = _frequencies().get(word)
    return math.log10(frequency) + 9 if frequency else 0.0


def person_count(word: str) -> int:
    """Return how often a folded word stands in the names of Wikidata's people (a sample of them), 0 if hardly ever.

    Example:
        >>> person_count("steve") > 100 > person_count("president")
        True
    """
    return _person_words().get(word, 0)


@lru_cache(maxsize=1)
def _place_names() -> frozenset[str]:
    return frozenset(bundled_file("lexicon/place_names.tsv").read_text(encoding="utf-8").splitlines())


def is_place(name: str) -> bool:
    """Whether a folded name is that of a town of at least 15,000 people somewhere.

    Example:
        >>> is_place("rotterdam"), is_place("macron")
        (True, False)
    """
    return name in _place_names()


@lru_cache(maxsize=1 << 16)
def is_plain(word: str) -> bool:
    """Whether a folded word is a title, or common English and not as common as a name.

    Example:
        >>> is_plain("said"), is_plain("admiral"), is_plain("steve"), is_plain("starmer")
        (True, True, False, False)
    """
    if word in TITLES:
        return True
    frequency = zipf(word) if len(word) > 1 else 0
    return frequency >= COMMON and person_count(word) <= 10 ** (frequency - _NAME_MARGIN)


@lru_cache(maxsize=1)
def _country_words() -> dict[str, str]:
    lines = bundled_file("lexicon/country_words.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def country_of(word: str) -> str | None:
    """Return the ISO 3166 code of the country that a folded word stands for, by name, people or adjective.

    Example:
        >>> country_of("polish"), country_of("france"), country_of("table")
        ('PL', 'FR', None)
    """
    return _country_words().get(word)


_ABBREVIATED = re.compile(r"\b(?:U\.S\.(?:A\.)?|USA?|U\.K\.|UK|UAE)(?!\w)")
_CODES = {"US": "US", "USA": "US", "UK": "GB", "UAE": "AE"}


def abbreviated_countries(text: str) -> list[str]:
    """Return the ISO 3166 codes of countries that a text names by their letters.

    Example:
        >>> abbreviated_countries("the U.S. told us what UK law says")
        ['US', 'GB']
    """
    return [_CODES[match.group().replace(".", "")] for match in _ABBREVIATED.finditer(text)]
