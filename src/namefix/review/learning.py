"""Learning from an editor's choices: misspellings for the editor's own table, and accepted names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import tomlkit

from namefix.check.settings_file import check_settings
from namefix.datatypes import Entity, Kind
from namefix.errors import ConfigError, OutputError, TableError
from namefix.names.name import name_of
from namefix.names.target_language import TargetLanguage
from namefix.table import entities_of_csv
from namefix.table.name_table import NameTable
from namefix.table.writing import line_writer

_FEW = 3
"""Number of people whose names have a word from which it is no misspelling."""


class TableLessons:
    """Learner that adds misspellings and aliases to a CSV table; `content` is the current table.

    Args:
        path: The table, which need not exist.
        known: The table of all names in use, including other tables.

    Raises:
        OutputError: If it is not a CSV file, or cannot be read.
    """

    def __init__(self, path: Path, known: NameTable) -> None:
        if path.suffix.lower() != ".csv":
            raise OutputError(path, "names are learned into CSV tables only; name a file that ends in .csv")
        self.path, self._known = path, known
        self.before = read_bytes(path)
        self.content = self.before
        self._own = {entity.id: entity for entity in self._load(self.before)} if self.before is not None else {}

    def teach(self, garble: str, right: str, entity: Entity | None, kind: Kind) -> str:
        """Add a garbled form as a misspelling of an entity, and return a message; or return the reason why this is harmful.

        Args:
            garble: The garbled form in the text.
            right: The name that the editor wrote.
            entity: The entity, if it was a candidate; otherwise `right` is looked up, or is a new name.
            kind: The kind of a new name.
        """
        entity = entity or self._find(right) or self._new(right, kind)
        entity = self._own.get(entity.id, entity)
        taught = replace(entity, misspellings=(*entity.misspellings, garble), is_bundled=False)
        problem = next(self._problems(garble, right, entity, taught), None) or self._written(taught)
        return f"{garble}: not learned, {problem}" if problem else f"{garble}: from now on {right} ({self.path.name})"

    def teach_alias(self, name: str, entity: Entity) -> str:
        """Add another right name of an entity, and return a message; or return the reason why this is harmful."""
        entity = self._own.get(entity.id, entity)
        taught = replace(entity, aliases=(*entity.aliases, name), is_bundled=False)
        problem = next(self._alias_problems(name, entity), None) or self._written(taught)
        told = f"from now on another name of {entity.name} ({self.path.name})"
        return f"{name}: not learned, {problem}" if problem else f"{name}: {told}"

    def teach_known(self, name: str, kind: Kind) -> str:
        """Add a name that is only known, so that it is kept, and return a message; or return the reason why this is harmful."""
        problem = next(self._known_problems(name), None) or self._written(replace(self._new(name, kind), target=False))
        return f"{name}: not learned, {problem}" if problem else f"{name}: from now on a known name ({self.path.name})"

    def _known_problems(self, name: str) -> Iterator[str]:
        forms = self._known.find(name)
        if names := [form.entity.name for form in forms if form.is_right]:
            yield f"it is known as a right name ({names[0]})"
        wrong = [form.entity for form in forms if form.status == "misspelling"]
        if names := [other.name for other in (*wrong, *self._own.values()) if _has(other, name)]:
            yield f"it is known as a misspelling of {names[0]}; take it out there first"
        if self._own_name(name):
            yield "it is in the table"

    def _own_name(self, name: str) -> bool:
        return any(name_of(entity.name).folded == name_of(name).folded for entity in self._own.values())

    def _written(self, taught: Entity) -> str | None:
        """Write the row of an entity, or return the reason why the table would not be valid with it."""
        try:
            content = _with_row(self.content, taught, self.path)
            own = {row.id: row for row in self._load(content)}
        except OutputError as error:
            return error.problem
        self.content, self._own = content, own
        return None

    def _alias_problems(self, name: str, entity: Entity) -> Iterator[str]:
        """Yield the reasons why an alias would be harmful."""
        forms = self._known.find(name)
        if any(form.is_right and form.entity.id == entity.id for form in forms):
            yield f"it is known as a name of {entity.name}"
        wrong = [form.entity for form in forms if form.status == "misspelling"]
        if names := [other.name for other in (*wrong, *self._own.values()) if _has(other, name)]:
            yield f"it is known as a misspelling of {names[0]}; take it out there first"
        if all(map(self._known.language.is_plain, name_of(name).words)):
            yield "it is an English word"
        yield from self._other_table(entity)

    def _other_table(self, entity: Entity) -> Iterator[str]:
        if entity.id not in self._own and entity.id in self._known.entities and not entity.is_bundled:
            yield f"{entity.id} stands in another table of yours"

    def _problems(self, garble: str, right: str, entity: Entity, taught: Entity) -> Iterator[str]:
        """Yield the reasons why a misspelling would be harmful."""
        forms = self._known.find(garble)
        if names := [form.entity.name for form in forms if form.is_right]:
            yield f"it is a right name ({names[0]})"
        if _says_something(garble, self._known.language):
            yield "it is an English word, or others are called so, and a misspelling is replaced wherever it stands"
        if _has(entity, garble):
            yield f"it is known as a misspelling of {entity.name}"
        others = [*(form.entity for form in forms), *(row for row in self._own.values() if _has(row, garble))]
        if names := [other.name for other in others if other.id != entity.id]:
            yield f"it is known as a misspelling of {names[0]}; take it out there first"
        yield from self._other_table(entity)
        if name_of(garble).folded == name_of(right).folded:
            yield "tables do not tell letter case and diacritics apart"
        wrong = (form for form in self._known.forms_of(taught) if form.status == "misspelling")
        meant = {form.replacement for form in wrong if form.text == garble}
        if {name_of(name).folded for name in meant} != {name_of(right).folded}:
            yield f"the table would write {' or '.join(sorted(meant))}, not {right}"

    def _find(self, name: str) -> Entity | None:
        known = [form.entity for form in self._known.find(name) if form.is_right and form.entity.target]
        taught = [entity for entity in self._own.values() if name_of(entity.name).folded == name_of(name).folded]
        return next(iter((*known, *taught)), None)

    def _new(self, name: str, kind: Kind) -> Entity:
        ids = {*self._known.entities, *self._own}
        first = f"{kind}/{name_of(name).folded.replace(' ', '-')}"
        number, key = 2, first
        while key in ids:
            number, key = number + 1, f"{first}-{number}"
        return Entity(key, kind, name)

    def _load(self, content: bytes) -> list[Entity]:
        """Return the entities of a table, all of whose rows must be valid."""
        try:
            return entities_of_csv(content, Path(self.path.name))
        except TableError as error:
            raise OutputError(self.path, f"nothing can be learned into it: {error}") from error


def with_accepted(content: bytes | None, path: Path, names: Iterable[str]) -> bytes:
    """Return a `namefix.toml` with additional accepted names; everything else, including comments, is kept.

    Args:
        content: The current content; None for a new file.
        path: The path of the file.
        names: The names to accept.

    Raises:
        ConfigError: If it is not valid with them, for example if it rejects one.
    """
    try:
        text = (content or b"").decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML in UTF-8: {error}") from error
    check_settings(text, path)
    settings = tomlkit.parse(text)
    accepted = settings.setdefault("accepted", tomlkit.array())
    for name in names:
        if name not in accepted:
            accepted.append(name)
    written = tomlkit.dumps(settings)
    check_settings(written, path)
    return written.encode("utf-8")


def read_bytes(path: Path) -> bytes | None:
    """Return the content of a file, None if it does not exist.

    Raises:
        OutputError: If it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(path, f"cannot be read: {error.strerror or error}") from error


