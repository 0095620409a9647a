"""What there is to say of the names of one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from namefix.check.house_names import HouseFixer
from namefix.datatypes import Decision
from namefix.files import write_checked
from namefix.files.links import find_links
from namefix.names.name import name_of
from namefix.protocols import FileFormat, Place, Readable
from namefix.report.decision_line import decision_line
from namefix.results import Edit


@dataclass(frozen=True, slots=True)
class Finding:
    """A name that is wrong, or uncertain, with its place in the file; offsets of the edit are those of the reading text."""

    path: str
    place: Place
    edit: Edit


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that was read, with what was found in it, in the order of its text."""

    path: str
    readable: Readable
    kind: FileFormat
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    links: tuple[tuple[int, int], ...]

    @property
    def changes(self) -> list[Finding]:
        """What is sure enough to be changed."""
        return [finding for finding in self.findings if finding.edit.is_certain]

    def repaired(self) -> tuple[bytes, list[Finding]]:
        """Return the file with its changes made, and those for which its markup has no place.

        Raises:
            OutputError: If the file cannot hold them.
        """
        edits = [finding.edit for finding in self.changes]
        content, left_out = write_checked(self.readable, edits, self.kind, self.path)
        return content, [finding for finding in self.changes if finding.edit in left_out]

    def reasons_on(self, name: str) -> Iterator[tuple[Place, str]]:
        """Yield what was decided on a name at each of its places, and why; letter case and diacritics do not matter."""
        folded = name_of(name).folded
        for decision in self.decisions:
            start, end = decision.mention.start, decision.mention.end
            if decision.mention.name.folded == folded:
                is_link = _touches(start, end, self.links)
                line = "keep: part of an address or a handle" if is_link else decision_line(decision)
                yield self.readable.place(start, end), line


def check_content(content: bytes, path: str, kind: FileFormat, fixer: HouseFixer) -> CheckedFile:
    """Return what is found in a file; names in addresses and handles are left alone.

    Raises:
        InputError: If the file cannot be read.
    """
    readable = kind.read(content, path)
    result = fixer.fix(readable.text)
    links = tuple(find_links(readable.text))
    findings = [
        Finding(path, readable.place(edit.start, edit.end), edit)
        for edit in result.all_edits
        if not _touches(edit.start, edit.end, links)
    ]
    return CheckedFile(path, readable, kind, tuple(findings), result.decisions, links)


def _touches(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < behind and first < end for first, behind in spans)
