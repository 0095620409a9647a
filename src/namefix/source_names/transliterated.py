"""Names of other scripts in Latin sources, as the language transliterates them: German Tschaikowski for Tchaikovsky."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import islice, product
from typing import NamedTuple

from namefix.names.folding import fold
from namefix.names.language import Language
from namefix.names.language_files import Facts, language_facts
from namefix.names.lexicon import COMMON
from namefix.names.target_language import english

_REMEMBERED = 1 << 14
"""Number of cached words."""

_MOST_TRIED, _MOST_SPELLINGS = 256, 3
"""Maximum numbers of English spellings that are looked up and returned."""

_SHORTEST = 5
"""Minimum length of a word: shorter ones too often become another name."""

_LEAST_FREQUENCY, _ONE_PERSON = 2.0, 1.7
"""Minimum Zipf frequency in English of a name that the lexicon of persons may lack, and that which counts as one person."""

_TIMES = 10
"""Factor by which more persons must have the English spelling as have the word itself."""


class _Rules(NamedTuple):
    spellings: Mapping[str, tuple[str, ...]]
    chunk: re.Pattern[str]


@lru_cache(_REMEMBERED)
def english_spellings(word: str, language: Language) -> tuple[tuple[str, int], ...]:
    """Return the English spellings of a transliterated word that are known, with the numbers of persons, most frequent first.

    None for a word that as many persons have as it is, such as one of the language's own.

    Example:
        >>> from namefix.names.language import language_of
        >>> german = language_of("", "de")
        >>> english_spellings("Gorbatschow", german)[0][0], english_spellings("Schneider", german)
        ('Gorbachev', ())
    """
    rules = _rules(language.code)
    if not rules or len(word) < _SHORTEST:
        return ()
    marked, choices, at = f"^{unicodedata.normalize('NFC', word).lower()}$", [], 0
    while at < len(marked):
        chunk = rules.chunk.match(marked, at)
        piece = chunk.group() if chunk else marked[at]
        choices.append(rules.spellings.get(piece, (piece.strip("^$"),)))
        at += len(piece)
    own = _weight(word)
    tried = islice(map("".join, product(*choices)), _MOST_TRIED)
    found = {spelling: _weight(spelling) for spelling in tried if fold(spelling) != fold(word)}
    known = [
        (spelling[0].upper() + spelling[1:], weight)
        for spelling, weight in found.items()
        if weight and weight >= _TIMES * own
    ]
    return tuple(sorted(known, key=lambda one: -one[1])[:_MOST_SPELLINGS])


def _weight(word: str) -> int:
    """Return the number of persons with a word, at least that by which its frequency in English counts."""
    frequency = english().lexicon.zipf(fold(word))
    return max(persons(word), round(10 ** (frequency - _ONE_PERSON)) if _LEAST_FREQUENCY <= frequency < COMMON else 0)


def persons(word: str) -> int:
    """Return the number of persons with a word in their names, or the size of a town."""
    lexicon, folded = english().lexicon, fold(word)
    return max(lexicon.person_count(folded), lexicon.town_size(folded))


@cache
def _rules(code: str) -> _Rules | None:
    facts: Facts | None = language_facts()[code].get("transliteration")
    if not facts:
        return None
    pairs = [pair.split("=") for pair in str(facts["letters"]).split()]
    spellings = {native: tuple(latin.split(",")) for native, latin in pairs}
    longest_first = sorted(spellings, key=lambda chunk: (-len(chunk), chunk))
    return _Rules(spellings, re.compile("|".join(map(re.escape, longest_first))))
