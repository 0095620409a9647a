"""Words of a text with their offsets, the gaps between them, and their letter case."""

from __future__ import annotations

import re
from typing import NamedTuple

from namefix.names.name import name_of

_NAME_GAP = re.compile(r"[ \u00a0\u202f]?[-‐‑·・‧•][ \u00a0\u202f]?|[ \u00a0\u202f]{1,2}|\.[ \u00a0\u202f]?")
_WRAPPED = re.compile(r"^([^\n]{60,}[\w,-])\r?\n(?=\w)", re.MULTILINE)
"""A line that was broken within a sentence: long, without a sign at its end, and followed by a line that begins with a word."""


class Word(NamedTuple):
    """A word of the text: letters with inner apostrophes, without a possessive ending."""

    start: int
    end: int
    text: str

    @property
    def folded(self) -> str:
        """The folded word."""
        return name_of(self.text).folded


def is_name_gap(gap: str, before: str) -> bool:
    """Return whether two words with `gap` between them may belong to one name; `before` is the first of the two.

    A full stop is allowed only after an initial or a short abbreviation (J. Edgar, St. Louis), and line ends never are.
    """
    if not _NAME_GAP.fullmatch(gap):
        return False
    return not gap.startswith(".") or len(before) <= 2


def is_capitalised(word: str) -> bool:
    """Return whether a word begins with a capital letter."""
    return word[0].isupper()


def is_shouted(text: str) -> bool:
    """Return whether a text of more than one letter is written in capitals only."""
    return text.isupper() and sum(letter.isalpha() for letter in text) > 1


def unwrap(text: str) -> str:
    r"""Return a text with the line breaks within sentences as spaces, so that names over two lines are found; offsets stay.

    Example:
        >>> line = "The finance ministers met on Monday with the Governor, Andrew"
        >>> unwrap(f"{line}\nBailey.")[len(line) :], unwrap("Andrew\nBailey")
        (' Bailey.', 'Andrew\nBailey')
    """
    return _WRAPPED.sub(lambda match: match[1].ljust(len(match[0])), text)
