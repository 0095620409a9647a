"""Reading text with a map from its letters to their positions in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from namefix.files.decoding import Decoded
from namefix.protocols import Place
from namefix.results import Edit

Escape = Callable[[str], str]
"""Function that escapes text for the markup of a file."""

_WORD = re.compile(r"\S+")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the reading text at offset `at`, and the span of the file that it represents.

    If both have the same length, their letters correspond; otherwise (`&uuml;` for `ü`) the span is replaced as a whole.
    Without `escape` the piece is read-only: breaks and collapsed white space.
    """

    at: int
    text: str
    start: int
    end: int
    escape: Escape | None

    @property
    def is_letter_by_letter(self) -> bool:
        """True if every letter has its own position in the file."""
        return len(self.text) == self.end - self.start


class _Change(NamedTuple):
    """A span of the reading text and its replacement; `word` is the start of the word that contains it."""

    start: int
    end: int
    text: str
    word: int


class MappedText:
    """The reading text of a text file; edits are mapped back to the file.

    Args:
        source: The file.
        pieces: The pieces of the reading text, in order and without gaps.
        path: The name of the file in messages.
    """

    def __init__(self, source: Decoded, pieces: Sequence[Piece], path: str) -> None:
        self._source, self._pieces, self._path = source, pieces, path
        self.text = "".join(piece.text for piece in pieces)
        self.markup: str | None = source.text
        self._starts = [piece.at for piece in pieces]
        self._line_ends = [match.span() for match in _LINE_END.finditer(source.text)]
        self._counted = self._bytes = 0
        self._line_of_places: tuple[int, str] = (-1, "")

    def place(self, start: int, end: int) -> Place:
        """Return the place in the file of a span of the reading text."""
        first, last = self._span(start, end)
        line, begins, ends = self._line(first)
        end_line, end_begins, _ = self._line(last)
        return Place(
            line + 1,
            first - begins + 1,
            end_line + 1,
            last - end_begins + 1,
            self._byte_offset(first),
            self._byte_offset(last),
            self._line_text(line, begins, ends),
        )

    def write(self, edits: Sequence[Edit]) -> bytes:
        """Return the file with edits of the reading text applied; all other bytes stay the same.

        Raises:
            OutputError: If the encoding of the file lacks a letter.
        """
        written, at = [], 0
        for start, end, new in self._changes(edits):
            written += [self._source.text[at:start], new]
            at = end
        return self._source.encode("".join([*written, self._source.text[at:]]), self._path)

    def _span(self, start: int, end: int) -> tuple[int, int]:
        def in_file(at: int, piece: Piece) -> int:
            return piece.start + at - piece.at if piece.is_letter_by_letter else piece.start

        first, last = self._piece(start), self._piece(end - 1)
        return in_file(start, first), in_file(end, last) if last.is_letter_by_letter else last.end

    def _line(self, at: int) -> tuple[int, int, int]:
        """Return the number, counted from 0, the start and the end of the line at an offset of the file."""
        number = bisect_right(self._line_ends, at, key=lambda span: span[1])
        begins = self._line_ends[number - 1][1] if number else 0
        ends = self._line_ends[number][0] if number < len(self._line_ends) else len(self._source.text)
        return number, begins, ends

    def _line_text(self, number: int, begins: int, ends: int) -> str:
        """Return a line, the same object for all places in it, because a file can have thousands of places in one long line."""
        if self._line_of_places[0] != number:
            self._line_of_places = number, self._source.text[begins:ends]
        return self._line_of_places[1]

    def _byte_offset(self, at: int) -> int:
        """Return the byte offset in the file for an offset of the text; fast for ascending offsets."""
        if at < self._counted:
            self._counted = self._bytes = 0
        self._bytes += len(self._source.text[self._counted : at].encode(self._source.encoding))
        self._counted = at
        return len(self._source.mark) + self._bytes

    def _piece(self, at: int) -> Piece:
        return self._pieces[bisect_right(self._starts, at) - 1]

    def _changes(self, edits: Iterable[Edit]) -> list[tuple[int, int, str]]:
        """Return the changes to the file, sorted by position."""
        within: dict[Piece, list[_Change]] = defaultdict(list)
        for edit in edits:
            for change in self._word_by_word(edit):
                for piece, part in self._split(change):
                    within[piece].append(part)
        return sorted(change for piece, parts in within.items() for change in _in_file(piece, parts))

    def _word_by_word(self, edit: Edit) -> Iterator[_Change]:
        """Split an edit into one change for each word.

        Surplus new words are added to the first old word; surplus old words are removed with the last one.
        """
        old = [match.span() for match in _WORD.finditer(edit.before)]
        new = edit.after.split()
        if not old or not new:
            yield _Change(edit.start, edit.end, edit.after, edit.start)
            return
        surplus = max(0, len(new) - len(old)) + 1
        new[:surplus] = [" ".join(new[:surplus])]
        last, end = len(new) - 1, old[-1][1]
        if len(old) > len(new) and self._can_be_joined(edit.start + old[last][1], edit.start + end):
            old[last:] = [(old[last][0], end)]
        for (start, behind), word in zip(old, new, strict=False):
            if edit.before[start:behind] != word:
                yield self._narrowed(edit.start + start, edit.before[start:behind], word)
        if len(old) > len(new):
            yield _Change(edit.start + old[last][1], edit.start + end, "", edit.start + end)

    def _narrowed(self, at: int, before: str, after: str) -> _Change:
        """Return the narrowest change of a word that leaves no piece empty, because some tags need content."""
        head = _agreeing(before, after)
        tail = _agreeing(before[head:][::-1], after[head:][::-1])
        change = _Change(at + head, at + len(before) - tail, after[head : len(after) - tail], at)
        empties = any(
            not part.text and part.end - part.start == len(piece.text) and piece.text.strip()
            for piece, part in self._split(change)
        )
        return _Change(at, at + len(before), after, at) if empties else change

    def _can_be_joined(self, start: int, end: int) -> bool:
        return all(piece.escape for piece, _ in self._touched(start, end))

    def _split(self, change: _Change) -> Iterator[tuple[Piece, _Change]]:
        """Split a change among the pieces that it touches, letter by letter; the last piece receives the rest."""
        if change.start == change.end:
            yield self._piece(change.start - (change.start > change.word)), change
            return
        touched = [(piece, span) for piece, span in self._touched(change.start, change.end) if piece.escape]
        new = change.text
        for number, (piece, (start, end)) in enumerate(touched):
            others = len(touched) - number - 1
            share = max(1, min(end - start, len(new) - others))
            if not others or " " in new:
                share = len(new)
            yield piece, _Change(start, end, new[:share], change.word)
            new = new[share:]

    def _touched(self, start: int, end: int) -> Iterator[tuple[Piece, tuple[int, int]]]:
        """Yield the pieces that a span of the reading text touches, each with its part of the span."""
        first = bisect_right(self._starts, start) - 1
        for piece in self._pieces[first : bisect_right(self._starts, end - 1)]:
            yield piece, (max(start, piece.at), min(end, piece.at + len(piece.text)))


def _agreeing(one: str, other: str) -> int:
    """Return the length of the common prefix of two words."""
    return next(
        (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )


def _in_file(piece: Piece, parts: Sequence[_Change]) -> Iterator[tuple[int, int, str]]:
    """Yield the changes to the file for the changes of one piece of the reading text."""
    if piece.escape is None:
        raise ValueError(f"read-only piece {piece.text!r}")
    if piece.is_letter_by_letter:
        for part in parts:
            shift = piece.start - piece.at
            yield part.start + shift, part.end + shift, piece.escape(part.text)
        return
    behind = piece.at + len(piece.text)
    if all(part.start == behind for part in parts):
        yield piece.end, piece.end, "".join(piece.escape(part.text) for part in parts)
        return
    text, at = [], 0
    for part in parts:
        text += [piece.text[at : part.start - piece.at], part.text]
        at = part.end - piece.at
    yield piece.start, piece.end, piece.escape("".join([*text, piece.text[at:]]))
