"""How alike two names are, in spelling and in sound."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import Indel

from namefix.phonetics import sound_key
from namefix.text import squash


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
