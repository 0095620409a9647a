"""Hangul in Latin letters."""

from __future__ import annotations

_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")
_FIRST, _LAST = "가", "힣"

_COMPOUND_SURNAMES = frozenset("남궁 선우 황보 제갈 독고".split())
"""The Korean surnames of two syllables that occur in the news."""


def revised_romanisation(text: str) -> str:
    """Return a text with each syllable of Hangul in the Revised Romanisation, by itself as in names.

    Example:
        >>> revised_romanisation("강릉"), revised_romanisation("석열")
        ('gangreung', 'seokyeol')

    Reference:
        Romanization of Korean, Ministry of Culture and Tourism, Notification 2000-8; the order of the letters in syllables is
        that of section 3.12 of the Unicode Standard.
    """
    return "".join(map(_romanised, text))


def _romanised(syllable: str) -> str:
    if not _FIRST <= syllable <= _LAST:
        return syllable
    number = ord(syllable) - ord(_FIRST)
    return _INITIALS[number // 588] + _VOWELS[number % 588 // 28] + _FINALS[number % 28]


def surname_size(name: str) -> int:
    """Return the number of syllables of the surname at the start of a Korean name.

    Example:
        >>> surname_size("선우은숙"), surname_size("선우진")
        (2, 1)
    """
    return 2 if len(name) > 3 and name[:2] in _COMPOUND_SURNAMES else 1
