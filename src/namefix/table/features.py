"""Features of squashed names, as hashes; names that share rare features are probably similar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from namefix.names.sound_key import sound_keys

_LETTER_CODES = np.zeros(256, dtype=np.uint64)
_LETTER_CODES[ord("a") : ord("z") + 1] = np.arange(1, 27)
_LETTER_CODES[ord("|")] = 27
_LETTERS = np.uint64(28)
_VOWELS = re.compile("[aeiouyh]+")
_LEAST_SKELETON = 3
"""Minimum number of consonants for features without one of them."""

_MULTIPLIER = 0x9E3779B97F4A7C15
_BASE = np.uint64(_MULTIPLIER)
_INVERSE = np.uint64(pow(_MULTIPLIER, -1, 1 << 64))
_POWERS = np.array([pow(_MULTIPLIER, at, 1 << 64) for at in range(256)], dtype=np.uint64)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)

Numbers = npt.NDArray[Any]


class Features(NamedTuple):
    """The features of names: for each, the number of the name and a 64-bit hash of the feature."""

    names: Numbers
    hashes: npt.NDArray[np.uint64]


def telling_features(squashed: Sequence[str], sounds: Sequence[str]) -> Features:
    """Return the rare features of names, for tables of any size.

    These are all sequences of four letters, with boundary marks, and the consonants of the sound key, all of them and all but
    one, because translation changes vowels most, and rarely more than one consonant.

    Args:
        squashed: The squashed names.
        sounds: Their sound keys.
    """
    return _joined(_grams(squashed, 4), _skeletons(sounds))


def common_features(squashed: Sequence[str], sounds: Sequence[str]) -> Features:
    """Return more frequent features, for small tables: sequences of three letters, and of three letters of the sound key."""
    return _joined(_grams(squashed, 3), _grams(sounds, 3, salt=1))


def _joined(*features: Features) -> Features:
    names, hashes = zip(*features, strict=True)
    return Features(np.concatenate(names), np.concatenate(hashes))


def _grams(names: Sequence[str], size: int, salt: int = 0) -> Features:
    padded = "|" + "|\n|".join(names) + "|"
    codes = _LETTER_CODES[np.frombuffer(padded.encode("ascii"), dtype=np.uint8)]
    count = max(len(codes) - size + 1, 0)
    grams, is_gram = np.full(count, size + 8 * salt, dtype=np.uint64), np.ones(count, dtype=bool)
    for at in range(size):
        letters = codes[at : count + at]
        grams = grams * _LETTERS + letters
        is_gram &= letters > 0
    names_of = np.cumsum(codes == 0)[:count]
    return Features(names_of[is_gram], _mixed(grams[is_gram]))


def _skeletons(sounds: Sequence[str]) -> Features:
    """Return hashes of the consonants of each name, and of these without each of them, using a polynomial hash."""
    skeletons = _VOWELS.sub("", "\n".join(sounds)).split("\n")
    sizes = np.fromiter(map(len, skeletons), dtype=np.int64, count=len(skeletons))
    letters = _LETTER_CODES[np.frombuffer("".join(skeletons).encode("ascii"), dtype=np.uint8)]
    names = np.repeat(np.arange(len(skeletons)), sizes)
    starts = np.cumsum(sizes) - sizes
    at = np.arange(len(letters)) - starts[names]
    terms = letters * _POWERS[np.minimum(at, len(_POWERS) - 1)]
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(terms, dtype=np.uint64)])
    wholes = sums[starts + sizes] - sums[starts]
    before = sums[:-1] - sums[starts][names]
    without = before + (wholes[names] - before - terms) * _INVERSE
    is_long = sizes >= _LEAST_SKELETON
    kept = is_long[names]
    hashes = np.concatenate([wholes[is_long], without[kept]])
    return Features(np.concatenate([np.flatnonzero(is_long), names[kept]]), _mixed(hashes))


def _mixed(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return hashes mixed over all bits, so that the highest bits differ."""
    hashes = hashes * _BASE
    mixed: npt.NDArray[np.uint64] = (hashes ^ (hashes >> np.uint64(29))) * _MIXER
    return mixed


def sounds_of(squashed: Sequence[str]) -> list[str]:
    """Return the sound keys of squashed names."""
    return sound_keys("\n".join(squashed)).split("\n")
