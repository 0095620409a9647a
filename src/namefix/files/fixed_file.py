"""Repair of a file: its reading text is repaired, and the edits are written back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from namefix.errors import OutputError
from namefix.protocols import FileFormat, Place, Readable
from namefix.results import CorrectedText, Edit
from namefix.rewrite import apply_edits


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A file and the result for its reading text; offsets are those of `readable.text`."""

    path: str
    """The name of the file in reports and messages."""
    content: bytes
    kind: FileFormat
    readable: Readable
    result: CorrectedText
    _repaired: list[tuple[bytes, Sequence[Edit]]] = field(default_factory=list, repr=False, compare=False)
    """The file with all edits of `result`, as soon as it was needed."""

    def place(self, edit: Edit) -> Place:
        """Return the place of an edit in the file."""
        return self.readable.place(edit.start, edit.end)

    def written(self, edits: Sequence[Edit]) -> tuple[bytes, Sequence[Edit]]:
        """Return the file with edits applied, and the edits that its markup does not permit, which are not applied.

        The written file is read again and must give the expected text, ignoring white space. A repair that removes a word can
        leave a tag without content, which changes the meaning of Markdown.

        Raises:
            OutputError: If the file cannot represent the new text.
        """
        if edits is not self.result.edits:
            return self._written(edits)
        if not self._repaired:
            self._repaired.append(self._written(edits))
        return self._repaired[0]

    def _written(self, edits: Sequence[Edit]) -> tuple[bytes, Sequence[Edit]]:
        if not edits:
            return self.content, ()
        content = self._with(edits)
        if content is not None:
            return content, ()
        left_out = self._refused(edits)
        content = self._with([edit for edit in edits if edit not in left_out])
        if content is None:
            raise OutputError(self.path, "the repairs would break its markup; edit it by hand")
        return content, left_out

    def _refused(self, edits: Sequence[Edit]) -> list[Edit]:
        """Return the edits that cannot be written, found by bisection."""
        if self._with(edits) is not None:
            return []
        if len(edits) == 1:
            return list(edits)
        half = len(edits) // 2
        return [edit for part in (edits[:half], edits[half:]) for edit in self._refused(part)]

    def _with(self, edits: Sequence[Edit]) -> bytes | None:
        """Return the file with edits applied, or None if it would not give the expected text."""
        content = self.readable.write(edits)
        wanted = apply_edits(self.readable.text, edits).split()
        return content if self.kind.read(content, self.path).text.split() == wanted else None


def fix_content(content: bytes, path: str, kind: FileFormat, fix: Callable[[str], CorrectedText]) -> FixedFile:
    """Repair the reading text of a file, except names in addresses and handles.

    Args:
        content: The bytes of the file.
        path: The name of the file in reports and messages.
        kind: The format of the file.
        fix: Function that repairs a text, such as `NameFixer.fix`.

    Raises:
        InputError: If the file cannot be read.
    """
    readable = kind.read(content, path)
    return FixedFile(path, content, kind, readable, fix(readable.text))
