"""Names in Hebrew and Arabic letters, which have no capitals: sequences of words of persons' names that are rare as words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from namefix.names.language import Language
from namefix.names.native_folding import WORD, fold_word
from namefix.names.source_name import Ground, SourceName
from namefix.source_names.cased_names import WordSpelling, combined
from namefix.source_names.usual_spellings import spelling_counts
from namefix.source_names.word_frequencies import zipf

_REMEMBERED = 1 << 15
"""Number of cached words."""

_GAP = re.compile(r" |[-‐‑־]|['’׳״\"](?=\w)")
_GERESH = re.compile(r"['’׳]")

_LEAST_FIRST, _LEAST_NEXT = 0.2, -0.6
"""Minimum log10 of the persons with a word, less half of its Zipf frequency above `_RARE`, of the first word of a name, and of
the next ones."""

_RARE, _PER_ZIPF = 2.0, 0.5

_WITHOUT_PREFIX = 0.4
"""Factor for the persons of a word whose first letters may be a prefix."""

_OTHERS = 0.8
"""Number of persons left for spellings that are not known."""

_CERTAINTY = 0.65
"""Factor that makes the mean certainty the share of first spellings in references: 8 of 20, by `bench/source_names.py`."""

_MOST_WORDS = 4
_SHORTEST = 2


class _Word(NamedTuple):
    text: str
    start: int
    end: int


class _Reading(NamedTuple):
    """A word with or without its prefix, `cut` letters: the log10 of its persons, less what speaks for a common word."""

    form: str
    cut: int
    strength: float


class HebrewArabicNames:
    """Reader of names in Hebrew or Arabic letters.

    Example:
        >>> from namefix.names.language import language_of
        >>> language = language_of("", "he")
        >>> [name.spellings[0].text for name in HebrewArabicNames().find("כך אמר אתמול תומאס ג'ונסון.", language)]
        ['Thomas Johnson']
    """

    def find(self, text: str, language: Language) -> Iterator[SourceName]:
        """Yield the names of a text in its order, without overlaps."""
        run: list[_Word] = []
        for word in _words(text):
            joins = bool(run) and bool(_GAP.fullmatch(text[run[-1].end : word.start])) and len(run) < _MOST_WORDS
            if joins and _is_name(word.text, language, is_first=False):
                run.append(word)
                continue
            if run and (name := _name(run, text, language)):
                yield name
            run = [word] if _is_name(word.text, language, is_first=True) else []
        if run and (name := _name(run, text, language)):
            yield name


def _words(text: str) -> Iterator[_Word]:
    """Yield the words of a text with the geresh behind or within them."""
    words = list(WORD.finditer(text))
    at = 0
    while at < len(words):
        start, end = words[at].span()
        while _GERESH.match(text, end):
            end += 1
            if at + 1 < len(words) and words[at + 1].start() == end:
                at += 1
                end = words[at].end()
        yield _Word(text[start:end], start, end)
        at += 1


@lru_cache(_REMEMBERED)
def _is_name(word: str, language: Language, *, is_first: bool) -> bool:
    """Return whether a word is one of names; those behind the first have no prefixes."""
    readings = _readings(word, language)
    if is_first:
        return any(reading.strength >= _LEAST_FIRST for reading in readings)
    return any(reading.strength >= _LEAST_NEXT for reading in readings if not reading.cut)


@lru_cache(_REMEMBERED)
def _readings(word: str, language: Language) -> tuple[_Reading, ...]:
    """Return the word, and what is left without each of its possible prefixes, with their strengths."""
    common = max(0.0, zipf(word, language.code) - _RARE)
    folded = fold_word(word, language.script)
    cuts = [0] + [size for size in range(1, len(word) - _SHORTEST) if folded[:size] in language.prefixes]
    readings = []
    for cut in cuts:
        persons = sum(count for _, count in spelling_counts(word[cut:], language.code)) * (
            _WITHOUT_PREFIX if cut else 1
        )
        if persons:
            strength = math.log10(1 + persons) - _PER_ZIPF * common
            readings.append(_Reading(word[cut:], cut, strength))
    return tuple(readings)


def _name(run: Sequence[_Word], text: str, language: Language) -> SourceName | None:
    """Return the name of words."""
    choices, starts = [], []
    for position, word in enumerate(run):
        readings = [reading for reading in _readings(word.text, language) if not (position and reading.cut)]
        choices.append(_spellings(readings, language))
        starts.append(word.start + max(readings, key=lambda reading: reading.strength).cut)
    gaps = [text[one.end : other.start].replace("־", "-") for one, other in pairwise(run)]
    return combined(choices, [*gaps, ""], starts[0], run[-1].end)


def _spellings(readings: Sequence[_Reading], language: Language) -> list[WordSpelling]:
    """Return the usual spellings of a word."""
    total = sum(10**reading.strength for reading in readings)
    spellings: dict[str, WordSpelling] = {}
    for reading in readings:
        counts = spelling_counts(reading.form, language.code)
        persons = sum(count for _, count in counts) + _OTHERS
        for text, count in counts:
            share = _CERTAINTY * 10**reading.strength / total * count / persons
            if text not in spellings:
                spellings[text] = WordSpelling(text, reading.form, share, Ground.USUAL)
    return sorted(spellings.values(), key=lambda one: -one.share)
