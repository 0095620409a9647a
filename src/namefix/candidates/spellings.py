"""The distinct spellings of a table in flat arrays, and the search for spellings similar to a name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from namefix.table.array_checks import LONGEST
from namefix.table.features import Features, common_features, sounds_of, telling_features
from namefix.table.postings import FEW
from namefix.table.sections import Arrays

_SHORTLIST, _LARGE_SHORTLIST = 160, 320
"""Number of spellings of a small and of a large table that are compared in full."""
_LEAST_LIKENESS = 0.58
"""Minimum similarity; below, garbled names are hardly distinguishable from chance."""
_MOST_POSTINGS = 16384
"""Maximum number of postings that are read for a name, those of its rarest features first."""
_WINDOW = 4
"""Maximum difference in length between a garbled and the correct name, in a large table."""
_UNIT = 4
"""Number of units of rarity in a bit."""
_EXTRA_LETTERS = 4
"""Number added to the length of a name before its sum is divided by the square root, as short names have few features."""
_LEAST_SHARE = 0.2
"""Minimum share of the best score for a spelling to be compared in full."""

Numbers = npt.NDArray[Any]


class Near(NamedTuple):
    """The numbers and similarities of spellings similar to a name, most similar first."""

    numbers: Numbers
    likeness: Numbers


_NOTHING = Near(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))


class Spellings:
    """Index that finds the spellings most similar to squashed names.

    Every spelling has hashed features (`features.py`), and every feature has a list of its spellings. A name is looked up by
    its rarest features; the spellings that share most of them are compared in full.

    Args:
        arrays: The arrays of `postings.spelling_arrays`.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._spellings, self._spelling_starts = arrays["spellings"], arrays["spelling_starts"]
        self._sounds, self._sound_starts = arrays["sounds"], arrays["sound_starts"]
        self._starts, self._postings = arrays["posting_starts"].data, arrays["postings"]
        self._shift = np.uint64(64 - (len(self._starts) - 1).bit_length() + 1)
        self._first_of_size: list[int] = arrays["size_starts"].tolist()
        self._roots = 1 / np.sqrt(np.arange(LONGEST + 1, dtype=np.float32) + _EXTRA_LETTERS)
        self._most = _SHORTLIST if len(self) <= FEW else _LARGE_SHORTLIST
        self._spare_sums: list[npt.NDArray[np.uint16]] = []

    def __len__(self) -> int:
        return len(self._spelling_starts) - 1

    def nearest(self, squashed: Sequence[str]) -> list[Near]:
        """Return for each squashed name the similar spellings."""
        if not len(self) or not squashed:
            return [_NOTHING for _ in squashed]
        sounds = sounds_of(squashed)
        shortlists = self._shortlists(squashed, sounds)
        return [self._compared(*one) for one in zip(squashed, sounds, shortlists, strict=True)]

    def _compared(self, squashed: str, sound: str, numbers: Numbers) -> Near:
        """Return the spellings that are similar, by `namefix.names.similarity.likeness`."""
        if not len(numbers):
            return _NOTHING
        spelling_likeness = _similarities(squashed, _lines(self._spellings, self._spelling_starts, numbers))
        sound_likeness = _similarities(sound, _lines(self._sounds, self._sound_starts, numbers))
        likeness: Numbers = (spelling_likeness + sound_likeness) / 2
        order = np.lexsort((numbers, -likeness))[: np.count_nonzero(likeness >= _LEAST_LIKENESS)]
        return Near(numbers[order], likeness[order])

    def _shortlists(self, squashed: Sequence[str], sounds: Sequence[str]) -> list[Numbers]:
        is_few = len(self) <= FEW
        telling = self._buckets(telling_features(squashed, sounds), len(squashed))
        common = self._buckets(common_features(squashed, sounds), len(squashed)) if is_few else [[]] * len(squashed)
        sums = self._spare_sums.pop() if self._spare_sums else np.zeros(len(self), dtype=np.uint16)
        shortlists = []
        for name, *buckets in zip(squashed, telling, common, strict=True):
            first, behind = (0, len(self)) if is_few else self._within_window(len(name))
            lists = [found for listed in buckets for found in sorted(self._lists(listed, first, behind))]
            shortlists.append(self._shortlist(lists, sums))
        self._spare_sums.append(sums)
        return shortlists

    def _within_window(self, size: int) -> tuple[int, int]:
        """Return the range of numbers of spellings of similar length."""
        size = min(size, LONGEST)
        return self._first_of_size[max(size - _WINDOW, 0)], self._first_of_size[min(size + _WINDOW, LONGEST) + 1]

    def _buckets(self, features: Features, count: int) -> list[list[int]]:
        """Return the distinct list numbers of the features of each name."""
        keys = np.unique((features.names.astype(np.uint64) << np.uint64(32)) | (features.hashes >> self._shift))
        ends = np.searchsorted(keys >> np.uint64(32), np.arange(count + 1)).tolist()
        buckets = (keys & np.uint64(0xFFFFFFFF)).tolist()
        return [buckets[start:end] for start, end in pairwise(ends)]

    def _lists(self, buckets: Sequence[int], first: int, behind: int) -> Iterator[tuple[int, int]]:
        """Yield (length, start) of each feature's postings between two spellings."""
        is_part = behind - first < len(self)
        for bucket in buckets:
            start, end = self._starts[bucket], self._starts[bucket + 1]
            if is_part and start < end:
                start = bisect_left(self._postings, first, start, end)
                end = bisect_left(self._postings, behind, start, end)
            if start < end:
                yield end - start, start

    def _shortlist(self, lists: Sequence[tuple[int, int]], sums: npt.NDArray[np.uint16]) -> Numbers:
        """Return the spellings that share most features with a name, in order; `sums` is zero before and after."""
        lists = _rarest(lists)
        if not lists:
            return _NOTHING.numbers
        lengths = np.array([length for length, _ in lists])
        numbers = np.concatenate([self._postings[start : start + length] for length, start in lists])
        rarity = (1 + _UNIT * np.log2(len(self) / lengths)).astype(np.uint16)
        weights = np.repeat(rarity, lengths)
        np.add.at(sums, numbers, weights)
        sizes = self._spelling_starts.take(numbers + 1) - self._spelling_starts.take(numbers) - 1
        scores = sums.take(numbers) * self._roots.take(sizes)
        np.subtract.at(sums, numbers, weights)
        likely = np.flatnonzero(scores > _LEAST_SHARE * scores.max())
        numbers, first = np.unique(numbers.take(likely), return_index=True)
        if len(numbers) > self._most:
            best = np.argpartition(scores.take(likely.take(first)), -self._most)[-self._most :]
            numbers = numbers.take(best)
        return numbers.astype(np.int64)


def _rarest(lists: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Return the first lists whose postings together do not exceed the maximum, at least one list."""
    total = 0
    for count, (length, _) in enumerate(lists):
        total += length
        if count and total > _MOST_POSTINGS:
            return lists[:count]
    return lists


def _similarities(one: str, others: list[str]) -> npt.NDArray[np.float32]:
    similarities: npt.NDArray[np.float32] = process.cdist([one], others, scorer=Indel.normalized_similarity)[0]
    return similarities


def _lines(letters: npt.NDArray[np.uint8], starts: Numbers, numbers: Numbers) -> list[str]:
    """Return lines of a text that is stored as one array."""
    first, behind = starts.take(numbers).astype(np.int64), starts.take(numbers + 1).astype(np.int64)
    sizes = behind - first
    ends = np.cumsum(sizes)
    places = np.arange(ends[-1]) + np.repeat(first - (ends - sizes), sizes)
    text: str = letters.take(places).tobytes().decode("ascii")
    return text.split("\n")[:-1]
