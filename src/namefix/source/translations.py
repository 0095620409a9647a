"""Combination of streams of texts, sources and languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from itertools import repeat

from namefix.datatypes import Translation
from namefix.errors import ConfigError, InputError
from namefix.names.language import check_code

_END = object()


def translation_of(text: str, source: str | None, language: str | None, number: int | None = None) -> Translation:
    """Return a text with its source, after a check of their types.

    Args:
        text: The text.
        source: Its source, None if it is not available.
        language: The code of the language of the source.
        number: The number of the text, for the message of an error.

    Raises:
        InputError: If the text or its source is not a string.
        ConfigError: If the language is unknown.

    Example:
        >>> translation_of("Hello", "Привет", "ru").language
        'ru'
    """
    named = {"text": text} if source is None else {"text": text, "source": source}
    for name, value in named.items():
        if not isinstance(value, str):
            problem = f"must be a string, got {value!r:.60} ({type(value).__name__})"
            raise InputError(name if number is None else f"{name}s", number, problem)
    if language is not None:
        check_code(language)
    return Translation(text, source, language)


def pair_with_sources(
    texts: Iterable[str], sources: Iterable[str | None] | None, languages: str | Iterable[str | None] | None
) -> Iterator[Translation]:
    """Return each text with its source and the language of the source, without reading ahead.

    Args:
        texts: The texts; may be endless.
        sources: One for each text; None if there are none; an iterator may be endless.
        languages: One code for each source, or one for all.

    Raises:
        InputError: If texts or sources are one string instead of several, or one of them is not a string.
        ConfigError: If there are fewer or more sources or languages than texts, or a language is unknown.

    Example:
        >>> [(item.source, item.language) for item in pair_with_sources(["Hello"], ["Привет"], "ru")]
        [('Привет', 'ru')]
    """
    for name, several in ("texts", texts), ("sources", sources):
        if isinstance(several, str | bytes) or not (several is None or isinstance(several, Iterable)):
            problem = f"must be several strings, got {several!r:.60}; put a single one into a list, or use `fix`"
            raise InputError(name, None, problem)
    if texts is None:
        raise InputError("texts", None, "must be several strings, got None")
    return _pairs(texts, sources, languages)


def _pairs(
    texts: Iterable[str], sources: Iterable[str | None] | None, languages: str | Iterable[str | None] | None
) -> Iterator[Translation]:
    originals = repeat(None) if sources is None else iter(sources)
    codes = repeat(languages) if languages is None or isinstance(languages, str) else iter(languages)
    for number, text in enumerate(texts, start=1):
        try:
            source, code = next(originals), next(codes)
        except StopIteration as error:
            problem = "there are fewer sources, or languages of them, than texts; give None where there is none"
            raise ConfigError(problem) from error
        yield translation_of(text, source, code, number)
    for name, given, rest in ("sources", sources, originals), ("languages of sources", languages, codes):
        if isinstance(given, Sized) and not isinstance(given, str) and next(rest, _END) is not _END:
            raise ConfigError(f"there are more {name} than texts; give one for each text")
