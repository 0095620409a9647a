"""The official romanisation of a language for its own names, by the table `romanisation` of its file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import islice, product
from typing import NamedTuple

from namefix.names.language_files import Facts, language_facts

_MOST_SPELLINGS = 6
"""Maximum number of romanisations of a word."""

_STRESS = "\u0301"
_REMEMBERED = 1 << 14
"""Number of cached words."""

_SHORTEST_OWN = 4
"""Minimum length of a word whose ending tells that it is a name of the language."""


class _Rules(NamedTuple):
    """The romanisations of letters and chunks, where ^ and $ are the ends of a word, and endings of the language's own names."""

    spellings: Mapping[str, tuple[str, ...]]
    chunk: re.Pattern[str]
    own_endings: tuple[str, ...]


@lru_cache(_REMEMBERED)
def romanisations(word: str, code: str) -> tuple[str, ...]:
    """Return the romanisations of a native word, the usual one first; none without rules, or for letters without a rule.

    Example:
        >>> romanisations("Сибіга", "uk"), romanisations("Ельцин", "ru")
        (('Sybiha',), ('Yeltsin', 'Eltsin'))
    """
    rules = _rules(code)
    if not rules or not word:
        return ()
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).replace(_STRESS, ""))
    choices, at, marked = [], 0, f"^{plain}$"
    while at < len(marked):
        chunk = rules.chunk.match(marked, at)
        if not chunk and marked[at] not in "^$":
            return ()
        choices.append(rules.spellings[chunk.group()] if chunk else ("",))
        at = chunk.end() if chunk else at + 1
    spellings = islice(map("".join, product(*choices)), _MOST_SPELLINGS)
    return tuple(dict.fromkeys(spelling[:1].upper() + spelling[1:] for spelling in spellings if spelling))


def has_own_ending(word: str, code: str) -> bool:
    """Return whether a word ends like names of the language's own.

    Example:
        >>> has_own_ending("Шевченко", "uk"), has_own_ending("Джонсон", "uk")
        (True, False)
    """
    rules = _rules(code)
    return bool(rules and len(word) >= _SHORTEST_OWN and word.lower().endswith(rules.own_endings))


@cache
def _rules(code: str) -> _Rules | None:
    facts: Facts | None = language_facts()[code].get("romanisation")
    if not facts:
        return None
    pairs = [pair.split("=") for pair in f"{facts['letters']} {facts.get('chunks', '')}".split()]
    spellings = {native: tuple(latin.split(",")) for native, latin in pairs}
    longest_first = sorted(spellings, key=lambda chunk: (-len(chunk), chunk))
    return _Rules(spellings, re.compile("|".join(map(re.escape, longest_first))), tuple(facts["own_endings"].split()))
