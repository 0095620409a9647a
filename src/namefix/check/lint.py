"""Findings of the linter: names that would change and, on request, uncertain ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from namefix.datatypes import Decision
from namefix.files.fixed_file import FixedFile
from namefix.names.name import name_of
from namefix.protocols import Place
from namefix.results import Edit


@dataclass(frozen=True, slots=True)
class Finding:
    """A garbled or uncertain name with its place in the file; offsets of the edit are those of the reading text."""

    path: str
    place: Place
    edit: Edit


def findings_of(file: FixedFile, *, has_uncertain: bool = False) -> list[Finding]:
    """Return the names of a file that would change and, on request, the uncertain ones, in the order of the text."""
    edits = file.result.all_edits if has_uncertain else file.result.edits
    return [Finding(file.path, file.place(edit), edit) for edit in edits]


def decisions_on(name: str, file: FixedFile) -> Iterator[tuple[Place, Decision]]:
    """Yield the decisions on a name at all its places, ignoring letter case and diacritics."""
    folded = name_of(name).folded
    for decision in file.result.decisions:
        mention = decision.mention
        if mention.name.folded == folded:
            yield file.readable.place(mention.start, mention.end), decision
