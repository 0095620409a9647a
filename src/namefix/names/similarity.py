"""Similarity of names in spelling and in sound."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from namefix.names.name import Name

_PART = 0.65
"""Weight of the likeness to a part of a native name."""

_LEAST_PART = 4
"""Minimum number of letters of a mention that may match a part."""


def spelling_similarity(one: Name, other: Name) -> float:
    """Return 1 minus the share of letters to insert or delete, ignoring case, diacritics and spaces.

    Example:
        >>> from namefix.names.name import name_of
        >>> spelling_similarity(name_of("Kiel Stamer"), name_of("Keir Starmer"))
        0.761...
    """
    return Indel.normalized_similarity(one.squashed, other.squashed)


def sound_similarity(one: Name, other: Name) -> float:
    """Return the spelling similarity of the sound keys of two names.

    Example:
        >>> from namefix.names.name import name_of
        >>> sound_similarity(name_of("Zerensky"), name_of("Zelensky"))
        1.0
    """
    return Indel.normalized_similarity(one.sound_key, other.sound_key)


@lru_cache(maxsize=1 << 17)
def likeness(one: Name, other: Name) -> float:
    """Return the mean of spelling and sound similarity."""
    return (spelling_similarity(one, other) + sound_similarity(one, other)) / 2


@lru_cache(maxsize=1 << 15)
def native_likeness(mention: Name, native: Name) -> float:
    """Return the similarity of a mention to a native name romanised by letters or syllables, in [0, 1].

    The similarity to a part of the name is multiplied by 0.65.

    Reference:
        The tables of Unidecode: pinyin for Chinese characters, including those of Japanese names.

    Example:
        >>> from namefix.names.name import name_of
        >>> native_likeness(name_of("Luo Jiahui"), name_of("骆家辉")), native_likeness(name_of("Jiahui"), name_of("骆家辉"))
        (1.0, 0.8)
    """
    letters, others = mention.squashed, native.squashed
    whole = fuzz.ratio(letters, others)
    part = fuzz.partial_ratio(letters, others) if _LEAST_PART <= len(letters) < len(others) else 0
    return max(whole, _PART * part) / 100
