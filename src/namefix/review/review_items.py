"""The names of a file in a review, and the possible choices for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from namefix.check.file_fixer import FileFixer
from namefix.check.settings_file import NAME, SettingsFinder
from namefix.datatypes import Kind
from namefix.errors import InputError
from namefix.files.fixed_file import FixedFile
from namefix.pipeline import NameFixer
from namefix.results import Edit
from namefix.rewrite import options_of

LONGEST = 200
"""Maximum length of a name, selected or typed."""

_MAY_BEGIN = "'’ʻʼ"
"""Characters other than letters that can begin a name; `=` would begin a formula in a spreadsheet."""


class Choice(BaseModel):
    """The choice of an editor for a name: `write` the candidate `option` or `text`, `leave` it, or `never` change that name.

    With `remember`, a form that is written over is learned as a misspelling, and one that is left as an alias of `entity`.
    `entity` is the id of the entity that the editor found in the table, `kind` the kind of a new one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    action: Literal["write", "leave", "never"]
    option: int | None = None
    text: str | None = None
    entity: str | None = None
    kind: Literal["person", "place"] | None = None
    remember: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A name to decide on; `options` are the possible edits of its span, the proposed one first.

    `is_selected` marks words that the editor selected: nothing is proposed for them.
    """

    options: tuple[Edit, ...]
    desk_file: DeskFile
    is_selected: bool = False

    @property
    def edit(self) -> Edit:
        """The proposed edit."""
        return self.options[0]


@dataclass(slots=True)
class DeskFile:
    """A file in a review; `content` is its last known content on disk."""

    path: Path
    fixed: FixedFile
    fixer: NameFixer
    content: bytes
    table: Path | None
    settings: Path
    source: str | None = None
    source_language: str | None = None


class SourceFile(NamedTuple):
    """The file from which a text was translated, and the code of its language."""

    path: Path
    language: str | None = None


def open_file(
    path: Path, settings: SettingsFinder, fixer: FileFixer, table: Path | None, source: SourceFile | None = None
) -> DeskFile:
    """Read a file and find its names.

    Args:
        path: The file.
        settings: Finds its settings.
        fixer: Reads the file with these settings.
        table: The CSV table that learns; None means the first one of the settings.
        source: Its source, if there is one.

    Raises:
        InputError: If it cannot be read.
    """
    from_file, language = source or (None, None)
    fixed = fixer.fix(path, source=from_file, source_language=language)
    found = settings.of(path.parent)
    own = [found.folder / name for name in found.tables if name.suffix.lower() == ".csv"]
    return DeskFile(
        path,
        fixed,
        fixer.fixer_of(path.parent),
        fixed.content,
        table or next(iter(own), None),
        settings.file_of(path.parent) or path.parent.absolute() / NAME,
        fixer.text_of(from_file) if from_file else None,
        language,
    )


def items_of(file: DeskFile) -> Iterator[Item]:
    """Yield the names of a file with their options, all of which replace the same span."""
    text, found = file.fixed.readable.text, file.fixed.result.all_edits
    ends = [0, *(edit.end for edit in found)]
    starts = [*(edit.start for edit in found[1:]), len(text)]
    for edit, *within in zip(found, ends, starts, strict=False):
        proposed, *others = options_of(text, edit, within=(within[0], within[1]))
        rejected = tuple(other.decision.chosen for other in others if other.decision.chosen)
        proposed = replace(proposed, decision=replace(proposed.decision, rejected=rejected))
        yield Item((proposed, *others), file)


def check_choice(item: Item, choice: Choice) -> None:
    """Check that a choice is valid for a name.

    Raises:
        InputError: If it is neither a candidate nor a valid name.
    """
    if choice.entity is not None and choice.entity not in item.desk_file.fixer.table.entities:
        raise InputError("review", None, f"no entity of the tables has the id {choice.entity!r}")
    if choice.action != "write":
        return
    if (choice.option is None) == (choice.text is None):
        raise InputError("review", None, "either a candidate or a text can be written")
    if choice.option is not None and (item.is_selected or not 0 <= choice.option < len(item.options)):
        raise InputError("review", None, f"{item.edit.before!r} has no candidate {choice.option}")
    if choice.text is not None and not _is_name(choice.text):
        problem = f"a name begins with a letter and has at most {LONGEST} in one line, got {choice.text[:LONGEST]!r}"
        raise InputError("review", None, problem)
    if choice.text == item.edit.before:
        raise InputError("review", None, f"{choice.text!r} is what stands there; reject the change instead")


def edit_of_choice(item: Item, choice: Choice) -> Edit:
    """Return the edit of a choice that writes a name; a typed name has no entity yet."""
    if choice.option is not None:
        return item.options[choice.option]
    return replace(item.edit, after=choice.text or "", decision=replace(item.edit.decision, chosen=None))


def _is_name(text: str) -> bool:
    begins = text[:1].isalpha() or text[:1] in _MAY_BEGIN
    return begins and text == text.strip() and text.isprintable() and 0 < len(text) <= LONGEST


def teaches(item: Item, choice: Choice) -> bool:
    """Return whether a choice adds knowledge; accepting a certain repair, or leaving a name of no entity, does not."""
    is_known = item.edit.is_certain and choice.option == 0
    is_lesson = choice.action == "write" or (choice.action == "leave" and choice.entity is not None)
    return is_lesson and choice.remember and not is_known


def kind_of(edit: Edit) -> Kind:
    """Return the kind of a new name, that of the proposed entity."""
    chosen, mention = edit.decision.chosen, edit.decision.mention
    kind = chosen.candidate.entity.kind if chosen else mention.kind
    return kind if kind in ("person", "place") else "person"


def log_entry(item: Item, choice: Choice) -> dict[str, Any]:
    """Return the log fields of a choice: the proposed edit with its whole name, the text written instead, and the choice."""
    edit = item.edit
    chosen = edit_of_choice(item, choice) if choice.action == "write" else None
    proposed = {"file": item.desk_file.fixed.path, **edit.to_dict(), "surface": edit.decision.mention.surface}
    entity = {"entity": chosen.entity_id} if chosen and chosen.entity_id else {}
    written = chosen.after if chosen else edit.before
    return {**proposed, "written": written, **entity, **choice.model_dump(exclude_none=True)}
