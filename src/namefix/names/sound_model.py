"""The learned sound model: the likelihood that two spellings are one name after transliteration through another script."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from namefix.names.name import Name

PARAMETERS = Path(__file__).with_name("sound_model.tsv")
_LETTERS = "abcdefghijklmnopqrstuvwxyz^$"
_BASE = len(_LETTERS) + 1
_LEFT_OUT, _REPLACED = 9.0, 12.0
"""Costs in nats of a letter that is left out or replaced, for pairs that are not in the model, whose highest cost is 12.2."""
_LENGTH_WEIGHT = 1.3
"""Exponent of the length, as long names are rarely alike by chance (`bench/sounds.py`: rec@2% .42 with 1, .44 with 1.3)."""
_MOST_LETTERS = 24
"""Maximum number of letters that are compared."""
_REMEMBERED = 1 << 17
"""Number of cached costs."""
_AT_ONCE = 512
"""Number of pairs aligned at once, so that their tables fit into the processor's cache."""

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intp]


class ChunkCosts(NamedTuple):
    """The costs of pairs of chunks by number.

    0 is the empty chunk, followed by single letters in the order of `_LETTERS`, pairs of letters, and all other pairs.
    """

    number_of: dict[str, int]
    doubles: Numbers
    """The number of each chunk of two letters, by the numbers of its letters."""
    costs: Floats
    """The cost of each pair of chunks, infinite without an entry."""


def chunk_costs(rows: Iterable[tuple[str, str, float]], *, left_out: float, replaced: float) -> ChunkCosts:
    """Return the table of learned costs; `left_out` and `replaced` are the costs of single letters without an entry."""
    cost_of = {(one, other): cost for one, other, cost in rows}
    two_letters = sorted({chunk for pair in cost_of for chunk in pair if len(chunk) == 2})
    number_of = {chunk: number for number, chunk in enumerate(["", *_LETTERS, *two_letters])}
    doubles = np.full((_BASE, _BASE), len(number_of), dtype=np.intp)
    for chunk in two_letters:
        doubles[number_of[chunk[0]], number_of[chunk[1]]] = number_of[chunk]
    costs = np.full((len(number_of) + 1, len(number_of) + 1), np.inf, dtype=np.float32)
    costs[1:_BASE, 1:_BASE] = replaced
    costs[:_BASE, 0] = costs[0, :_BASE] = left_out
    for (one, other), cost in cost_of.items():
        costs[number_of[one], number_of[other]] = cost
    return ChunkCosts(number_of, doubles, costs)


@lru_cache(maxsize=1)
def _model() -> ChunkCosts:
    lines = [line.split("\t") for line in PARAMETERS.read_text(encoding="utf-8").splitlines()]
    rows = [(one, other, int(hundredths) / 100) for one, other, hundredths in lines]
    both_ways = [*rows, *((other, one, cost) for one, other, cost in rows)]
    return chunk_costs(both_ways, left_out=_LEFT_OUT, replaced=_REPLACED)


_walked: dict[tuple[str, str], float] = {}


