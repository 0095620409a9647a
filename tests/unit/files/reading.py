"""Short ways to read a file and to write edits into it."""

from __future__ import annotations

from pathlib import PurePath

from tests.builders import edit_in

from namefix.files import format_of, write_checked


def read(content: str | bytes, name: str) -> str:
    """Return what people read of a file."""
    return format_of(PurePath(name)).read(_bytes(content), name).text


def written(content: str | bytes, name: str, *changes: tuple[str, str]) -> bytes:
    """Return a file in which each (before, after) was changed once, from left to right."""
    kind = format_of(PurePath(name))
    readable = kind.read(_bytes(content), name)
    edits, at = [], 0
    for before, after in changes:
        edits.append(edit_in(readable.text, before, after, at=at))
        at = edits[-1].end
    result, left_out = write_checked(readable, edits, kind, name)
    assert not left_out
    return result


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
