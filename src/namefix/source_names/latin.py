"""Names in languages with Latin letters, which English copies with their diacritics."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from namefix.names.folding import fold
from namefix.names.language import Language
from namefix.names.source_name import Ground, SourceName
from namefix.names.target_language import english
from namefix.source_names.cased_names import Speller, find_cased
from namefix.source_names.word_frequencies import zipf

_REMEMBERED = 1 << 14
"""Number of cached words."""

_COMMON = 4.2
"""Minimum Zipf frequency of a common word, which is no name at the beginning of a sentence."""

_NOUN = 2.5
_MORE_THAN_IN_ENGLISH = 1.2
_SHORTEST_PART = 4
_COMMON_PART = 3.8


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


def _spellings(word: str, language: Language) -> list[tuple[str, float, Ground]]:  # noqa: ARG001 - other scripts need it
    """Return the word itself."""
    return [(word, 0.9, Ground.COPIED)]


@lru_cache(_REMEMBERED)
def _count(word: str, language: Language) -> int:  # noqa: ARG001 - other scripts need it
    """Return the number of persons with a word in their names, or the size of a town."""
    folded = fold(word)
    return max(english().lexicon.person_count(folded), english().lexicon.town_size(folded))


@lru_cache(_REMEMBERED)
def _is_name(word: str, language: Language) -> bool:
    """Return whether a word may be a name although another reason for its capital letter is at hand."""
    frequency = zipf(word, language.code)
    if language.marks_names:
        return frequency < _COMMON
    if frequency >= _NOUN and frequency > english().lexicon.zipf(fold(word)) + _MORE_THAN_IN_ENGLISH:
        return False
    return frequency > 0 or not _is_compound(word, language)


def _is_compound(word: str, language: Language) -> bool:
    """Return whether a word ends with a frequent word of the language."""
    ends = range(_SHORTEST_PART - 1, len(word) - _SHORTEST_PART + 2)
    return any(zipf(word[at:], language.code) >= _COMMON_PART for at in ends)


_SPELLER = Speller(_count, _spellings, _is_name)
