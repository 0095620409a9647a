"""Native texts in Latin letters, with the positions of the letters and the costs of name boundaries."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from unidecode import unidecode

Tenths = npt.NDArray[np.int16]
"""Costs in tenths of nats."""
NEVER = 2000
"""The cost of an impossible alternative."""
_ADDED = 7
"""The cost of each letter of a prefix or ending of a name."""
_MOST_PREFIXES = 3
_JOINING = frozenset(" \u00a0\u202f\u3000·・‧•･=＝-‐‑–゠'’׳״\"")
_READ = dict.fromkeys("اأإٱىةعע", "a") | dict.fromkeys("ッっء\u0651", "") | {"ک": "k", "ー": "h"}
"""Letters that Unidecode drops although they are vowels, or writes although they are silent."""
_ALONE = r"\u3040-\u309f\u3400-\u9fff\uf900-\ufaff"
_MARKS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u200c-\u200f\u00ad"
_WORD = re.compile(rf"[ァ-ヺー]+|[{_ALONE}]|(?:(?![ァ-ヺー{_ALONE}])[\w{_MARKS}])+")
"""The units at which a name may begin and end: words, runs of katakana, single Chinese characters."""


class NativeLine(NamedTuple):
    """A native text prepared for the search of names."""

    letters: str
    """The romanised text, with ^ between words and $ at signs that no name contains."""
    places: list[int]
    """The offset of each letter in the native text."""
    starts: Tenths
    ends: Tenths
    """The costs of beginning and ending at each position of the encoded letters."""


@lru_cache(maxsize=1 << 14)
def letters_of(character: str) -> str:
    """Return the Latin letters for a native character; h for a long vowel in katakana."""
    if character in _READ or "\ud800" <= character <= "\udfff":
        return _READ.get(character, "")
    return "".join([letter for letter in unidecode(character).lower() if "a" <= letter <= "z"])


@lru_cache(maxsize=1 << 10)
def romanised(text: str) -> str:
    """Return the Latin letters of a native text, character by character, without spaces.

    Example:
        >>> romanised("外交部王毅"), romanised("Стармер")
        ('waijiaobuwangyi', 'starmer')
    """
    return "".join([letters_of(character) for character in text if character != "ー"])


@lru_cache(maxsize=1 << 10)
def read_line(text: str, prefixes: str) -> NativeLine:
    """Return a native text; `prefixes` are letters that may be written together with the name behind them."""
    letters: list[str] = []
    places: list[int] = []
    starts, ends = [NEVER], [NEVER, NEVER]
    before = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        sounds = [letters_of(character) for character in text[start:end]]
        if not (word := "".join(sounds)):
            continue
        if start > before:
            letters.append("^" if _JOINING.issuperset(text[before:start]) else "$")
            places.append(before)
            starts.append(NEVER)
            ends.append(NEVER)
        letters.append(word)
        for at, sound in enumerate(sounds, start):
            places += [at] * len(sound)
        first = len(starts)
        starts += [0] + [NEVER] * (len(word) - 1)
        head = text[start : min(end - 1, start + _MOST_PREFIXES)]
        for added in accumulate(map(len, sounds[: len(head) - len(head.lstrip(prefixes))] if prefixes else "")):
            if added < len(word):
                starts[first + added] = _ADDED * added
        ends += range(_ADDED * (len(word) - 1), -1, -_ADDED)
        before = end
    # The line is encoded with a mark before and after it.
    starts, ends = [*starts, NEVER, NEVER], [*ends, NEVER]
    return NativeLine("".join(letters), places, np.array(starts, dtype=np.int16), np.array(ends, dtype=np.int16))
