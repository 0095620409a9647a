"""Addresses and handles among words: what leads somewhere is no name to repair."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINK = re.compile(
    r"""[a-z][a-z0-9+.-]*://[^\s<>"]+"""  # https://news.example/Makron
    r"""|(?<!\w)www\.[^\s<>"]+"""
    r"""|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"""  # makron@elysee.example
    r"""|(?<![\w@])[@#][\w.]+"""  # @EmmanuelMakron, #Makron
    r"""|(?<!\w)[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|[a-z]{2})/[^\s<>"]*""",  # bit.ly/Makron
    re.IGNORECASE,
)


def find_links(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of addresses, e-mail addresses, handles and hashtags.

    Example:
        >>> text = "See https://news.example/Makron, says @Makron."
        >>> [text[start:end] for start, end in find_links(text)]
        ['https://news.example/Makron,', '@Makron.']
    """
    for match in _LINK.finditer(text):
        yield match.span()
