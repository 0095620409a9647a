"""The learned model of native forms: whether a segment of a source text sounds like an English name."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

import numpy as np

from namefix.errors import ConfigError
from namefix.names.name import name_of
from namefix.names.native_letters import NEVER, NativeLine, Tenths, read_line
from namefix.names.sound_model import Numbers, chunk_costs, encode

PARAMETERS = Path(__file__).with_name("native_sounds.json")
_MODEL_OF = dict(
    pair.split(":") for pair in "ar:ar be:ru bg:ru fa:ar he:he ja:ja ko:ko ru:ru uk:ru ur:ar zh:zh".split()
)
HEARD = frozenset(_MODEL_OF)
"""The codes of the languages whose texts can be listened to. Those of one script share a model."""
_FAMILY_NAME_FIRST = frozenset({"ja", "ko", "zh"})
_PREFIXES = {"ar": "وفبلكا", "he": "והבלמשכ"}
"""Letters that mean and, the, in, to, ... and are written together with the word that follows."""
_MOST_LEFT_OVER, _MOST_LETTERS = 2, 26
"""Native letters on end with nothing beside them, letters of a name; longer names are cut off."""
_UNLIKE, _SAME, _GAP = 50, -20, 30
"""Costs, all in tenths of nats, of two letters that no entry has beside one another, and of a letter that none has beside
itself, such as the p of Persian; of a gap within a word."""
_MOST_CELLS = 1 << 15
"""Letters of lines that are walked along at once: their tables stay in the processor's cache."""
_CHUNK = re.compile(r"([a-z]*)(-?\d+)")


class Model(NamedTuple):
    """How a language writes English names: costs of English chunks (rows) as romanised native chunks (columns)."""

    doubles: Numbers
    costs: Tenths
    logistic: Sequence[float]
    """What a constant, a nat of likeness and a letter of the name add to the logarithm of the odds."""


def read_model(likeness: dict[str, str], logistic: Sequence[float]) -> Model:
    """Return the model of a language, given by English chunk the native chunks, each before its likeness in tenths of nats."""
    rows = [(letter, letter, float(_SAME)) for letter in ascii_lowercase]
    rows += [(x, y, -float(tenths)) for x, likely in likeness.items() for y, tenths in _CHUNK.findall(likely)]
    table = chunk_costs(rows, left_out=_UNLIKE, replaced=_UNLIKE)
    costs = np.minimum(table.costs, NEVER).astype(np.int16)
    gap, sign = table.number_of["^"], table.number_of["$"]
    costs[:, [gap, sign]] = NEVER
    costs[0, gap], costs[sign, gap] = _GAP, costs[sign, 0]
    return Model(table.doubles, costs, logistic)


@lru_cache(maxsize=1)
def _models() -> dict[str, Model]:
    return {language: read_model(**values) for language, values in json.loads(PARAMETERS.read_bytes()).items()}


def _walk(names: Sequence[str], lines: Sequence[NativeLine], model: Model) -> tuple[list[int], list[int]]:
    """Return what the cheapest segment of each line costs beside the name, and where it ends; the longest name is first."""
    distinct = {id(line): line for line in lines}
    number_of = {key: number for number, key in enumerate(distinct)}
    line = np.array([number_of[id(line)] for line in lines])
    one, other = encode(names), encode([line.letters for line in distinct.values()]).T
    starts = np.full((len(distinct), other.shape[1] + 1), NEVER, dtype=np.int16)
    ends = starts.copy()
    for number, read in enumerate(distinct.values()):
        starts[number, : len(read.starts)], ends[number, : len(read.ends)] = read.starts, read.ends
    used, chunks = np.unique(np.concatenate([one, model.doubles[one[:-1], one[1:]]]), return_inverse=True)
    chunks = chunks.reshape(-1, len(names))
    nothing, single = model.costs[used, :1], model.costs[used].take(other, axis=1)
    double = model.costs[used].take(model.doubles[other[:, :-1], other[:, 1:]], axis=1)
    left_over, ends = model.costs[0].take(other)[line], ends[line]
    lengths = (one > 0).sum(0)
    before = row = starts[line]
    best, places = np.zeros(len(lines), dtype=np.intp), np.zeros(len(lines), dtype=np.intp)
    for i in range(len(one)):
        count = np.count_nonzero(lengths > i)
        above, before, row = before, row[:count], np.full_like(row[:count], 4 * NEVER)
        for cells, chunk in ((before, chunks[i, :count]), (above[:count], chunks[len(one) + i - 1, :count]))[: i + 1]:
            np.minimum(row, cells + nothing[chunk], out=row)
            np.minimum(row[:, 1:], cells[:, :-1] + single[chunk, line[:count]], out=row[:, 1:])
            np.minimum(row[:, 2:], cells[:, :-2] + double[chunk, line[:count]], out=row[:, 2:])
        for _ in range(_MOST_LEFT_OVER):
            np.minimum(row[:, 1:], row[:, :-1] + left_over[:count], out=row[:, 1:])
        if (going_on := np.count_nonzero(lengths > i + 1)) < count:
            ended = row[going_on:] + ends[going_on:count]
            best[going_on:count], places[going_on:count] = ended.min(1), ended.argmin(1)
    return best.tolist(), places.tolist()


