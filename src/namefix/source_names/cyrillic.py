"""Names in languages with Cyrillic letters: usual spellings of foreign names, official romanisation of their own."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from namefix.names.folding import fold
from namefix.names.language import Language
from namefix.names.source_name import Ground, SourceName
from namefix.names.target_language import english
from namefix.source_names.cased_names import Speller, find_cased
from namefix.source_names.own_romanisation import has_own_ending, romanisations
from namefix.source_names.usual_spellings import spelling_counts
from namefix.source_names.word_frequencies import zipf

_REMEMBERED = 1 << 14
"""Number of cached words."""

_OWN, _UNTOLD = 4.0, 0.4
"""Number of persons by which the romanisation counts for words that end like names of the language, and for all others."""

_OTHERS = 0.6
"""Number of persons left for spellings that are not known."""

_COPIED = 0.9
"""Certainty of words in Latin letters."""

_AS_NAME = 1.3
"""Weight of romanisations that persons have, in languages that share the lexicon of another one."""

_FIRST = 0.75
"""Share of the first one among several romanisations."""

_COMMON, _VERY_COMMON = 4.2, 6.0
"""Zipf frequencies from which a word is no name at the beginning of a sentence, unless many persons have it, and never."""

_MANY_PERSONS = 200


class CyrillicNames:
    """Reader of names in Cyrillic letters.

    Example:
        >>> from namefix.names.language import language_of
        >>> language = language_of("", "uk")
        >>> [name.spellings[0].text for name in CyrillicNames().find("Про це Борис Джонсон сказав Андрію Ткаченку.", language)]
        ['Boris Johnson', 'Andrii Tkachenko']
    """

    def find(self, text: str, language: Language) -> Iterator[SourceName]:
        """Yield the names of a text in its order, without overlaps."""
        return find_cased(text, language, ROMANISING)


@lru_cache(_REMEMBERED)
def _spellings(word: str, language: Language) -> list[tuple[str, float, Ground]]:
    """Return the spellings of a dictionary form with their shares: the usual ones by their counts, and its romanisations."""
    if word.isascii():
        return [(word, _COPIED, Ground.COPIED)]
    counts = dict(spelling_counts(word, language.code))
    romanised = romanisations(word, language.code)
    own = _OWN if has_own_ending(word, language.code) else _UNTOLD
    weights: dict[str, float] = dict(counts)
    if language.code != language.sound_model:  # the lexicon is that of another language
        weights = {text: math.log2(1 + count) for text, count in counts.items()}
        own += _AS_NAME * math.log2(1 + english().lexicon.person_count(fold(romanised[0]))) if romanised else 0
    for position, spelling in enumerate(romanised):
        share = (
            _FIRST if position == 0 and len(romanised) > 1 else (1 - _FIRST) / (len(romanised) - 1) if position else 1
        )
        weights[spelling] = weights.get(spelling, 0) + own * share
    total = sum(weights.values()) + _OTHERS
    return sorted(
        (
            (text, weight / total, Ground.USUAL if text in counts else Ground.ROMANISED)
            for text, weight in weights.items()
        ),
        key=lambda one: -one[1],
    )


@lru_cache(_REMEMBERED)
def _count(word: str, language: Language) -> int:
    """Return the number of persons or places with a dictionary form."""
    persons = sum(count for _, count in spelling_counts(word, language.code))
    if not persons and (romanised := romanisations(word, language.code)):
        lexicon = english().lexicon
        return max(lexicon.person_count(fold(romanised[0])), lexicon.town_size(fold(romanised[0])))
    return persons


@lru_cache(_REMEMBERED)
def _is_name(word: str, language: Language) -> bool:
    """Return whether a word that begins a sentence may be a name."""
    frequency = zipf(word, language.code)
    return frequency < _COMMON or (frequency < _VERY_COMMON and _count(word, language) >= _MANY_PERSONS)


ROMANISING = Speller(_count, _spellings, _is_name)
