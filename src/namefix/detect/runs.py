"""Detector of runs of capitalised words, their parts, and names broken by machine translation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from namefix.datatypes import FoundBy, Mention
from namefix.names.lexicon import RARE
from namefix.names.name import name_of
from namefix.names.words import Word, is_capitalised, is_name_gap
from namefix.table.name_table import NameTable

_MAX_WORDS = 5
"""Maximum number of words in a part of a run; longer names are found as exact names."""
_LONGEST_RUN = 40
"""Maximum number of words in a run, because of lines in capitals and lists without commas."""
_MIN_LETTERS = 3
_FREQUENT = 5.5
"""Zipf frequency of "after" and "before"; such words are never a separated part of a name."""


class CapitalisedRuns:
    """Find runs of capitalised words, and all parts of runs that can be names.

    Parts that begin or end in common English ("President Makron") are left out. A single letter that is not English is joined
    to its neighbours ("S ã o Paulo"), and so is a lower-case word after an unknown one ("Zelen sky"). The mention of a family
    ("the Makrons") is the name without its plural s.

    Args:
        table: The table, whose names are not plurals ("the Bahamas").
    """

    needs_pipeline = False

    def __init__(self, table: NameTable) -> None:
        self._table, self._language = table, table.language
        self._lexicon = self._language.lexicon

    def detect(self, texts: Iterable[tuple[str, Sequence[Word]]]) -> Iterator[list[Mention]]:
        """Yield the runs of each text and their parts."""
        for text, words in texts:
            yield list(self._find(text, words))

    def _find(self, text: str, words: Sequence[Word]) -> Iterator[Mention]:
        for run in self._runs(text, words):
            longest = _MAX_WORDS if len(run) <= 2 * _MAX_WORDS else 2
            for first in range(len(run)):
                if self._is_plain(run[first]) or self._language.is_fragment(run[first].text):
                    continue
                size = 0
                for last in range(first, len(run)):
                    size += not self._language.is_fragment(run[last].text)
                    if size > longest:
                        break
                    joined = last > first and self._is_small_word(run[last])
                    if not joined and (self._is_plain(run[last]) or self._is_particle(run[last])):
                        continue
                    start, end = run[first].start, run[last].end
                    name = name_of(text[start:end])
                    plural = self._language.family_plural(text, start, end)
                    if plural and name.folded not in self._table:
                        end -= len(plural)
                        name = name_of(text[start:end])
                    if len(name.squashed) >= _MIN_LETTERS:
                        yield Mention(start, end, text[start:end], None, FoundBy.CAPITALS)

    def _runs(self, text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
        run: list[Word] = []
        for position, word in enumerate(words):
            if run and (len(run) == _LONGEST_RUN or not self._continues(text, run, word)):
                yield run
                run = []
            following = words[position + 1] if position + 1 < len(words) else None
            if run or is_capitalised(word.text) or self._opens(text, word, following):
                run.append(word)
        if run:
            yield run

    def _continues(self, text: str, run: list[Word], word: Word) -> bool:
        if not is_name_gap(text[run[-1].end : word.start], run[-1].text):
            return False
        if len(run) > 1 and self._is_small_word(run[-1]):
            return False
        if not self._is_small_word(word) or self._language.is_fragment(run[-1].text):
            return True
        least = _FREQUENT if self._lexicon.zipf(run[-1].folded) == 0 else RARE
        return self._lexicon.zipf(word.folded) < least

    def _opens(self, text: str, word: Word, following: Word | None) -> bool:
        """Return whether a lower-case word can begin a name: a particle before a capital, or a word that is not English."""
        before_capital = (
            following is not None
            and is_capitalised(following.text)
            and is_name_gap(text[word.end : following.start], word.text)
        )
        frequency = self._lexicon.zipf(word.folded)
        opens = self._is_particle(word) and word.folded not in self._language.inner_particles
        if before_capital and (opens or frequency < RARE):
            return True
        return len(word.text) > _MIN_LETTERS and frequency == 0

    def _is_small_word(self, word: Word) -> bool:
        """Return whether a word is neither capitalised nor a particle or fragment, so that within a run it ends a broken name."""
        return not (is_capitalised(word.text) or self._is_particle(word) or self._language.is_fragment(word.text))

    def _is_particle(self, word: Word) -> bool:
        return word.text.lower() in self._language.particles

    def _is_plain(self, word: Word) -> bool:
        return word.text.isascii() and self._language.is_plain(word.folded)
