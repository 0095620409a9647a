"""Spellings of foreign names in Chinese, Japanese and Korean sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from namefix.names.source_name import Ground, Spelling
from namefix.source_names.native_places import place_names
from namefix.source_names.usual_spellings import usual_names, usual_spellings

_CERTAIN_SHARE, _LESS = 0.78, 0.6
"""Share of a spelling from which it is right as often, and the factor of its certainty below, measured on `dev` (zh, ja)."""

_PLACE, _ALSO_PERSON = 0.6, 0.15
"""Certainty of a listed place, and of one whose name is also a word of persons' names, measured on `dev` (zh, ja)."""

_MOST = 6
"""Maximum number of spellings of a name."""


def spellings_of_word(word: str, language_code: str) -> Iterator[Spelling]:
    """Yield the usual spellings of a word of foreign names, of persons and of places."""
    usual = usual_spellings(word, language_code)
    yield from _usual(usual)
    if name := place_names(language_code).get(word):
        yield Spelling(name, Ground.USUAL, _ALSO_PERSON if usual else _PLACE)


def spellings_of_name(words: Sequence[str], language_code: str) -> list[Spelling]:
    """Return the usual spellings of a foreign name of several words, none if one of them is unknown."""
    return list(_usual(usual_names(words, language_code)))


def distinct(spellings: Iterable[Spelling]) -> tuple[Spelling, ...]:
    """Return the spellings with distinct texts, the most certain first."""
    best: dict[str, Spelling] = {}
    for spelling in sorted(spellings, key=lambda spelling: -spelling.certainty):
        best.setdefault(spelling.text, spelling)
    return tuple(best.values())[:_MOST]


def _usual(spellings: Iterable[tuple[str, float]]) -> Iterator[Spelling]:
    for text, share in spellings:
        yield Spelling(text, Ground.USUAL, share if share >= _CERTAIN_SHARE else share * _LESS)
