"""Addresses and handles in a text; names in them are not repaired."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from namefix.datatypes import Action, Decision
from namefix.results import CorrectedText
from namefix.rewrite import apply_edits

_LINK = re.compile(
    r"""[a-z][a-z0-9+.-]*://[^\s<>"]+"""  # https://news.example/Makron
    r"""|(?<!\w)www\.[^\s<>"]+"""
    r"""|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"""  # makron@elysee.example
    r"""|(?<![\w@])[@#][\w.]+"""  # @EmmanuelMakron, #Makron
    r"""|(?<!\w)[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|[a-z]{2})/[^\s<>"]*""",  # bit.ly/Makron
    re.IGNORECASE,
)


def find_links(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of web addresses, e-mail addresses, handles and hashtags.

    Example:
        >>> text = "See https://news.example/Makron, says @Makron."
        >>> [text[start:end] for start, end in find_links(text)]
        ['https://news.example/Makron,', '@Makron.']
    """
    for match in _LINK.finditer(text):
        yield match.span()


def without_links(result: CorrectedText) -> CorrectedText:
    """Return a result without the edits inside addresses and handles."""
    links = list(find_links(result.original))
    ends = [end for _, end in links]

    def is_linked(start: int, end: int) -> bool:
        at = bisect_left(ends, start + 1)
        return at < len(links) and links[at][0] < end

    def kept(decision: Decision) -> Decision:
        if not is_linked(decision.mention.start, decision.mention.end):
            return decision
        return replace(decision, action=Action.KEEP, replacement=None, reason="part of an address or a handle")

    if not links:
        return result
    edits = tuple(edit for edit in result.edits if not is_linked(edit.start, edit.end))
    return replace(
        result,
        text=apply_edits(result.original, edits),
        edits=edits,
        review=tuple(edit for edit in result.review if not is_linked(edit.start, edit.end)),
        decisions=tuple(map(kept, result.decisions)),
    )
