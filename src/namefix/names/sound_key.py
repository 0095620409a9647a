"""Sound keys: names that translation confuses are written alike."""

from __future__ import annotations

import re

_CLUSTERS = (
    (re.compile(r"tsch|sch|tch|sh|ch|zh|cz|sz|ts|tz|dj|c(?=[eiy])"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"kh|gh|ck|qu"), "k"),
    (re.compile(r"th"), "t"),
    (re.compile(r"(?<=[aeiou])h(?![aeiou])"), ""),
)
_LETTERS = str.maketrans(
    {"r": "l", "v": "b", "w": "b", "p": "b", "c": "k", "q": "k", "g": "k", "h": "k", "z": "s", "x": "s", "j": "s"}
    | {"d": "t", "y": "i", "e": "i", "u": "o"}
)
_DOUBLED = re.compile(r"([a-z])\1+")


def sound_keys(squashed: str) -> str:
    """Return the sound keys of squashed names separated by line ends: a whole table in one call.

    A key is the same for names which sound alike after translation. The classes (l/r, b/p/v/w, k/c/q/g/h, s/z/sh/ch/j, f/ph,
    t/d, front and back vowels, doubled letters) are those that English words with one native form in Chinese, Japanese, Korean,
    Russian, Arabic and Hebrew share most often.

    Example:
        >>> sound_keys("zelensky") == sound_keys("zerenski")
        True
    """
    for pattern, replacement in _CLUSTERS:
        squashed = pattern.sub(replacement, squashed)
    return _DOUBLED.sub(r"\1", squashed.translate(_LETTERS))
