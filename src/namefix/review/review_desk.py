"""A review: saving, learning and undoing of an editor's choices for the names of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from namefix.check.file_fixer import FileFixer
from namefix.check.settings_file import SettingsFinder
from namefix.datatypes import Translation
from namefix.errors import InputError
from namefix.report.html_report import Sheet, line_starts
from namefix.review.learning import TableLessons, read_bytes, with_accepted
from namefix.review.log_lines import Change
from namefix.review.review_items import (
    Choice,
    DeskFile,
    Item,
    SourceFile,
    check_choice,
    edit_of_choice,
    items_of,
    kind_of,
    log_entry,
    open_file,
    teaches,
)
from namefix.review.review_log import ReviewLog
from namefix.review.selection import SelectedWords
from namefix.review.source_pane import SourcePane, source_pane
from namefix.table.name_table import NameTable


class _Save(NamedTuple):
    """A save of this review: its entry in the log, the decided names, and the previous content of the files."""

    entry: str
    keys: tuple[str, ...]
    contents: tuple[tuple[DeskFile, bytes], ...]


class Desk:
    """All files of a review.

    Args:
        paths: The files.
        settings: Finds the settings of each file.
        log: The log of saves.
        table: The CSV table that learns; None means the first one of the settings.
        sources: The sources of files that have one.

    Raises:
        InputError: If a file cannot be read.
        OutputError: If the table cannot learn; this is checked before the review starts.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        settings: SettingsFinder,
        log: ReviewLog,
        table: Path | None,
        sources: Mapping[Path, SourceFile] | None = None,
    ) -> None:
        if table is not None:
            TableLessons(table, NameTable(()))
        fixer = FileFixer(settings)
        self._log = log
        sources = sources or {}
        self.files = [open_file(path, settings, fixer, table, sources.get(path)) for path in dict.fromkeys(paths)]
        self._items = [list(items_of(file)) for file in self.files]
        self.items = {
            f"mark-{number}-{place}": item
            for number, items in enumerate(self._items, start=1)
            for place, item in enumerate(items, start=1)
        }
        """The names by their ids on the page."""
        self.words = SelectedWords(self.files, self._items)
        """The words that the editor selects."""
        self.saved: dict[str, Choice] = {}
        self._saves: list[_Save] = []

    @property
    def sheets(self) -> list[Sheet]:
        """The sheets of the page."""
        return [
            Sheet(
                file.fixed.path,
                file.fixed.readable.text,
                [item.edit for item in items],
                file.fixed.result.warnings,
            )
            for file, items in zip(self.files, self._items, strict=True)
        ]

    @property
    def panes(self) -> list[SourcePane | None]:
        """The sources beside the sheets; None for a text without its source."""
        return [
            source_pane(
                Translation(sheet.text, file.source, file.source_language),
                line_starts(sheet.text, sheet.edits),
                file.fixer,
            )
            if file.source is not None
            else None
            for sheet, file in zip(self.sheets, self.files, strict=True)
        ]

    def item(self, key: str) -> Item:
        """Return the item of an id on the page: a name, or words that the editor selected.

        Raises:
            InputError: If there is none.
        """
        if key in self.items:
            return self.items[key]
        return self.words.item(key)

    def save(self, choices: Mapping[str, Choice]) -> list[str]:
        """Write the choices into the files, the tables and the settings; return messages.

        Args:
            choices: All choices of the review by id of the name, including saved ones.

        Raises:
            InputError: If a choice is invalid.
            OutputError: If a file cannot be written, or was changed meanwhile; nothing is saved then.
        """
        chosen = {key: self.item(key) for key in choices}
        for key, choice in choices.items():
            check_choice(chosen[key], choice)
        if changed := [key for key, choice in self.saved.items() if choices.get(key) != choice]:
            raise InputError(
                "review", None, f"{changed[0]} is saved already; take that back first, or load the page again"
            )
        fresh = {key: choice for key, choice in choices.items() if key not in self.saved}
        if not fresh:
            return []
        files = list({id(file): file for file in (chosen[key].desk_file for key in fresh)}.values())
        with self._log.locked(path for file in files for path in (file.path, file.table, file.settings) if path):
            return self._save(fresh, choices, files)

    def _save(self, fresh: Mapping[str, Choice], choices: Mapping[str, Choice], files: Sequence[DeskFile]) -> list[str]:
        notes: list[str] = []
        written = [(file, self._written(file, choices, notes)) for file in files]
        changes = [Change(file.path, file.content, content) for file, content in written]
        changes += [*self._learned(fresh, notes), *self._accepted(fresh, notes)]
        changes = [change for change in changes if change.before != change.after]
        why = [log_entry(self.item(key), choice) for key, choice in fresh.items()]
        entry = self._log.save(changes, why)
        self._saves.append(_Save(entry, tuple(fresh), tuple((file, file.content) for file in files)))
        for file, content in written:
            file.content = content
        self.saved.update(fresh)
        return notes

    def take_back(self) -> list[str]:
        """Undo the last save of this review, and return the ids of the names that are open again.

        Raises:
            InputError: If there is no save.
            OutputError: If a file was changed since.
        """
        if not self._saves:
            raise InputError("review", None, "nothing is saved that could be taken back")
        last = self._saves[-1]
        self._log.take_back(last.entry)
        self._saves.pop()
        for file, content in last.contents:
            file.content = content
        for key in last.keys:
            del self.saved[key]
        return list(last.keys)

    def _written(self, file: DeskFile, choices: Mapping[str, Choice], notes: list[str]) -> bytes:
        """Return a file with all its choices applied."""
        edits = sorted(
            (
                edit_of_choice(item, choice)
                for key, choice in choices.items()
                if choice.action == "write" and (item := self.item(key)).desk_file is file
            ),
            key=attrgetter("start"),
        )
        if crossed := [two.before for one, two in pairwise(edits) if two.start < one.end]:
            raise InputError("review", None, f"{crossed[0]!r} would be changed twice; reject one of the changes")
        content, left_out = file.fixed.written(edits)
        notes += [
            f"{edit.before} → {edit.after} has no place in the markup of {file.fixed.path}; do it by hand"
            for edit in left_out
        ]
        return content

    def _learned(self, fresh: Mapping[str, Choice], notes: list[str]) -> Iterator[Change]:
        lessons: dict[Path, TableLessons] = {}
        told: dict[str, None] = {}
        for key, choice in fresh.items():
            item = self.item(key)
            file = item.desk_file
            if file.table is None or not teaches(item, choice):
                continue
            known = file.fixer.table
            if file.table not in lessons:
                lessons[file.table] = TableLessons(file.table, known)
            told[_teach(lessons[file.table], item, choice)] = None
        notes += told
        for lesson in lessons.values():
            if lesson.content is not None:
                yield Change(lesson.path, lesson.before, lesson.content)

    def _accepted(self, fresh: Mapping[str, Choice], notes: list[str]) -> Iterator[Change]:
        names: dict[Path, dict[str, None]] = {}
        for item in (self.item(key) for key, choice in fresh.items() if choice.action == "never"):
            name = " ".join(item.edit.decision.mention.surface.split())
            names.setdefault(item.desk_file.settings, {})[name] = None
        for path, accepted in names.items():
            before = read_bytes(path)
            yield Change(path, before, with_accepted(before, path, accepted))
            notes += [f"{name}: never touched from now on ({path})" for name in accepted]


def _teach(lesson: TableLessons, item: Item, choice: Choice) -> str:
    """Teach what an editor decided, and return the message."""
    entities = item.desk_file.fixer.table.entities
    edit = edit_of_choice(item, choice) if choice.action == "write" else item.edit
    surface = " ".join(edit.before.split())
    entity = entities.get(choice.entity or edit.entity_id)
    if choice.action == "leave" and entity is not None:
        return lesson.teach_alias(surface, entity)
    return lesson.teach(surface, edit.after, entity, choice.kind or kind_of(item.edit))
