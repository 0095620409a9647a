"""A file whose names were repaired in what people read of it, and the way back into its bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from namefix.errors import OutputError
from namefix.files.links import without_links
from namefix.protocols import FileFormat, Place, Readable
from namefix.results import CorrectedText, Edit
from namefix.rewrite import apply_edits


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A file, and the result of repairing what people read of it; offsets are those of `readable.text`."""

    path: str
    """Its name in reports and messages."""
    content: bytes
    kind: FileFormat
    readable: Readable
    result: CorrectedText

    def place(self, edit: Edit) -> Place:
        """Return where an edit stands in the file."""
        return self.readable.place(edit.start, edit.end)

    def written(self, edits: Sequence[Edit]) -> tuple[bytes, Sequence[Edit]]:
        """Return the file with edits made, and the edits for which its markup has no place; those are not made.

        The file is read again: its text is the wanted one, white space aside. A name that has words on both sides of a tag
        and loses one may leave that tag with nothing to mark, which changes what Markdown means.

        Raises:
            OutputError: If the file cannot hold what is to be written.
        """
        if not edits:
            return self.content, ()
        content = self._with(edits)
        if content is not None:
            return content, ()
        left_out = self._refused(edits)
        content = self._with([edit for edit in edits if edit not in left_out])
        if content is None:
            raise OutputError(self.path, "its markup would not read as it should after the repairs; repair it by hand")
        return content, left_out

    def _refused(self, edits: Sequence[Edit]) -> list[Edit]:
        """Return the edits that cannot be written, found by halves: a file is long, and few of them are wrong."""
        if self._with(edits) is not None:
            return []
        if len(edits) == 1:
            return list(edits)
        half = len(edits) // 2
        return [edit for part in (edits[:half], edits[half:]) for edit in self._refused(part)]

    def _with(self, edits: Sequence[Edit]) -> bytes | None:
        """Return the file with edits made, None if it would not read as it should."""
        content = self.readable.write(edits)
        wanted = apply_edits(self.readable.text, edits).split()
        return content if self.kind.read(content, self.path).text.split() == wanted else None


def fix_content(content: bytes, path: str, kind: FileFormat, fix: Callable[[str], CorrectedText]) -> FixedFile:
    """Read the content of a file and repair what people read of it; names in addresses and handles are left alone.

    Args:
        content: The bytes of the file.
        path: Its name in reports and messages.
        kind: How it is read.
        fix: Repairs a text, as `NameFixer.fix` does.

    Raises:
        InputError: If the file cannot be read.
    """
    readable = kind.read(content, path)
    return FixedFile(path, content, kind, readable, without_links(fix(readable.text)))