@lru_cache(maxsize=1 << 14)
def _spoken(name: str, is_swapped: bool) -> tuple[str, ...]:
    """Return the orders in which the words of a name may follow one another."""
    words = name_of(name).folded.split()
    orders = [words, [words[-1], *words[:-1]]] if is_swapped and len(words) > 1 else [words]
    return tuple("$^".join(order)[:_MOST_LETTERS] for order in orders if order)


def _listen(pairs: Sequence[tuple[str, str]], language: str, model: Model) -> list[tuple[int, str, NativeLine, int]]:
    """Return of each pair the cost, the order of words and the line of the cheapest walk, and where it ends."""
    prefixes = _PREFIXES.get(_MODEL_OF[language], "")
    asked = [
        (spoken, line, position)
        for position, (name, text) in enumerate(pairs)
        for line in [read_line(text, prefixes)]
        for spoken in _spoken(name, language in _FAMILY_NAME_FIRST)
        if line.letters
    ]
    asked.sort(key=lambda walk: len(walk[1].letters), reverse=True)
    found = [(NEVER, "", read_line("", ""), 0)] * len(pairs)
    while asked:
        count = max(1, _MOST_CELLS // len(asked[0][1].letters))
        block, asked = sorted(asked[:count], key=lambda walk: -len(walk[0])), asked[count:]
        costs, ends = _walk([spoken for spoken, _, _ in block], [line for _, line, _ in block], model)
        for (spoken, line, position), cost, end in zip(block, costs, ends, strict=True):
            found[position] = min(found[position], (cost, spoken, line, end), key=lambda walk: walk[0])
    return found


def likeness(pairs: Sequence[tuple[str, str]], language: str, model: Model) -> list[float]:
    """Return how much likelier the best segment of each native text is beside the name than by chance, in nats."""
    return [-cost / 10 for cost, _, _, _ in _listen(pairs, language, model)]


def _model(language: str) -> Model:
    if language not in HEARD:
        raise ConfigError(
            f"no sounds were learned for the language {language!r}; for these: {', '.join(sorted(HEARD))}"
        )
    return _models()[_MODEL_OF[language]]


def heard(pairs: Sequence[tuple[str, str]], language: str) -> list[float]:
    """Return how well the best segment of each native text sounds like the English name before it, in [0, 1].

    1 as a faithful transliteration does, 0 for nothing alike: the probability, learned from lines of 40 characters of
    which half hold the name, so that 0.5 is undecided in every language. Names of one syllable hardly reach 1.
    A segment begins with a word; endings and the prefixes of Arabic and Hebrew may remain. The words of a name follow one
    another, with the surname first or last in Chinese, Japanese and Korean.

    Raises:
        ConfigError: If the language is not in `HEARD`.

    Example:
        >>> [round(value) for value in heard([("Starmer", "首相斯塔默说"), ("Merkel", "首相斯塔默说")], "zh")]
        [1, 0]

    Reference:
        Parameters: `data/learn_native_sounds.py`. Bisani and Ney (2008), Joint-Sequence Models.
    """
    model = _model(language)
    constant, per_nat, per_letter = model.logistic
    logits = [
        constant + per_nat * nats + per_letter * len(name_of(name).squashed)
        for (name, _), nats in zip(pairs, likeness(pairs, language, model), strict=True)
    ]
    return [1 / (1 + math.exp(-min(max(logit, -30.0), 30.0))) for logit in logits]


def heard_at(name: str, text: str, language: str) -> tuple[int, int]:
    """Return where in a native text the segment begins and ends that `heard` finds; (0, 0) if there is none.

    Example:
        >>> text = "首相斯塔默说"
        >>> text[slice(*heard_at("Starmer", text, "zh"))]
        '斯塔默'
    """
    model = _model(language)
    [(_, spoken, line, end)] = _listen([(name, text)], language, model)
    begins = np.flatnonzero(line.starts[:end] < NEVER)[-3 * _MOST_LETTERS :].tolist()
    if not spoken:
        return 0, 0
    lines = []
    for begin in begins:
        starts, ends = np.full_like(line.starts, NEVER), np.full_like(line.ends, NEVER)
        starts[begin], ends[end] = line.starts[begin], line.ends[end]
        lines.append(line._replace(starts=starts, ends=ends))
    costs, _ = _walk([spoken] * len(lines), lines, model)
    begin = begins[costs.index(min(costs))]
    return line.places[begin - 1], line.places[end - 2] + 1
