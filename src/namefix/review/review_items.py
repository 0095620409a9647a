"""The names of a file in a review, and the possible choices for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from namefix.check.file_fixer import FileFixer
from namefix.check.settings_file import NAME, SettingsFinder
from namefix.datatypes import Kind
from namefix.errors import InputError
from namefix.files.fixed_file import FixedFile
from namefix.pipeline import NameFixer
from namefix.results import Edit
from namefix.rewrite import options_of

_LONGEST = 200
"""Maximum length of a typed name."""

_MAY_BEGIN = "'’ʻʼ"
"""Characters other than letters that can begin a name; `=` would begin a formula in a spreadsheet."""


class Choice(BaseModel):
    """The choice of an editor for a name: `write` the candidate `option` or `text`, `leave` it, or `never` change that name.

    With `remember`, the garbled form is learned as a misspelling.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    action: Literal["write", "leave", "never"]
    option: int | None = None
    text: str | None = None
    remember: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A name to decide on; `options` are the possible edits of its span, the proposed one first."""

    options: tuple[Edit, ...]
    desk_file: DeskFile

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


def open_file(path: Path, settings: SettingsFinder, fixer: FileFixer, table: Path | None) -> DeskFile:
    """Read a file and find its names.

    Args:
        path: The file.
        settings: Finds its settings.
        fixer: Reads the file with these settings.
        table: The CSV table that learns; None means the first one of the settings.

    Raises:
        InputError: If it cannot be read.
    """
    fixed = fixer.fix(path)
    found = settings.of(path.parent)
    own = [found.folder / name for name in found.tables if name.suffix.lower() == ".csv"]
    return DeskFile(
        path,
        fixed,
        fixer.fixer_of(path.parent),
        fixed.content,
        table or next(iter(own), None),
        settings.file_of(path.parent) or path.parent.absolute() / NAME,
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
    if choice.action != "write":
        return
    if (choice.option is None) == (choice.text is None):
        raise InputError("review", None, "either a candidate or a text can be written")
    if choice.option is not None and not 0 <= choice.option < len(item.options):
        raise InputError("review", None, f"{item.edit.before!r} has no candidate {choice.option}")
    if choice.text is not None and not _is_name(choice.text):
        problem = f"a name begins with a letter and has at most {_LONGEST} in one line, got {choice.text[:_LONGEST]!r}"
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
    return begins and text == text.strip() and text.isprintable() and 0 < len(text) <= _LONGEST


def teaches(item: Item, choice: Choice) -> bool:
    """Return whether a choice adds knowledge; accepting a certain repair does not."""
    is_known = item.edit.is_certain and choice.option == 0
    return choice.action == "write" and choice.remember and not is_known


def kind_of(edit: Edit) -> Kind:
    """Return the kind of a new name, that of the proposed entity."""
    chosen, mention = edit.decision.chosen, edit.decision.mention
    kind = chosen.candidate.entity.kind if chosen else mention.kind
    return kind if kind in ("person", "place") else "person"


def log_entry(item: Item, choice: Choice) -> dict[str, Any]:
    """Return the log fields of a choice: the proposed edit, the text written instead, and the choice."""
    edit = item.edit
    written = edit_of_choice(item, choice).after if choice.action == "write" else edit.before
    proposed = {"file": item.desk_file.fixed.path, **edit.to_dict()}
    return {**proposed, "written": written, **choice.model_dump(exclude_none=True)}
