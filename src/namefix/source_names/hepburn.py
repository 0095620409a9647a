"""Hepburn romanisation of katakana as news in English writes it, without marks of long vowels."""

from __future__ import annotations

import re

_ROWS = {
    "a": "アカサタナハマヤラワガザダバパ",
    "i": "イキシチニヒミ リ ギジヂビピ",
    "u": "ウクスツヌフムユル グズヅブプ",
    "e": "エケセテネヘメ レ ゲゼデベペ",
    "o": "オコソトノホモヨロヲゴゾドボポ",
}
_CONSONANTS = ("", "k", "s", "t", "n", "h", "m", "y", "r", "w", "g", "z", "d", "b", "p")
_KANA = {
    kana: consonant + vowel
    for vowel, row in _ROWS.items()
    for kana, consonant in zip(row, _CONSONANTS, strict=True)
    if kana != " "
}
_KANA |= dict(zip("シチツフジヂヅヲンヴ", "shi chi tsu fu ji ji zu o n v".split(), strict=True))
_SMALL = dict(zip("ァィゥェォャュョヮ", "a i u e o ya yu yo wa".split(), strict=True))
_LONG = re.compile("ou(?!e|ra)|oo|uu(?!ra|chi)")
"""Long vowels; in Inoue, Koura, Matsuura and Usuuchi a new character of the name begins within the vowels."""


def hepburn(kana: str) -> str:
    """Return a reading in katakana in Latin letters.

    Example:
        >>> hepburn("オオタニ"), hepburn("ショウヘイ"), hepburn("イノウエ"), hepburn("ハットリ"), hepburn("ジュンイチ")
        ('Otani', 'Shohei', 'Inoue', 'Hattori', 'Junichi')
    """
    letters = ""
    is_double = False
    for character in kana:
        if character == "ッ":
            is_double = True
            continue
        if character in _SMALL:
            letters = _with_small(letters, _SMALL[character])
            continue
        syllable = _KANA.get(character, "")
        if is_double and syllable:
            letters += "t" if syllable.startswith("ch") else syllable[0]
        letters += syllable
        is_double = False
    return _LONG.sub(lambda vowels: vowels[0][0], letters).capitalize()


def _with_small(letters: str, vowel: str) -> str:
    """Return letters with the vowel of their last syllable replaced by that of a small character."""
    stem = letters[:-1]
    return stem + (vowel[-1] if stem.endswith(("sh", "ch", "j")) or len(vowel) == 1 else vowel)
