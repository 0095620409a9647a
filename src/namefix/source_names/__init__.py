"""Names of the source that no table has: found by the means of its language, with their spellings in English."""

from __future__ import annotations

from functools import cache, lru_cache

from namefix import registry
from namefix.names.language import Language
from namefix.names.source_name import SourceName
from namefix.protocols import SourceReader

REMEMBERED = 128
"""Number of sources whose names are kept, because a text is read again after every round of repairs."""


@lru_cache(REMEMBERED)
def source_names(text: str, language: Language) -> tuple[SourceName, ...]:
    """Return the names of a source text in its order, without overlaps; none for a language without a reader."""
    reader = _reader(language.code) or _reader(language.script)
    return tuple(reader.find(text, language)) if reader else ()


@cache
def _reader(name: str) -> SourceReader | None:
    """Return the reader of a language code or a script."""
    if name not in registry.names("source reader"):
        return None
    reader: SourceReader = registry.load("source reader", name)()
    return reader
