"""The learned sounds of native scripts: whether a segment of a source text is a transliteration of an English name."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

import numpy as np

from namefix.errors import ConfigError
from namefix.names.language import Language, languages
from namefix.names.name import name_of
from namefix.names.native_letters import NEVER, NativeLine, Tenths, read_line
from namefix.names.sound_model import Numbers, chunk_costs, encode

PARAMETERS = Path(__file__).with_name("native_sounds.json")
_MOST_LEFT_OVER, _MOST_LETTERS = 2, 26
"""Maximum numbers of consecutive unmatched native letters, and of letters of a name, which is truncated to them."""
_UNLIKE, _SAME, _GAP = 50, -20, 30
"""Costs in tenths of nats of two different letters without an entry, of two equal letters without an entry, such as the p of
Persian, and of a gap within a word."""
_MOST_CELLS = 1 << 15
"""Maximum number of letters of lines that are aligned at once, so that their tables fit into the processor's cache."""
_CHUNK = re.compile(r"([a-z]*)(-?\d+)")


class Model(NamedTuple):
    """A language's way to write English names: costs of English chunks (rows) as romanised native chunks (columns)."""

    doubles: Numbers
    costs: Tenths
    logistic: Sequence[float]
    """The log-odds of a constant, a nat of likeness and a letter of the name."""


def read_model(likeness: dict[str, str], logistic: Sequence[float]) -> Model:
    """Return the model of a language.

    Args:
        likeness: English chunk → native chunks, each followed by its similarity in tenths of nats.
        logistic: The parameters that turn similarities into probabilities.
    """
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
    """Return cost and end of the cheapest segment of each line for its name; names are sorted by length, longest first."""
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
def _word_orders(name: str, may_put_surname_first: bool) -> tuple[str, ...]:
    """Return the letters of a name in each possible order of its words."""
    words = name_of(name).folded.split()
    orders = [words, [words[-1], *words[:-1]]] if may_put_surname_first and len(words) > 1 else [words]
    return tuple("$^".join(order)[:_MOST_LETTERS] for order in orders if order)


class _Walk(NamedTuple):
    """The cheapest alignment of a name with a segment of a native text: cost, letters of the name, line, and end."""

    cost: int
    letters: str
    line: NativeLine
    end: int


def _cheapest_walks(pairs: Sequence[tuple[str, str]], language: Language, model: Model) -> list[_Walk]:
    """Return the cheapest alignment of each name with its native text."""
    prefixes = "".join(sorted(languages()[language.sound_model or language.code].prefix_letters))
    asked = [
        (letters, line, position)
        for position, (name, text) in enumerate(pairs)
        for line in [read_line(text, prefixes)]
        for letters in _word_orders(name, language.may_put_surname_first)
        if line.letters
    ]
    asked.sort(key=lambda walk: len(walk[1].letters), reverse=True)
    found = [_Walk(NEVER, "", read_line("", ""), 0)] * len(pairs)
    while asked:
        count = max(1, _MOST_CELLS // len(asked[0][1].letters))
        block, asked = sorted(asked[:count], key=lambda walk: -len(walk[0])), asked[count:]
        costs, ends = _walk([letters for letters, _, _ in block], [line for _, line, _ in block], model)
        for (letters, line, position), cost, end in zip(block, costs, ends, strict=True):
            found[position] = min(found[position], _Walk(cost, letters, line, end), key=attrgetter("cost"))
    return found


def likeness(pairs: Sequence[tuple[str, str]], code: str, model: Model) -> list[float]:
    """Return the log-likelihood ratio of the best segment of each native text for its name, in nats."""
    return [-walk.cost / 10 for walk in _cheapest_walks(pairs, languages()[code], model)]


@cache
def modelled_languages() -> frozenset[str]:
    """Return the codes of languages with a learned sound model; languages of one script share a model."""
    return frozenset(code for code, language in languages().items() if language.sound_model)


def _model_of(code: str) -> Model:
    if code not in modelled_languages():
        known = ", ".join(sorted(modelled_languages()))
        raise ConfigError(f"no sound model for the language {code!r}; there are models for {known}")
    return _models()[languages()[code].sound_model or code]


def sound_probabilities(pairs: Sequence[tuple[str, str]], code: str) -> list[float]:
    """Return for each English name the probability that a segment of its native text is a transliteration of it.

    The model was learned from lines of 40 characters, half of which contain the name, so 0.5 means undecided in every
    language. Names of one syllable hardly reach 1. A segment begins with a word, and may have case endings and the prefixes
    of Arabic and Hebrew. The words of a name must be adjacent, with the surname first or last in Chinese, Japanese and Korean.

    Args:
        pairs: Names with native texts.
        code: The code of the language of the texts.

    Raises:
        ConfigError: If there is no model for the language.

    Example:
        >>> pairs = [("Starmer", "首相斯塔默说"), ("Merkel", "首相斯塔默说")]
        >>> [round(probability) for probability in sound_probabilities(pairs, "zh")]
        [1, 0]

    Reference:
        Parameters: `data/learn_native_sounds.py`. Bisani and Ney (2008), Joint-Sequence Models.
    """
    model = _model_of(code)
    constant, per_nat, per_letter = model.logistic
    logits = [
        constant + per_nat * nats + per_letter * len(name_of(name).squashed)
        for (name, _), nats in zip(pairs, likeness(pairs, code, model), strict=True)
    ]
    return [1 / (1 + math.exp(-min(max(logit, -30.0), 30.0))) for logit in logits]


def likeliest_segment(name: str, text: str, code: str) -> tuple[int, int]:
    """Return the span of the likeliest transliteration of a name in a native text, (0, 0) if there is none.

    Example:
        >>> text = "首相斯塔默说"
        >>> text[slice(*likeliest_segment("Starmer", text, "zh"))]
        '斯塔默'
    """
    model = _model_of(code)
    [(_, letters, line, end)] = _cheapest_walks([(name, text)], languages()[code], model)
    begins = np.flatnonzero(line.starts[:end] < NEVER)[-3 * _MOST_LETTERS :].tolist()
    if not letters:
        return 0, 0
    lines = []
    for begin in begins:
        starts, ends = np.full_like(line.starts, NEVER), np.full_like(line.ends, NEVER)
        starts[begin], ends[end] = line.starts[begin], line.ends[end]
        lines.append(line._replace(starts=starts, ends=ends))
    costs, _ = _walk([letters] * len(lines), lines, model)
    begin = begins[costs.index(min(costs))]
    return line.places[begin - 1], line.places[end - 2] + 1