def _walk_costs(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """Return the cost of the cheapest alignment of each pair of squashed names, in nats."""
    costs = {pair: _walked.get(pair) for pair in pairs}
    if unknown := [pair for pair, cost in costs.items() if cost is None]:
        unknown.sort(key=lambda pair: (len(pair[0]), len(pair[1])))
        new: dict[tuple[str, str], float] = {}
        for at in range(0, len(unknown), _AT_ONCE):
            block = unknown[at : at + _AT_ONCE]
            found = _walk(encode([one for one, _ in block]), encode([other for _, other in block]))
            new |= zip(block, found, strict=True)
        if len(_walked) > _REMEMBERED:
            _walked.clear()
        _walked.update(new)
        costs |= new
    return [cost for pair in pairs if (cost := costs[pair]) is not None]


def encode(names: Sequence[str]) -> Numbers:
    """Return one column of letter numbers for each name, from ^ to $, padded with 0."""
    width = max(map(len, names)) + 2
    filled = "".join([f"^{name}$".ljust(width) for name in names])
    letters = np.frombuffer(filled.encode("ascii"), dtype=np.uint8).reshape(len(names), width)
    return _NUMBER_OF_BYTE[letters.T]


_NUMBER_OF_BYTE = np.zeros(128, dtype=np.intp)
for _position, _letter in enumerate(_LETTERS, start=1):
    _NUMBER_OF_BYTE[ord(_letter)] = _position


def _walk(one: Numbers, other: Numbers) -> list[float]:
    """Return the costs of the cheapest alignments, by dynamic programming over the rows of all pairs at once."""
    _, doubles, table = _model()
    costs, size = table.ravel(), len(table)
    width, count = other.shape
    other_doubles = doubles[other[:-1], other[1:]]
    inserted = np.zeros((width + 1, count), dtype=np.float32)
    np.cumsum(costs.take(other), axis=0, out=inserted[1:])
    lengths, ends = (one > 0).sum(0), (other > 0).sum(0)
    above = two_above = row = inserted
    result = np.empty(count, dtype=np.float32)
    for i in range(1, len(one) + 1):
        chunks = [(above, one[i - 1] * size)]
        if i > 1:
            chunks.append((two_above, doubles[one[i - 2], one[i - 1]] * size))
        row = np.full((width + 1, count), np.inf, dtype=np.float32)
        for before, chunk in chunks:
            np.minimum(row, before + costs.take(chunk), out=row)
            np.minimum(row[1:], before[:-1] + costs.take(chunk + other), out=row[1:])
            np.minimum(row[2:], before[:-2] + costs.take(chunk + other_doubles), out=row[2:])
        row -= inserted
        np.minimum.accumulate(row, axis=0, out=row)
        row += inserted
        two_above, above = above, row
        is_done = np.flatnonzero(lengths == i)
        result[is_done] = row[ends[is_done], is_done]
    return result.tolist()


def sound_distances(pairs: Sequence[tuple[Name, Name]]) -> list[float]:
    """Return for each pair of names the cost of their alignment, beyond the cost of each name with itself.

    The unit is nats divided by the length of the longer name to the power of 1.3: 0 for equal letters, up to 0.5 for letters
    that translation often confuses, at least 1.2 for those that it rarely does. An alignment consists of pairs of chunks of
    at most two letters; single letters may be omitted.

    Reference:
        Parameters: `data/learn_sounds.py`. Ristad and Yianilos (1998), Learning String-Edit Distance.
    """
    squashed = [(one.squashed[:_MOST_LETTERS], other.squashed[:_MOST_LETTERS]) for one, other in pairs]
    ordered = [(one, other) if one <= other else (other, one) for one, other in squashed]
    names = list({name for pair in ordered for name in pair})
    costs = _walk_costs([*ordered, *((name, name) for name in names)])
    alone = dict(zip(names, costs[len(pairs) :], strict=True))
    return [
        max(0.0, (cost - (alone[one] + alone[other]) / 2) / max(len(one), len(other), 1) ** _LENGTH_WEIGHT)
        for (one, other), cost in zip(ordered, costs, strict=False)
    ]


def sound_distance(one: Name, other: Name) -> float:
    """Return the sound distance of one pair of names.

    Example:
        >>> from namefix.names.name import name_of
        >>> right, confused, another = map(name_of, ("Zelensky", "Zerensky", "Zemensky"))
        >>> sound_distance(confused, right) < sound_distance(another, right)
        True
    """
    return sound_distances([(one, other)])[0]


@lru_cache(maxsize=1 << 12)
def sound_changes(one: Name, other: Name) -> list[tuple[str, str]]:
    """Return the differing chunks of letters on the cheapest walk along both names, in order.

    Example:
        >>> from namefix.names.name import name_of
        >>> sound_changes(name_of("Kiel Stamer"), name_of("Keir Starmer"))
        [('ie', 'ei'), ('l', 'r'), ('', 'r')]
    """
    first, second = (f"^{name.squashed[:_MOST_LETTERS]}$" for name in (one, other))
    changes = [_trim(*chunks) for chunks in _cheapest_walk(first, second)]
    return [change for change in changes if change != ("", "")]


def _cheapest_walk(one: str, other: str) -> list[tuple[str, str]]:
    """Return the pairs of chunks of the cheapest alignment of two squashed names between boundary marks."""
    number_of, _, costs = _model()
    chunks, other_chunks = _chunks_before(one, number_of), _chunks_before(other, number_of)
    table = costs.data
    cost = [[0.0] * (len(other) + 1) for _ in range(len(one) + 1)]
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    for i, j in islice(product(range(len(one) + 1), range(len(other) + 1)), 1, None):
        best = None
        for a, x in chunks[i]:
            before = cost[i - a]
            for b, y in other_chunks[j]:
                if (a or b) and (best is None or before[j - b] + table[x, y] < best):
                    best, steps[i, j] = before[j - b] + table[x, y], (a, b)
        cost[i][j] = math.inf if best is None else best
    walk = []
    i, j = len(one), len(other)
    while i or j:
        a, b = steps[i, j]
        walk.append((one[i - a : i], other[j - b : j]))
        i, j = i - a, j - b
    return walk[::-1]


def _chunks_before(name: str, number_of: Mapping[str, int]) -> list[list[tuple[int, int]]]:
    """Return for each position in a name the lengths and numbers of the chunks that end there, shortest first."""
    return [
        [(size, number_of[chunk]) for size in range(min(2, end) + 1) if (chunk := name[end - size : end]) in number_of]
        for end in range(len(name) + 1)
    ]


def _trim(one: str, other: str) -> tuple[str, str]:
    """Return two chunks without common prefix, common suffix and boundary marks."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return one.strip("^$"), other.strip("^$")
