"""Combination of streams of texts, sources and languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat

from namefix.datatypes import Translation
from namefix.errors import ConfigError


def pair_with_sources(
    texts: Iterable[str], sources: Iterable[str | None] | None, languages: str | Iterable[str | None] | None
) -> Iterator[Translation]:
    """Yield each text with its source and the language of the source, without reading ahead.

    Args:
        texts: The texts; may be endless.
        sources: One for each text; None if there are none.
        languages: One code for each source, or one for all.

    Raises:
        ConfigError: If there are fewer sources or languages than texts.

    Example:
        >>> [(item.source, item.language) for item in pair_with_sources(["Hello"], ["Привет"], "ru")]
        [('Привет', 'ru')]
    """
    originals = repeat(None) if sources is None else iter(sources)
    codes = repeat(languages) if languages is None or isinstance(languages, str) else iter(languages)
    for text in texts:
        try:
            yield Translation(text, next(originals), next(codes))
        except StopIteration as error:
            problem = "there are fewer sources, or languages of them, than texts; give None where there is none"
            raise ConfigError(problem) from error
