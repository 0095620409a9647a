"""Words that an editor selects for a repair: their span, their other places, and the names that they may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from pydantic import BaseModel

from namefix.candidates.index import CandidateIndex
from namefix.datatypes import Action, Decision, Entity, FoundBy, Mention
from namefix.errors import InputError
from namefix.names.language import language_of
from namefix.report.escapes import harmless
from namefix.report.html_report import describe, other_forms
from namefix.results import Edit
from namefix.review.review_items import LONGEST, DeskFile, Item
from namefix.rewrite import in_case_of
from namefix.source.native_forms import NativeForms
from namefix.table.name_table import NameTable

_MOST_NAMES = 8
_MOST_READ = 100_000
"""Maximum number of entities whose native forms are searched."""

_CONTEXT = 60
"""Maximum number of characters of a line that are shown on either side of the selected words."""

_LOOK_BACK = 12
"""Number of characters before the words by which the start of a sentence is recognised."""

_KEY = re.compile(r"words-(\d{1,9})-(\d{1,9})-(\d{1,9})")
_SELECTED = "selected by an editor"


class NamedEntity(BaseModel):
    """An entity of the table; `written` is its form that is most similar to the words, in their letter case."""

    id: str
    written: str
    description: str
    also: str


class Span(NamedTuple):
    """A span of the reading text of a file, which is counted from 1 as on the page."""

    sheet: int
    start: int
    end: int

    @property
    def key(self) -> str:
        """The id of the span on the page."""
        return f"words-{self.sheet}-{self.start}-{self.end}"

    @classmethod
    def of(cls, key: str) -> Span | None:
        """Return the span of an id; None if the id is not that of selected words."""
        found = _KEY.fullmatch(key)
        return cls(*map(int, found.groups())) if found else None


class Place(NamedTuple):
    """A span with the id of its name on the page."""

    id: str
    span: Span


class Selection(NamedTuple):
    """Selected words: all places of these words, the selected one first, its context, and the names that it may mean."""

    words: str
    places: list[Place]
    context: tuple[str, str]
    names: list[NamedEntity]


class TableSearch:
    """Search for entities by a name, right or garbled, or by a native form.

    Args:
        table: The table of all names in use.
    """

    def __init__(self, table: NameTable) -> None:
        self._table = table

    @cached_property
    def _index(self) -> CandidateIndex:
        return CandidateIndex(self._table)

    @cached_property
    def _native_forms(self) -> NativeForms:
        return NativeForms(self._table.best_known(_MOST_READ), self._table.language)

    def names(self, wanted: str, *, surface: str, before: str) -> list[NamedEntity]:
        """Return the targets that a name can mean, exact matches first, then the most similar.

        Args:
            wanted: The name to search for.
            surface: The words to repair, whose letter case the replacements take.
            before: The text directly before them.
        """
        found: dict[str, NamedEntity] = {}
        for entity, written in self._meant(" ".join(wanted.split())):
            if entity.target and len(found) < _MOST_NAMES:
                fitting = in_case_of(surface, written, before[-_LOOK_BACK:])
                found.setdefault(entity.id, _named(entity, fitting))
        return list(found.values())

    def _meant(self, wanted: str) -> Iterator[tuple[Entity, str]]:
        language = language_of(wanted, None)
        if language is None:
            return
        if language.script != "Latin":
            for name in self._native_forms.find(wanted, language):
                yield name.entity, name.entity.name
            return
        for form in self._table.find(wanted):
            yield form.entity, form.replacement
        for form in self._index.search_many([wanted], _MOST_NAMES)[0]:
            yield form.entity, form.replacement


class SelectedWords:
    """The words that an editor selects in the files of a review.

    Args:
        files: The files.
        items: The names that are marked in each file.
    """

    def __init__(self, files: Sequence[DeskFile], items: Sequence[Sequence[Item]]) -> None:
        self._files, self._items = files, items
        self._searches: dict[int, TableSearch] = {}

    def item(self, key: str) -> Item:
        """Return the item of words by their id on the page; its only option is the words themselves.

        Raises:
            InputError: If there are no such words.
        """
        span = Span.of(key)
        if span is None or not 0 < span.sheet <= len(self._files):
            raise InputError("review", None, f"no name has the id {key!r}")
        file = self._files[span.sheet - 1]
        text = file.fixed.readable.text
        if not 0 <= span.start < span.end <= len(text):
            raise InputError("review", None, f"no words have the id {key!r}")
        words = text[span.start : span.end]
        mention = Mention(span.start, span.end, words, None, FoundBy.CAPITALS)
        decision = Decision(mention, Action.REVIEW, None, (), _SELECTED)
        return Item((Edit(span.start, span.end, words, words, decision),), file, is_selected=True)

    def select(self, sheet: int, start: int, end: int) -> Selection:
        """Return the words of a selection, their other places in the review, and the names that they may mean.

        Args:
            sheet: The number of the file, counted from 1.
            start: The start of the selection in its reading text.
            end: Its end.

        Raises:
            InputError: If there is no such file, or the selection has no word.
        """
        text = self._file(sheet).fixed.readable.text
        start, end = widened(text, start, end, [item.edit for item in self._items[sheet - 1]])
        words, first = text[start:end], Span(sheet, start, end)
        others = [
            Span(number, *span)
            for number, file in enumerate(self._files, start=1)
            for span in places_of(words, file.fixed.readable.text)
        ]
        places = [
            place for span in dict.fromkeys([first, *others]) if (place := self._place(span, is_first=span == first))
        ]
        return Selection(words, places, context_of(text, start, end), self.search(first, words))

    def search(self, span: Span, wanted: str) -> list[NamedEntity]:
        """Return the names of the tables that are similar to a name, to be written at a span."""
        file = self._file(span.sheet)
        text = file.fixed.readable.text
        if id(file.fixer) not in self._searches:
            self._searches[id(file.fixer)] = TableSearch(file.fixer.table)
        surface, before = text[span.start : span.end], text[: span.start]
        return self._searches[id(file.fixer)].names(wanted, surface=surface, before=before)

    def _file(self, sheet: int) -> DeskFile:
        if not 0 < sheet <= len(self._files):
            raise InputError("review", None, f"there is no file {sheet}")
        return self._files[sheet - 1]

    def _place(self, span: Span, *, is_first: bool) -> Place | None:
        """Return a span with the id of the proposal at it, or its own; None if a proposal is for a part or more of it."""
        for number, item in enumerate(self._items[span.sheet - 1], start=1):
            edit = item.edit
            if (edit.start, edit.end) == (span.start, span.end):
                return Place(f"mark-{span.sheet}-{number}", span)
            if not is_first and edit.start < span.end and span.start < edit.end:
                return None
        return Place(span.key, span)


def widened(text: str, start: int, end: int, marked: Sequence[Edit]) -> tuple[int, int]:
    """Return a selection without white space at its ends, and with whole words and marks.

    Args:
        text: The reading text of the file.
        start: The start of the selection.
        end: Its end.
        marked: The edits that the page shows, sorted.

    Raises:
        InputError: If the selection contains no word, several lines, or too many characters.

    Example:
        >>> widened("President Makron spoke.", 11, 17, [])
        (10, 16)
    """
    if not 0 <= start < end <= len(text) or not any(map(str.isalnum, text[start:end])):
        raise InputError("review", None, "select the words of a name")
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    while start and _is_within_word(text, start):
        start -= 1
    while end < len(text) and _is_within_word(text, end):
        end += 1
    for edit in marked:
        if edit.start < end and start < edit.end:
            start, end = min(start, edit.start), max(end, edit.end)
    words = text[start:end]
    if len(words) > LONGEST or len(words.splitlines()) > 1:
        raise InputError("review", None, f"select at most {LONGEST} characters in one line")
    return start, end


def places_of(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans at which words stand in a text as whole words.

    Example:
        >>> list(places_of("Anan", "Kofi Anan, Anand and Anan"))
        [(5, 9), (21, 25)]
    """
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
        yield match.span()


def context_of(text: str, start: int, end: int) -> tuple[str, str]:
    r"""Return the words before and behind a span, within its line, with escapes for misleading characters.

    Example:
        >>> context_of("The mayor\nKadry Tomsalu spoke.", 10, 23)
        ('', ' spoke.')
    """
    behind = text[max(0, start - 2 * _CONTEXT) : start]
    line_before = "" if behind.endswith(("\n", "\r")) else (behind.splitlines() or [""])[-1]
    line_after = (text[end : end + 2 * _CONTEXT].splitlines() or [""])[0]
    before, after = line_before[-_CONTEXT:], line_after[:_CONTEXT]
    if len(before) < len(line_before):
        before = f"…{before[before.find(' ') + 1 :]}"
    if len(after) < len(line_after):
        after = f"{after[: after.rfind(' ') + 1]}…"
    return harmless(before), harmless(after)


def _is_within_word(text: str, at: int) -> bool:
    return all(letter.isalnum() for letter in text[at - 1 : at + 1])


def _named(entity: Entity, written: str) -> NamedEntity:
    return NamedEntity(
        id=entity.id, written=written, description=harmless(describe(entity)), also=harmless(other_forms(entity))
    )