def _has(entity: Entity, garble: str) -> bool:
    return name_of(garble).folded in {name_of(form).folded for form in entity.misspellings}


def _says_something(garble: str, language: TargetLanguage) -> bool:
    """Return whether a garbled form consists of words that have another meaning."""
    words = name_of(garble).words
    lexicon = language.lexicon
    return lexicon.is_place(" ".join(words)) or all(
        language.is_plain(word) or lexicon.person_count(word) >= _FEW for word in words
    )


def _with_row(content: bytes | None, entity: Entity, path: Path) -> bytes:
    """Return a CSV table with the row of an entity, which replaces an existing one; columns are added as needed.

    Raises:
        OutputError: If CSV cannot represent it.
    """
    first, line_of = line_writer(path)
    text = (content or first.encode()).decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    header, *rows = csv.reader(io.StringIO(text.removeprefix(mark), newline=""))
    columns, cells = csv.reader([first, line_of(entity)])
    fields = dict(zip(columns, cells, strict=True))
    added = [name for name in columns if name not in header and fields[name] not in _UNSAID]
    header += added
    rows = [row + [""] * len(added) if row else row for row in rows]
    at = next((at for at, row in enumerate(rows) if row and row[header.index("id")] == entity.id), len(rows))
    rows[at : at + 1] = [[fields[name] for name in header]]
    page = io.StringIO(newline="")
    csv.writer(page, lineterminator="\r\n" if "\r\n" in text else "\n").writerows([header, *rows])
    return (mark + page.getvalue()).encode("utf-8")


_UNSAID = ("", "yes")
"""Default values of columns that a table does not have."""
