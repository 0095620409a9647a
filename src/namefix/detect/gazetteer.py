"""Detector of exact names of the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from namefix.datatypes import FoundBy, Mention
from namefix.names.words import Word, is_capitalised, is_name_gap
from namefix.table.name_table import NameTable


class Gazetteer:
    """Find the longest names of the table from left to right, ignoring letter case, diacritics and hyphens.

    A name must contain a capital letter: "may" is not Theresa May.

    Args:
        table: The table.
    """

    needs_pipeline = False

    def __init__(self, table: NameTable) -> None:
        self._table = table

    def detect(self, texts: Iterable[tuple[str, Sequence[Word]]]) -> Iterator[list[Mention]]:
        """Yield the exact names of each text."""
        for text, words in texts:
            yield list(self._find(text, words))

    def _find(self, text: str, words: Sequence[Word]) -> Iterator[Mention]:
        folded = [word.folded for word in words]
        at = 0
        while at < len(words):
            size = self._longest_match(text, words, folded, at)
            if size:
                start, end = words[at].start, words[at + size - 1].end
                yield Mention(start, end, text[start:end], None, FoundBy.TABLE)
            at += size or 1

    def _longest_match(self, text: str, words: Sequence[Word], folded: list[str], at: int) -> int:
        reach = self._table.longest_from(folded[at].partition(" ")[0])
        if not reach:
            return 0
        size = 1
        while (
            size < reach
            and at + size < len(words)
            and is_name_gap(text[words[at + size - 1].end : words[at + size].start], words[at + size - 1].text)
        ):
            size += 1
        for length in range(size, 0, -1):
            is_name = any(is_capitalised(word.text) for word in words[at : at + length])
            if is_name and " ".join(folded[at : at + length]) in self._table:
                return length
        return 0
