"""The learned sound model: how likely two spellings are one name after a way through another script."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from namefix.text import squash

PARAMETERS = Path(__file__).with_name("sound_model.tsv")
_LETTERS = "abcdefghijklmnopqrstuvwxyz^$"
_BASE = len(_LETTERS) + 1
_CHUNKS = _BASE * _BASE
_RARE = 14.0
"""Cost in nats of a letter that the model cannot place; the dearest chunk pair that it has costs 12.2."""
_MOST_LETTERS = 24
"""Longer names are compared by their beginnings."""
_REMEMBERED = 1 << 17
"""Pairs whose cost is remembered."""

Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.int32]


@lru_cache(maxsize=1)
def _costs() -> Floats:
    """Return the cost of every chunk pair by the codes of its chunks, flat; infinite where the model has none."""
    costs = np.full((_CHUNKS, _CHUNKS), np.inf, dtype=np.float32)
    costs[:_BASE, 0] = costs[0, :_BASE] = _RARE
    costs[1:_BASE, 1:_BASE] = 2 * _RARE
    for line in PARAMETERS.read_text(encoding="utf-8").splitlines():
        one, other, hundredths = line.split("\t")
        costs[_code(one), _code(other)] = costs[_code(other), _code(one)] = int(hundredths) / 100
    return costs.ravel()


def _code(chunk: str) -> int:
    code = 0
    for letter in chunk:
        code = code * _BASE + _LETTERS.index(letter) + 1
    return code


_walked: dict[tuple[str, str], float] = {}


def _walk_costs(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """Return for each pair of squashed names the cost of the cheapest walk along both, in nats."""
    costs = {pair: _walked.get(pair) for pair in pairs}
    if unknown := [pair for pair, cost in costs.items() if cost is None]:
        found = _walk(_encode([one for one, _ in unknown]), _encode([other for _, other in unknown]))
        new = dict(zip(unknown, found, strict=True))
        if len(_walked) > _REMEMBERED:
            _walked.clear()
        _walked.update(new)
        costs |= new
    return [cost for pair in pairs if (cost := costs[pair]) is not None]


def _encode(names: Sequence[str]) -> Codes:
    """Return one row of letter codes a name, begun by ^, ended by $, filled up with 0."""
    codes = np.zeros((len(names), max(map(len, names)) + 2), dtype=np.int32)
    for row, name in zip(codes, names, strict=True):
        row[: len(name) + 2] = np.frombuffer(f"^{name}$".encode("ascii"), dtype=np.uint8)
    return _CODE_OF_BYTE[codes]


_CODE_OF_BYTE = np.zeros(128, dtype=np.int32)
for _position, _letter in enumerate(_LETTERS, start=1):
    _CODE_OF_BYTE[ord(_letter)] = _position


def _walk(one: Codes, other: Codes) -> list[float]:
    """Fill the tables of all pairs row by row; the columns of a row are filled at once."""
    costs = _costs()
    count, width = other.shape
    singles = other.astype(np.intp)
    doubles = np.zeros_like(singles)
    doubles[:, 1:] = singles[:, :-1] * _BASE + singles[:, 1:]
    inserted = np.zeros((count, width + 1), dtype=np.float32)
    np.cumsum(costs[singles], axis=1, out=inserted[:, 1:])
    lengths, ends = (one > 0).sum(1), (other > 0).sum(1)
    above = two_above = row = inserted.copy()
    result = np.empty(count, dtype=np.float32)
    for i in range(1, one.shape[1] + 1):
        chunks = [(above, one[:, i - 1].astype(np.intp) * _CHUNKS)]
        if i > 1:
            chunks.append((two_above, (one[:, i - 2].astype(np.intp) * _BASE + one[:, i - 1]) * _CHUNKS))
        row = np.full((count, width + 1), np.inf, dtype=np.float32)
        for before, chunk in chunks:
            np.minimum(row, before + costs[chunk][:, None], out=row)
            np.minimum(row[:, 1:], before[:, :-1] + costs[chunk[:, None] + singles], out=row[:, 1:])
            np.minimum(row[:, 2:], before[:, :-2] + costs[chunk[:, None] + doubles[:, 1:]], out=row[:, 2:])
        row = np.minimum.accumulate(row - inserted, axis=1) + inserted
        two_above, above = above, row
        is_done = lengths == i
        result[is_done] = row[is_done, ends[is_done]]
    return result.tolist()


def sound_distances(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """Return how much dearer it is to write each pair of names as one sound than each name beside itself.

    In nats per letter: 0 for the same letters, about 0.3 for what translation often confuses, 1 and more for what it
    hardly does. A walk along both names emits pairs of chunks of at most two letters; single letters may be left out.

    Reference:
        Parameters: `data/learn_sounds.py`. Ristad and Yianilos (1998), Learning String-Edit Distance.
    """
    squashed = [(squash(one)[:_MOST_LETTERS], squash(other)[:_MOST_LETTERS]) for one, other in pairs]
    ordered = [(min(pair), max(pair)) for pair in squashed]
    names = [name for pair in ordered for name in pair]
    together = _walk_costs(ordered)
    alone = _walk_costs([(name, name) for name in names])
    return [
        max(0.0, (cost - (alone[2 * at] + alone[2 * at + 1]) / 2) / max(len(pair[0]), len(pair[1]), 1))
        for at, (pair, cost) in enumerate(zip(ordered, together, strict=True))
    ]


def sound_distance(one: str, other: str) -> float:
    """Return the sound distance of one pair of names.

    Example:
        >>> sound_distance("Zerensky", "Zelensky") < sound_distance("Zemensky", "Zelensky")
        True
    """
    return sound_distances([(one, other)])[0]
