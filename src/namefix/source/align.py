"""Alignment of the translation with segments of the source.

Lines are aligned one to one if both texts have the same number. Otherwise, common places (numbers, Latin words, correct
names) are anchors of a map with linear interpolation; a sentence is aligned with the sentences at its mapped position, and
one more on either side.

Reference:
    Melamed (1999), Bitext Maps and Alignment via Pattern Recognition: a chain of points of correspondence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

import numpy as np

_LINE = re.compile(r"\S[^\n]*")
_SENTENCE = re.compile(r"[^.!?…。！？\s][^.!?…。！？\n]*[.!?…。！？]*\s*")
_ANCHOR = re.compile(r"\d{2,}|[A-Za-z]{3,}")
_NUMBER = re.compile(r"\d{2,}")
_LONGEST = 1000
"""Maximum number of characters in a sentence; longer ones, as in languages without full stops, are split."""

_CUT = 1.3
"""Factor by which the translation must extend beyond the end of the source for the source to count as truncated."""

Span = tuple[int, int]


class Point(NamedTuple):
    """An anchor: corresponding positions in the translation and the source."""

    at: int
    source_at: int


class Pair(NamedTuple):
    """An aligned pair: a span of the translation, its context, and the corresponding span of the source."""

    span: Span
    around: Span
    source: Span


def align(text: str, source: str, names: Iterable[Point]) -> list[Pair]:
    """Return the aligned pairs in the order of the translation; text after the end of a truncated source has none.

    Args:
        text: The translation.
        source: The source text.
        names: Positions of names that are correct in the translation and occur in the source.
    """
    lines, source_lines = _spans(_LINE, text), _spans(_LINE, source)
    if len(lines) == len(source_lines):
        return [Pair(line, line, other) for line, other in zip(lines, source_lines, strict=True)]
    points = _chain([*names, *_shared(text, source)])
    return _by_sentences(text, source, points)


def opposite_positions(text: str, source: str, names: Iterable[Point], positions: Sequence[int]) -> list[float]:
    r"""Return the positions in the source that correspond to positions in the translation, interpolated between anchors.

    Args:
        text: The translation.
        source: The source text.
        names: Positions of names that are correct in the translation and occur in the source.
        positions: The sorted positions in the translation.

    Example:
        >>> opposite_positions("In 1990.\nIn 2001.", "1990年。2001年。", [], [0, 9])
        [0.0, 4.0]
    """
    lines, source_lines = _spans(_LINE, text), _spans(_LINE, source)
    if not lines or not source_lines:
        return [0.0] * len(positions)
    if len(lines) == len(source_lines):
        knots = [
            Point(*pair)
            for line, other in zip(lines, source_lines, strict=True)
            for pair in zip(line, other, strict=True)
        ]
    else:
        knots = [Point(0, 0), *_chain([*names, *_shared(text, source)])]
        if not _is_cut(text, source, knots[1:]):
            knots.append(Point(len(text), len(source)))
    ats, source_ats = zip(*knots, strict=True)
    found: list[float] = np.interp(positions, ats, source_ats).tolist()
    return found


def _by_sentences(text: str, source: str, points: list[Point]) -> list[Pair]:
    sentences, others = _sentences(text), _sentences(source)
    if not sentences or not others:
        return []
    knots = [Point(0, 0), *points]
    if not _is_cut(text, source, points):
        knots.append(Point(len(text), len(source)))
    ats, source_ats = zip(*knots, strict=True)
    ends = np.interp([end for _, end in sentences], ats, source_ats).tolist()
    starts = [0, *ends[:-1]]
    last = knots[-1].at
    source_starts = [start for start, _ in others]
    pairs = []
    for number, ((start, end), low, high) in enumerate(zip(sentences, starts, ends, strict=True)):
        if start >= last:
            break
        first = max(bisect_right(source_starts, low) - 2, 0)
        stop = min(bisect_left(source_starts, high) + 1, len(others))
        around = sentences[max(number - 1, 0)][0], sentences[min(number + 1, len(sentences) - 1)][1]
        pairs.append(Pair((start, end), around, (others[first][0], others[stop - 1][1])))
    return pairs


def _is_cut(text: str, source: str, points: Sequence[Point]) -> bool:
    """Return whether the map extrapolates far beyond the end of the source."""
    if len(points) < 2 or points[-1].at == points[0].at:
        return False
    pace = (points[-1].source_at - points[0].source_at) / (points[-1].at - points[0].at)
    return points[-1].source_at + pace * (len(text) - points[-1].at) > _CUT * len(source)


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [match.span() for match in pattern.finditer(text)]


def _sentences(text: str) -> list[Span]:
    return [
        (at, min(at + _LONGEST, end)) for start, end in _spans(_SENTENCE, text) for at in range(start, end, _LONGEST)
    ]


def _shared(text: str, source: str) -> list[Point]:
    """Return the places of numbers and Latin words that occur equally often in both texts."""
    places, source_places = _places(text), _places(source)
    return [
        Point(*pair)
        for word, found in places.items()
        if len(found) == len(source_places.get(word, ()))
        for pair in zip(found, source_places[word], strict=True)
    ]


def _places(text: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for match in _ANCHOR.finditer(text):
        found[match.group().lower()].append(match.start())
    return found


def shared_numbers(text: str, source: str) -> tuple[int, int]:
    """Return the counts of numbers with two or more digits in a text that occur in the source, and of all of them.

    The source can have digits of full width, as in Japanese.

    Example:
        >>> shared_numbers("In 2026, 35 came.", "В 2026 году пришли 36.")
        (1, 2)
    """
    numbers = set(_NUMBER.findall(text))
    return len(numbers.intersection(_NUMBER.findall(normalize("NFKC", source)))), len(numbers)


def _chain(points: Iterable[Point]) -> list[Point]:
    """Return the longest chain of points that increases in both texts."""
    ends: list[int] = []
    links: list[tuple[Point, int]] = []
    tails: list[int] = []
    ordered = sorted(set(points), key=lambda point: (point.at, -point.source_at))
    for point in ordered:
        length = bisect_left(ends, point.source_at)
        links.append((point, tails[length - 1] if length else -1))
        ends[length : length + 1] = [point.source_at]
        tails[length : length + 1] = [len(links) - 1]
    chain, at = [], tails[-1] if tails else -1
    while at >= 0:
        point, at = links[at]
        chain.append(point)
    chain.reverse()
    return [point for point, after in pairwise([*chain, Point(-1, -1)]) if point.at != after.at]
