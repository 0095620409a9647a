"""Names in Latin letters in sources of other scripts, alone or in brackets behind the native form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from namefix.names.source_name import Ground, SourceName, Spelling

_WORD = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'’]+(?:[A-Z][a-z]+)*"
_PARTICLE = r"(?:[A-Z]\.|d[aeiou]|del|la|von|van|der|den|al|bin|ibn)"
_RUN = re.compile(rf"(?<![A-Za-z@/.#_\d-]){_WORD}(?:[ -](?:{_PARTICLE} )?{_WORD})*(?![A-Za-z@\d/_]|\.[a-z])")
_BRACKET = re.compile(rf"[ ·]?[(（][ ]?({_WORD}(?:[ -](?:{_PARTICLE} )?{_WORD})*)[ ]?[)）]")
_PARTS = re.compile("[·・•＝=‧ ]")

_CERTAINTY = 0.95
"""Share of Latin names that the reference has too, in the Chinese and Japanese sources of `dev`: 0.96."""


def latin_names(text: str) -> Iterator[SourceName]:
    """Yield the runs of capitalised words of a text in another script."""
    for run in _RUN.finditer(text):
        yield SourceName(*run.span(), run[0], None, (_copied(run[0]),))


def with_glosses(text: str, names: Iterable[SourceName]) -> Iterator[SourceName]:
    """Yield names, with the spellings that stand in brackets behind one of their occurrences as the first ones."""
    listed = list(names)
    glosses: dict[str, str] = {}
    for name in listed:
        bracket = _BRACKET.match(text, name.end)
        if bracket is None or "A" <= name.native[0] <= "z":
            continue
        glosses[name.native] = bracket[1]
        parts, words = _PARTS.split(name.native), bracket[1].split(" ")
        if len(parts) == len(words) > 1:
            glosses |= {part: word for part, word in zip(parts, words, strict=True) if part not in glosses}
    for name in listed:
        gloss = glosses.get(name.native)
        if gloss is None:
            yield name
            continue
        others = (spelling for spelling in name.spellings if spelling.text != gloss)
        rest = (spelling._replace(certainty=spelling.certainty * (1 - _CERTAINTY)) for spelling in others)
        yield name._replace(spellings=(_copied(gloss), *rest))


def _copied(name: str) -> Spelling:
    return Spelling(name, Ground.COPIED, _CERTAINTY)
