"""Search for many forms in a text at once, with the endings and prefixes of its language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from namefix.names.language import Language
from namefix.names.native_folding import NAME_GAP, WORD, fold_characters, fold_word, fold_words

_KATAKANA = re.compile("[ァ-ヺー-ヿｦ-ﾟ]")
_COMBINING = re.compile(
    "[\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3]"
)

_SMALL, _CAPITAL = " ", "^"
"""Marks before the words of a form, for a small or capital first letter."""

_SHORT_WORD = 2
"""Letters of a word after which a full stop does not end a sentence."""

_REMEMBERED = 1 << 16
"""Number of cached words of texts."""


class Place(NamedTuple):
    """The span of a form in a text, with the number of the form."""

    start: int
    end: int
    form: int


class CharacterLookup:
    """Lookup of forms in languages without word boundaries, in time linear in the text."""

    def __init__(self, forms: Sequence[str]) -> None:
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for number, folded in enumerate(fold_characters("\n".join(forms)).text.split("\n")):
            if folded:
                self._numbers[folded].append(number)
        self._folded = list(self._numbers)
        self._automaton = AhoCorasick(self._folded)

    def find(self, text: str, language: Language) -> Iterator[Place]:  # noqa: ARG002 - the other way of looking up needs it
        """Yield the spans of all forms, including overlapping ones, except parts of longer words in katakana."""
        folded, starts, ends = fold_characters(text)
        for pattern, first, behind in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            start, end = starts[first], ends[behind - 1]
            if not _is_cut(text, start, end):
                yield from (Place(start, end, number) for number in self._numbers[self._folded[pattern]])


def _is_cut(text: str, start: int, end: int) -> bool:
    """Return whether a span begins or ends within a word in katakana, or within a letter of several characters."""
    if _COMBINING.match(text, end) or (_KATAKANA.match(text, end) and _KATAKANA.match(text, end - 1)):
        return True
    return start > 0 and bool(_KATAKANA.match(text, start) and _KATAKANA.match(text, start - 1))


class WordLookup:
    """Lookup of forms in languages of one script with words, in time linear in the text.

    Only whole words match, in any grammatical case of the language and with the capitals of the form.
    """

    def __init__(self, forms: Sequence[str], script: str) -> None:
        self._script = script
        words = [WORD.findall(form) for form in forms]
        distinct = list({word for listed in words for word in listed})
        key_of = {
            word: (_CAPITAL if word[0].isupper() else _SMALL) + folded
            for word, folded in zip(distinct, fold_words(distinct, script), strict=True)
        }
        self._vocabulary = set(key_of.values())
        self._begun_small = {listed[0] for listed in words if listed and listed[0][0].islower()}
        self._numbers: dict[str, list[int]] = {}
        """Sequence of words at the beginning of forms → the forms that it completes."""
        for number, listed in enumerate(words):
            begun = ""
            for word in listed:
                begun += key_of[word]
                numbers = self._numbers.setdefault(begun, [])
            if listed:
                numbers.append(number)
        self._readings = lru_cache(_REMEMBERED)(self._read)

    def find(self, text: str, language: Language) -> Iterator[Place]:
        """Yield the spans of all forms, including overlapping ones."""
        words = list(WORD.finditer(text))
        for first, word in enumerate(words):
            if not word.group()[0].islower() or word.group() in self._begun_small:
                yield from self._find_from(text, words, first, language)

    def _find_from(self, text: str, words: list[re.Match[str]], first: int, language: Language) -> Iterator[Place]:
        """Yield the forms that begin at a word."""
        begun = [""]
        for number in range(first, len(words)):
            if number > first and not _joins(text, words[number - 1], words[number]):
                return
            readings = self._readings(words[number].group(), language)
            begun = [longer for start in begun for reading in readings if (longer := start + reading) in self._numbers]
            if not begun:
                return
            for form in begun:
                yield from (Place(words[first].start(), words[number].end(), of) for of in self._numbers[form])

    def _read(self, word: str, language: Language) -> list[str]:
        """Return the words of forms that a word of a text can be a case of."""
        folded = fold_word(word, self._script)
        forms = {form for form in language.nominatives(folded) if form and language.is_case_of(folded, form)}
        starts = (_SMALL, _CAPITAL) if word[0].isupper() else (_SMALL,)
        return [reading for form in sorted(forms) for start in starts if (reading := start + form) in self._vocabulary]


def _joins(text: str, word: re.Match[str], following: re.Match[str]) -> bool:
    """Return whether two adjacent words can belong to one name."""
    gap = text[word.end() : following.start()]
    if gap == " ":
        return True
    return bool(NAME_GAP.fullmatch(gap)) and (gap[0] != "." or len(word.group()) <= _SHORT_WORD)
