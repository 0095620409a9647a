"""The script of a name, among those of the source languages."""

from __future__ import annotations

import re
from functools import cache

from namefix.names.language import scripts_of
from namefix.names.native_folding import SCRIPTS

_SCRIPTS = {script: re.compile(f"[{letters}]") for script, letters in SCRIPTS.items()}
_OF_NAMES = {"ja": ("Kana",), "ko": ("Han",)}
"""Scripts in which names of a language are written, but texts are not."""

_LATIN_LETTERS_BEYOND = re.compile("[\u0250-\u02af\u02bb-\u02c1\u1d00-\u1dbf\u2c60-\u2c7f\ua720-\ua7ff]")
"""IPA letters and modifiers that romanisations use (ʻOkina, Əliyev)."""


def script_of(name: str) -> str | None:
    """Return the script of the letters of a name, or None if it has no letters or several scripts; Han with Kana is Han.

    Example:
        >>> [script_of(name) for name in ("Zoë", "Київ", "習近平", "ビートたけし", "北野 武", "Café Москва", "007")]
        ['Latin', 'Cyrillic', 'Han', 'Kana', 'Han', None, None]
    """
    if name.isascii():
        return "Latin" if any(letter.isalpha() for letter in name) else None
    found = set(map(_script_of_letter, filter(str.isalpha, name)))
    if found == {"Han", "Kana"}:
        return "Han"
    return found.pop() if len(found) == 1 else None


@cache
def scripts_of_language(code: str) -> frozenset[str]:
    """Return the scripts in which names of a language are written.

    Example:
        >>> sorted(scripts_of_language("sr")), sorted(scripts_of_language("zh"))
        (['Cyrillic', 'Latin'], ['Han'])
    """
    return frozenset((*scripts_of(code), *_OF_NAMES.get(code, ())))


@cache
def _script_of_letter(letter: str) -> str | None:
    for script, letters in _SCRIPTS.items():
        if letters.match(letter):
            return script
    if _LATIN_LETTERS_BEYOND.match(letter):
        return "Latin"
    return None
