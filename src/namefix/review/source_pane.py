"""The source beside a translation: its sentences in lines aligned with those of the page, with their names marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from namefix.datatypes import NativeName, Translation
from namefix.names.language import language_of
from namefix.pipeline import NameFixer
from namefix.source.align import align

_SENTENCE = re.compile(r"[^.!?…。！？\n]*[.!?…。！？]+[\"'”’»」』)]*\s*|[^\n]+\n*|\n+")
_UNKNOWN = "und"
_NEAR = 8
"""Number of aligned segments on either side of a position that are compared."""


class SourcePiece(NamedTuple):
    """A piece of a source; `entities` are the ids of the entities that it names, parted by spaces."""

    text: str
    entities: str = ""


@dataclass(frozen=True, slots=True)
class SourcePane:
    """A source, with the pieces opposite to each line of the translation."""

    language: str
    lines: tuple[tuple[SourcePiece, ...], ...]


class _Opposite(NamedTuple):
    """A span of the source, and the line of the translation that it is aligned with."""

    start: int
    end: int
    line: int


def source_pane(translation: Translation, line_starts: Sequence[int], fixer: NameFixer) -> SourcePane:
    """Return the source of a translation, each sentence opposite to one line.

    A source that does not fit is shown too, without names, aligned by its length.

    Args:
        translation: The translation with its source.
        line_starts: The start of each line of the page in the translation.
        fixer: Finds the names of the source.
    """
    text, source = translation.text, translation.source or ""
    document = next(fixer.detect([text], with_pipeline=False))
    read = fixer.read(document, translation).source
    if read is not None:
        names, language = read.names, read.language
        spans = [_Opposite(one.source_start, one.source_end, one.start) for one in read.segments]
    else:
        found = language_of(source, translation.language)
        names, language = (), found.code if found else _UNKNOWN
        spans = [_Opposite(*pair.source, pair.span[0]) for pair in align(text, source, ())]
    opposite = [_Opposite(start, end, bisect_right(line_starts, at) - 1) for start, end, at in spans]
    lines: dict[int, list[SourcePiece]] = defaultdict(list)
    for start, end, line in _placed(source, opposite):
        lines[line] += _pieces(source, start, end, names)
    return SourcePane(language, tuple(tuple(lines[number]) for number in range(len(line_starts))))


def _placed(source: str, opposite: Sequence[_Opposite]) -> Iterator[_Opposite]:
    """Yield the sentences of a source with their lines, which never go back."""
    sentences = [match.span() for match in _SENTENCE.finditer(source)]
    lines = accumulate((_line_of((start + end) / 2, opposite) for start, end in sentences), max)
    for (start, end), line in zip(sentences, lines, strict=True):
        yield _Opposite(start, end, line)


def _line_of(middle: float, opposite: Sequence[_Opposite]) -> int:
    """Return the line whose span of the source contains a position, that with the nearest middle, else the nearest one."""

    def distance(one: _Opposite) -> tuple[bool, float]:
        return not one.start <= middle < one.end, abs(middle - (one.start + one.end) / 2)

    at = bisect_right(opposite, middle, key=attrgetter("start"))
    return min(opposite[max(0, at - _NEAR) : at + _NEAR], key=distance).line if opposite else 0


def _pieces(source: str, start: int, end: int, names: Sequence[NativeName]) -> Iterator[SourcePiece]:
    """Yield a span of the source in pieces; of overlapping names, the first."""
    ids: dict[tuple[int, int], list[str]] = defaultdict(list)
    for name in names:
        if start <= name.start and name.end <= end:
            ids[name.start, name.end].append(name.entity.id)
    at = start
    for (first, last), entities in sorted(ids.items()):
        if first >= at:
            if at < first:
                yield SourcePiece(source[at:first])
            yield SourcePiece(source[first:last], " ".join(entities))
            at = last
    if at < end:
        yield SourcePiece(source[at:end])
