"""Names of the source that no table has: found by the means of its language, with their spellings in English."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from namefix import registry
from namefix.names.language import Language
from namefix.names.source_name import SourceName
from namefix.protocols import SourceReader


def source_names(text: str, language: Language, taken: Sequence[tuple[int, int]]) -> Iterator[SourceName]:
    """Yield the names of a source text in its order, without overlaps; none for a language without a reader.

    Args:
        text: The source.
        language: Its language.
        taken: The sorted spans of names of the table; names that overlap them are left out.
    """
    reader = _reader(language.code) or _reader(language.script)
    ends = [end for _, end in taken]
    for name in reader.find(text, language) if reader else ():
        following = bisect_left(ends, name.start + 1)
        if following == len(taken) or taken[following][0] >= name.end:
            yield name


@cache
def _reader(name: str) -> SourceReader | None:
    """Return the reader of a language code or a script."""
    if name not in registry.names("source reader"):
        return None
    reader: SourceReader = registry.load("source reader", name)()
    return reader
