"""Dictionary forms of the words of names, without the case endings of the language."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from functools import cache, lru_cache
from typing import NamedTuple

from namefix.names.language import Language
from namefix.names.language_files import language_facts
from namefix.names.native_folding import fold_word

_REMEMBERED = 1 << 14
"""Number of cached words."""

_UNCHANGED, _CUT, _REPLACED, _ADDED = 1.0, 0.6, 0.25, 0.05
"""Prior weights of a word as it stands, without an ending, with another ending, and with an ending that is missing."""

_FEMININE = 3.0
"""Prior weight of forms with an ending that has diacritics, which the surnames of women have and those of men do not."""

_UNKNOWN = 0.3
"""Weight of forms that no lexicon knows, where log2(1 + count) is that of others."""

_ELSEWHERE = 6.0
"""Factor for forms that occur in the text."""

_MOST_FORMS = 4
_LEAST_SHARE = 0.04


class DictionaryForm(NamedTuple):
    """A dictionary form with its share among those of a word."""

    text: str
    share: float
    is_changed: bool


class _Reading(NamedTuple):
    text: str
    folded: str
    weight: float
    is_changed: bool


def dictionary_forms(
    word: str, language: Language, count: Callable[[str, Language], int], elsewhere: Collection[str] = ()
) -> list[DictionaryForm]:
    """Return the likely dictionary forms of a word, the likeliest first.

    Args:
        word: A word of a text.
        language: Its language.
        count: Function that returns how many persons or places a lexicon has for a dictionary form.
        elsewhere: Folded words of names of the text, which are likelier to be dictionary forms.
    """
    readings = [
        reading._replace(
            weight=reading.weight * (_ELSEWHERE if reading.is_changed and reading.folded in elsewhere else 1)
        )
        for reading in _readings(word, language, count)
    ]
    total = sum(reading.weight for reading in readings)
    forms = [DictionaryForm(reading.text, reading.weight / total, reading.is_changed) for reading in readings]
    likely = sorted((form for form in forms if form.share >= _LEAST_SHARE), key=lambda form: -form.share)
    return likely[:_MOST_FORMS]


@lru_cache(_REMEMBERED)
def _readings(word: str, language: Language, count: Callable[[str, Language], int]) -> tuple[_Reading, ...]:
    folded = fold_word(word, language.script)
    found: dict[str, _Reading] = {}
    for form in dict.fromkeys(language.nominatives(folded)) if language.endings else (folded,):
        if form != folded and not language.is_case_of(folded, form):
            continue
        text = word if form == folded else _written(word, form, language)
        known = math.log2(1 + count(text, language))
        if text.endswith(_written_endings(language)):
            prior = _FEMININE
        elif form == folded:
            prior = _UNCHANGED
        elif folded.startswith(form):
            prior = _CUT
        elif not form.startswith(folded):
            prior = _REPLACED
        elif known:
            prior = _ADDED
        else:
            continue
        weight = prior * (_UNKNOWN + known)
        found.setdefault(form, _Reading(text, form, weight, form != folded))
    return tuple(found.values())


def _written(word: str, form: str, language: Language) -> str:
    """Return a folded form in the letters of a word as far as both agree, with the diacritics of its ending."""
    size, kept = 0, 0
    for position in range(1, len(word) + 1):
        begun = fold_word(word[:position], language.script)
        if not form.startswith(begun):
            break
        size, kept = len(begun), position
    for ending in _written_endings(language):
        plain = fold_word(ending, language.script)
        if form.endswith(plain) and len(form) - len(plain) <= size < len(form):
            cut = len(word[:kept]) - (size - (len(form) - len(plain)))
            return word[:cut] + ending
    return word[:kept] + form[size:]


@cache
def _written_endings(language: Language) -> tuple[str, ...]:
    """Return the endings of names that have diacritics."""
    return tuple(language_facts()[language.code].get("written_endings", "").split())
