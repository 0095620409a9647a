"""The names of a file that an editor decides on, and what can be chosen for each."""

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
"""Letters of a name that may be typed."""

_MAY_BEGIN = "'’ʻʼ"
"""What a name may begin with beside a letter; a table cell that begins with `=` is a formula in a spreadsheet."""


class Choice(BaseModel):
    """What an editor chose for a name: `write` the candidate `option` or `text`, `leave` it, or `never` touch that name.

    `remember` lets it be learned that this garble means this name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    action: Literal["write", "leave", "never"]
    option: int | None = None
    text: str | None = None
    remember: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A name to decide on; `options` are the edits that can be chosen, the proposed one first, all of one span."""

    options: tuple[Edit, ...]
    desk_file: DeskFile

    @property
    def edit(self) -> Edit:
        """The proposed edit."""
        return self.options[0]


@dataclass(slots=True)
class DeskFile:
    """A file on the desk; `content` is what it holds on the disk, as far as we know."""

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
        fixer: Reads it and finds the names, under the same settings.
        table: The CSV table that learns; None takes the first one of the settings.

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
    """Make sure that a choice can be made for a name.

    Raises:
        InputError: If it names no candidate of it, or is no name itself.
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
    """Return the edit of a choice that writes something; a typed name means nobody in particular yet."""
    if choice.option is not None:
        return item.options[choice.option]
    return replace(item.edit, after=choice.text or "", decision=replace(item.edit.decision, chosen=None))


def _is_name(text: str) -> bool:
    begins = text[:1].isalpha() or text[:1] in _MAY_BEGIN
    return begins and text == text.strip() and text.isprintable() and 0 < len(text) <= _LONGEST


def teaches(item: Item, choice: Choice) -> bool:
    """Whether a choice tells what was not known: a sure repair that is accepted does not."""
    is_known = item.edit.is_certain and choice.option == 0
    return choice.action == "write" and choice.remember and not is_known


def kind_of(edit: Edit) -> Kind:
    """Return what a name is that nobody knows yet: the same as what it was taken for."""
    chosen, mention = edit.decision.chosen, edit.decision.mention
    kind = chosen.candidate.entity.kind if chosen else mention.kind
    return kind if kind in ("person", "place") else "person"


def log_entry(item: Item, choice: Choice) -> dict[str, Any]:
    """Return what the log tells of a choice: the proposed edit, what is written in its place, and the choice."""
    edit = item.edit
    written = edit_of_choice(item, choice).after if choice.action == "write" else edit.before
    proposed = {"file": item.desk_file.fixed.path, **edit.to_dict()}
    return {**proposed, "written": written, **choice.model_dump(exclude_none=True)}
