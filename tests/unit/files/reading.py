"""Short ways to read a file and to write edits into it."""

from __future__ import annotations

from pathlib import PurePath

from tests.builders import edit_in

from namefix import CorrectedText
from namefix.files import format_of
from namefix.files.fixed_file import FixedFile, fix_content


def file_of(content: str | bytes, name: str) -> FixedFile:
    """Return a file in which nothing was repaired yet."""
    kind = format_of(PurePath(name))
    return fix_content(_bytes(content), name, kind, lambda text: CorrectedText(text, text))


def read(content: str | bytes, name: str) -> str:
    """Return what people read of a file."""
    return file_of(content, name).readable.text


def written(content: str | bytes, name: str, *changes: tuple[str, str]) -> bytes:
    """Return a file in which each (before, after) was changed once, from left to right."""
    file = file_of(content, name)
    edits, at = [], 0
    for before, after in changes:
        edits.append(edit_in(file.readable.text, before, after, at=at))
        at = edits[-1].end
    result, left_out = file.written(edits)
    assert not left_out
    return result


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
