"""The source beside a translation: its sentences in lines aligned with those of the page, with their names marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from namefix.datatypes import NativeName, Translation
from namefix.names.language import language_of
from namefix.pipeline import NameFixer
from namefix.source.align import opposite_positions
from namefix.source.reading import anchors

_SENTENCE = re.compile(r"[^.!?…。！？\n]*[.!?…。！？]+[\"'”’»」』)]*\s*|[^\n]+\n*|\n+")
_UNKNOWN = "und"


class SourcePiece(NamedTuple):
    """A piece of a source; `entities` are the ids of the entities that it names, separated by spaces."""

    text: str
    entities: str = ""


@dataclass(frozen=True, slots=True)
class SourcePane:
    """A source, with the pieces opposite to each line of the translation."""

    language: str
    lines: tuple[tuple[SourcePiece, ...], ...]


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
    found = language_of(source, translation.language)
    names = [name for name in read.names if name.is_sure] if read else []
    opposite = opposite_positions(text, source, anchors(document, names), line_starts)
    lines: dict[int, list[SourcePiece]] = defaultdict(list)
    for match in _SENTENCE.finditer(source):
        middle = match.start() + len(match[0].strip()) / 2
        line = max(0, bisect_right(opposite, middle) - 1)
        lines[line] += _pieces(source, *match.span(), names)
    language = found.code if found else _UNKNOWN
    return SourcePane(language, tuple(tuple(lines[number]) for number in range(len(line_starts))))


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
