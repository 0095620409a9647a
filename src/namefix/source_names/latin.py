"""Names in languages with Latin letters, which English copies with their diacritics."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from namefix.names.folding import fold
from namefix.names.language import Language
from namefix.names.source_name import Ground, SourceName
from namefix.names.target_language import english
from namefix.source_names.cased_names import Speller, find_cased
from namefix.source_names.transliterated import english_spellings, persons
from namefix.source_names.word_frequencies import zipf

_REMEMBERED = 1 << 14
"""Number of cached words."""

_COPIED = 0.75
"""Certainty of a word in its dictionary form, between the shares that human translations have in the same letters, by
`bench/source_names.py`: 0.51 of 202 names in Czech and 0.62 of 281 in German, more than 0.8 in French and Spanish (16 each)."""

_USUAL, _NOT_USUAL = 0.6, 0.15
"""Certainties of the English spellings of a transliterated word together, and of the word itself."""

_COMMON, _VERY_COMMON = 4.2, 6.0
"""Zipf frequencies from which a word is no name at the beginning of a sentence, unless many persons have it, and never."""

_ENGLISH_WORD = 3.8
"""Zipf frequency in English from which a noun that few persons have is a word of both languages: Trainer, Team."""

_MANY_PERSONS = 200

_NOUN = 2.5
"""Minimum Zipf frequency for the comparison with English, where nouns of the language are rare and names are not."""

_KNOWN, _AS_ONE_PERSON = 20, 10
"""Minimum number of persons with a word that is common in English, and thousands of people of a town that count as a person."""

_MORE_THAN_IN_ENGLISH, _MORE_FOR_NAMES = 1.2, 0.9
"""Excess over the Zipf frequency in English of a noun, and how much more it must be for a tenfold number of persons."""

_SHORTEST_PART, _COMMON_PART = 4, 3.3
"""Minimum length and Zipf frequency of the parts of a compound noun."""


class LatinNames:
    """Reader of names in Latin letters.

    Example:
        >>> from namefix.names.language import language_of
        >>> language = language_of("", "cs")
        >>> [name.spellings[0].text for name in LatinNames().find("Setkal se s Petrem Novákem.", language)]
        ['Petr Novák']
    """

    def find(self, text: str, language: Language) -> Iterator[SourceName]:
        """Yield the names of a text in its order, without overlaps."""
        return find_cased(text, language, _SPELLER)


def _spellings(word: str, language: Language) -> list[tuple[str, float, Ground]]:
    """Return the word itself, and before it the English spellings of a transliterated one, if they are known."""
    usual = english_spellings(word, language)
    if not usual:
        return [(word, _COPIED, Ground.COPIED)]
    total = sum(math.log2(1 + count) for _, count in usual)
    spellings = [(text, _USUAL * math.log2(1 + count) / total, Ground.USUAL) for text, count in usual]
    return [*spellings, (word, _NOT_USUAL, Ground.COPIED)]


@lru_cache(_REMEMBERED)
def _count(word: str, language: Language) -> int:
    """Return the number of persons with a word in their names, also transliterated, or the size of a town."""
    return max(persons(word), *(count for _, count in english_spellings(word, language)), 0)


@lru_cache(_REMEMBERED)
def _is_name(word: str, language: Language) -> bool:
    """Return whether a word may be a name although another reason for its capital letter is at hand."""
    frequency, persons = zipf(word, language.code), english().lexicon.person_count(fold(word))
    if frequency >= _VERY_COMMON:
        return False
    if language.marks_names:
        return frequency < _COMMON or persons >= _MANY_PERSONS
    known = max(persons, english().lexicon.town_size(fold(word)) / _AS_ONE_PERSON)
    in_english = english().lexicon.zipf(fold(word))
    if known < _KNOWN and in_english >= _ENGLISH_WORD:
        return False
    if _is_noun(word, language):
        return False
    return frequency > 0 or known > 0 or not _is_compound(word, language)


@lru_cache(_REMEMBERED)
def _is_noun(word: str, language: Language) -> bool:
    """Return whether a word is so much more frequent than in English that it is a noun, such as an office, not a name."""
    frequency, folded = zipf(word, language.code), fold(word)
    known = max(_count(word, language), english().lexicon.town_size(folded) / _AS_ONE_PERSON)
    more = _MORE_THAN_IN_ENGLISH + _MORE_FOR_NAMES * math.log10(1 + known)
    return frequency >= _NOUN and frequency - english().lexicon.zipf(folded) > more


def _is_compound(word: str, language: Language) -> bool:
    """Return whether a word consists of two words of the language."""
    return any(
        zipf(word[at:], language.code) >= _COMMON_PART
        and any(
            zipf(word[:at].removesuffix(joint), language.code) >= _COMMON_PART for joint in ("", "s", "n", "en", "es")
        )
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    )


_SPELLER = Speller(_count, _spellings, _is_name, _is_noun)
