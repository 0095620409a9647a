"""A map from keys to rows, as sorted hashes in flat arrays that can be mapped from a file."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, Self
from zlib import crc32

import numpy as np
import numpy.typing as npt

_BITS = 32
_KEYS_A_BUCKET = 4
"""Approximate number of hashes between two entries of the directory."""

Rows = npt.NDArray[np.uint32]


class HashedKeys:
    """Keys as sorted CRC-32 hashes with their rows; a lookup also returns rows of other keys with the same hash.

    Args:
        directory: For each value of the highest bits, the position of its first hash.
        hashes: The sorted hashes.
        rows: The row of each hash.

    Example:
        >>> keys = HashedKeys.of(["kyiv", "kiev", "kyiv"], [0, 0, 7])
        >>> keys.rows_of("kyiv"), keys.rows_of("lviv")
        ([0, 7], [])
    """

    def __init__(self, directory: Rows, hashes: Rows, rows: Rows) -> None:
        self.directory, self.hashes, self.rows = directory, hashes, rows
        self._directory, self._hashes, self._rows = (array.data for array in (directory, hashes, rows))
        self._shift = _BITS - (len(directory) - 1).bit_length() + 1

    @classmethod
    def of(cls, keys: Sequence[str], rows: Sequence[int] | npt.NDArray[Any]) -> Self:
        """Return the map from keys to rows; the rows of a key keep their order."""
        hashes = np.fromiter((hash_of(key) for key in keys), dtype=np.uint32, count=len(keys))
        order = np.argsort(hashes, kind="stable")
        hashes = hashes[order]
        bits = max(1, (len(keys) // _KEYS_A_BUCKET).bit_length())
        first = np.arange((1 << bits) + 1, dtype=np.uint64) << np.uint64(_BITS - bits)
        directory = np.searchsorted(hashes, first).astype(np.uint32)
        return cls(directory, hashes, np.asarray(rows, dtype=np.uint32)[order])

    def rows_of(self, key: str) -> list[int]:
        """Return the rows of a key and of other keys with the same hash."""
        hashed = hash_of(key)
        bucket = hashed >> self._shift
        behind = self._directory[bucket + 1]
        first = bisect_left(self._hashes, hashed, self._directory[bucket], behind)
        last = first
        while last < behind and self._hashes[last] == hashed:
            last += 1
        return self._rows[first:last].tolist() if last > first else []

    def rows_like(self, other: HashedKeys) -> list[int]:
        """Return the rows whose hash also occurs among other keys."""
        if not len(self.hashes) or not len(other.hashes):
            return []
        if len(self.hashes) > len(other.hashes):  # the smaller one is looked for in the larger one
            at = np.minimum(np.searchsorted(self.hashes, other.hashes), len(self.hashes) - 1)
            shared = np.unique(other.hashes[self.hashes[at] == other.hashes])
            first, behind = (np.searchsorted(self.hashes, shared, side) for side in ("left", "right"))
            return [row for start, end in zip(first, behind, strict=True) for row in self.rows[start:end].tolist()]
        at = np.searchsorted(other.hashes, self.hashes)
        is_shared = other.hashes[np.minimum(at, len(other.hashes) - 1)] == self.hashes
        rows: list[int] = self.rows[is_shared].tolist()
        return rows


def hash_of(key: str) -> int:
    """Return the hash of a key, the same on all machines."""
    return crc32(key.encode("utf-8", "surrogatepass"))
