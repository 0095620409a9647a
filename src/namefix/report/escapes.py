"""Escapes for characters of texts and file names that could act on a terminal or mislead readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MISLEADING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, surrogates, and characters that change the text direction."""


def visible(text: str) -> str:
    r"""Return a text with unprintable characters and line ends as escapes.

    Example:
        >>> visible("Mak\x00ron\r\n")
        'Mak\\x00ron\\r\\n'
    """
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)


def harmless(text: str) -> str:
    r"""Return a text with escapes for characters that move or hide others; tabs and line ends are kept.

    Example:
        >>> harmless("Mak\u202eron\x00")
        'Mak\\u202eron\\x00'
    """
    return _MISLEADING.sub(lambda match: repr(match[0])[1:-1], text)


def misleading_spans(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield the spans of the characters that `harmless` replaces, one character each.

    Example:
        >>> list(misleading_spans("Mak\u202eron"))
        [(3, 4)]
    """
    yield from (match.span() for match in _MISLEADING.finditer(text))
