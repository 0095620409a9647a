"""Names of the source that no table has: found by the means of its language, with their spellings in English."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from namefix import registry
from namefix.names.language import Language
from namefix.names.source_name import SourceName
from namefix.protocols import SourceReader


def source_names(text: str, language: Language) -> Iterator[SourceName]:
    """Yield the names of a source text in its order, without overlaps; none for a language without a reader."""
    reader = _reader(language.code) or _reader(language.script)
    return reader.find(text, language) if reader else iter(())


@cache
def _reader(name: str) -> SourceReader | None:
    """Return the reader of a language code or a script."""
    if name not in registry.names("source reader"):
        return None
    reader: SourceReader = registry.load("source reader", name)()
    return reader
