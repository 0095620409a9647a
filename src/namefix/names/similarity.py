"""How alike two names are, in spelling and in sound."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from namefix.names.sound_key import sound_key
from namefix.names.words import squash

_PART = 0.65
"""What a likeness to a part of a native name counts."""

_LEAST_PART = 4
"""Letters of a mention that may be a part."""


def spelling_similarity(one: str, other: str) -> float:
    """Return 1 minus the share of letters to insert or delete; case, diacritics and spaces aside.

    Example:
        >>> spelling_similarity("Kiel Stamer", "Keir Starmer")
        0.761...
    """
    return Indel.normalized_similarity(squash(one), squash(other))


def sound_similarity(one: str, other: str) -> float:
    """Return the same for the sound keys of the two names.

    Example:
        >>> sound_similarity("Zerensky", "Zelensky")
        1.0
    """
    return Indel.normalized_similarity(sound_key(one), sound_key(other))


@lru_cache(maxsize=1 << 17)
def likeness(one: str, other: str) -> float:
    """Return the mean of spelling and sound similarity."""
    return (spelling_similarity(one, other) + sound_similarity(one, other)) / 2


@lru_cache(maxsize=1 << 15)
def native_likeness(mention: str, native: str) -> float:
    """Return how like a mention is to a native name read letter by letter or syllable by syllable, in [0, 1].

    A likeness to a part of it counts 0.65.

    Reference:
        Unidecode's tables: pinyin for Chinese characters, also those of Japanese names.

    Example:
        >>> native_likeness("Luo Jiahui", "骆家辉"), native_likeness("Jiahui", "骆家辉")
        (1.0, 0.8)
    """
    letters, others = squash(mention), squash(native)
    whole = fuzz.ratio(letters, others)
    part = fuzz.partial_ratio(letters, others) if _LEAST_PART <= len(letters) < len(others) else 0
    return max(whole, _PART * part) / 100
