"""Collects the reading text of a file from left to right, as a browser shows it: white space folded, blocks apart."""

from __future__ import annotations

import re
from typing import NamedTuple

from namefix.files.mapped_text import Escape, Piece

_SPACE_OR_WORD = re.compile(r"([ \t\n\r\f]+)|[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")

_LINE, _BLOCK = "\n", "\n\n"
"""What stands in the reading text between lines and between blocks."""

OBJECT = "\ufffc"
"""Stands for code, a picture or a formula among words: no name goes across it."""


class _Space(NamedTuple):
    """White space between words, as `TextBuilder.add_space` is told of it."""

    start: int
    end: int
    is_bound: bool
    is_kept: bool


class TextBuilder:
    """Collects pieces; breaks and spaces are put between two pieces of text, never at the ends.

    Args:
        source: The text of the file.
        escape: How text is written, unless a piece brings its own way.
    """

    def __init__(self, source: str, escape: Escape) -> None:
        self._source, self._escape = source, escape
        self.pieces: list[Piece] = []
        self._size = 0
        self._break = ""
        self._space: _Space | None = None

    def add(self, text: str, start: int, end: int, escape: Escape | None = None) -> None:
        """Add text as it is, which stands at a span of the file."""
        if not text:
            return
        self._part(start)
        self._append(text, start, end, escape or self._escape)

    def add_folded(self, start: int, end: int, escape: Escape | None = None) -> None:
        """Add a segment of the file, every white space in it as one space."""
        for match in _SPACE_OR_WORD.finditer(self._source, start, end):
            if match[1] is None:
                self.add(match[0], *match.span(), escape)
            else:
                self.add_space(*match.span())

    def add_sign(self, sign: str = OBJECT) -> None:
        """Add what stands for something among the words that is not text."""
        at = self.pieces[-1].end if self.pieces else 0
        self._part(at)
        self._append(sign, at, at, None)

    def add_space(self, start: int, end: int, *, is_bound: bool = False, is_kept: bool = False) -> None:
        """Add white space of the file; it counts only between words.

        Args:
            start: Where it begins.
            end: Where it ends.
            is_bound: Whether markup that follows belongs to it, as the mark of a quotation does to the line before.
            is_kept: Whether no repair takes it out, as the line break of a subtitle.
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
        """Let what comes next stand in a new line."""
        self._break = self._break or _LINE

    def end_block(self) -> None:
        """Let what comes next stand in a new block."""
        self._break = _BLOCK

    def _part(self, at: int) -> None:
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
