"""Builder of the reading text of a file, as a browser shows it: with collapsed white space and separate blocks."""

from __future__ import annotations

import re
from typing import NamedTuple

from namefix.files.mapped_text import Escape, Piece

_SPACE_OR_WORD = re.compile(r"([ \t\n\r\f]+)|[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")

_LINE, _BLOCK = "\n", "\n\n"
"""Separators of lines and of blocks in the reading text."""

OBJECT = "\ufffc"
"""Placeholder for code, an image or a formula among words; no name spans it."""


class _Space(NamedTuple):
    """White space between words, with the arguments of `TextBuilder.add_space`."""

    start: int
    end: int
    is_bound: bool
    is_kept: bool


class TextBuilder:
    """Builder of pieces; breaks and spaces are inserted between pieces of text, never at the ends.

    Args:
        source: The text of the file.
        escape: The escape function of pieces without their own.
    """

    def __init__(self, source: str, escape: Escape) -> None:
        self._source, self._escape = source, escape
        self.pieces: list[Piece] = []
        self._size = 0
        self._break = ""
        self._space: _Space | None = None

    def add(self, text: str, start: int, end: int, escape: Escape | None = None) -> None:
        """Add the text that a span of the file represents."""
        if not text:
            return
        self._separate(start)
        self._append(text, start, end, escape or self._escape)

    def add_folded(self, start: int, end: int, escape: Escape | None = None) -> None:
        """Add a span of the file with collapsed white space."""
        for match in _SPACE_OR_WORD.finditer(self._source, start, end):
            if match[1] is None:
                self.add(match[0], *match.span(), escape)
            else:
                self.add_space(*match.span())

    def add_sign(self, sign: str = OBJECT) -> None:
        """Add a placeholder for content that is not text."""
        at = self.pieces[-1].end if self.pieces else 0
        self._separate(at)
        self._append(sign, at, at, None)

    def add_space(self, start: int, end: int, *, is_bound: bool = False, is_kept: bool = False) -> None:
        """Add white space of the file, which is ignored unless it separates words.

        Args:
            start: The start of the span.
            end: The end of the span.
            is_bound: Whether the following markup belongs to it, such as the quotation mark of the next line.
            is_kept: Whether repairs must not remove it, such as the line break of a subtitle.
        """
        if self._space is None:
            self._space = _Space(start, end, is_bound, is_kept)
        else:
            first, *_ = self._space
            has_markup = not self._source[first:end].isspace()
            self._space = _Space(
                first, end, self._space.is_bound or is_bound or has_markup, self._space.is_kept or is_kept
            )

    def end_line(self) -> None:
        """Start a new line with the next text."""
        self._break = self._break or _LINE

    def end_block(self) -> None:
        """Start a new block with the next text."""
        self._break = _BLOCK

    def _separate(self, at: int) -> None:
        if self._size and self._break:
            self._append(self._break, at, at, None)
        elif self._size and self._space:
            start, end, is_bound, is_kept = self._space
            is_all = self._source[start:at].isspace()
            can_go = not is_kept and (is_all or not is_bound)
            self._append(" ", start, at if is_all else end, self._escape if can_go else None)
        self._break, self._space = "", None

    def _append(self, text: str, start: int, end: int, escape: Escape | None) -> None:
        self.pieces.append(Piece(self._size, text, start, end, escape))
        self._size += len(text)
