"""Files that have more in them than people read: bytes in, a `Readable` out, and bytes again with edits made.

Nothing but the letters of an edit changes. Each file kind is one file here and one line in `registry.FILE_FORMATS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from namefix import registry
from namefix.errors import OutputError
from namefix.protocols import FileFormat, Readable
from namefix.results import Edit
from namefix.rewrite import apply_edits

PLAIN = "text"
"""The format of files with an unknown suffix."""


def known_suffixes() -> dict[str, str]:
    """Return the registered suffixes, each with the name of its format.

    Example:
        >>> known_suffixes()[".srt"]
        'subtitles'
    """
    return {suffix: name for name in registry.FILE_FORMATS for suffix in registry.load("file format", name)().suffixes}


def format_of(path: PurePath, suffixes: Mapping[str, str] | None = None) -> FileFormat:
    """Return the format of a file by its suffix, plain text if that is unknown.

    Args:
        path: The file; letter case does not matter.
        suffixes: Suffix → name of a format, before the registered ones.
    """
    known = known_suffixes() | dict(suffixes or {})
    found: FileFormat = registry.load("file format", known.get(path.suffix.lower(), PLAIN))()
    return found


def write_checked(
    readable: Readable, edits: Sequence[Edit], kind: FileFormat, path: str
) -> tuple[bytes, Sequence[Edit]]:
    """Return the file with edits made, and the edits for which its markup has no place; those are not made.

    The file is read again: it says what it shall say, white space aside, and nothing else. A name that has words on both sides
    of a tag and loses one may leave that tag with nothing to mark, which changes what Markdown means.

    Raises:
        OutputError: If the file cannot hold what is to be written.
    """
    content = _written(readable, edits, kind, path)
    if content is not None:
        return content, ()
    left_out = _refused(readable, edits, kind, path)
    content = _written(readable, [edit for edit in edits if edit not in left_out], kind, path)
    if content is None:
        raise OutputError(path, "its markup would not read as it should after the repairs; repair it by hand")
    return content, left_out


def _refused(readable: Readable, edits: Sequence[Edit], kind: FileFormat, path: str) -> list[Edit]:
    """Return the edits that cannot be written, found by halves: a file is long, and few of them are wrong."""
    if _written(readable, edits, kind, path) is not None:
        return []
    if len(edits) == 1:
        return list(edits)
    half = len(edits) // 2
    return [edit for part in (edits[:half], edits[half:]) for edit in _refused(readable, part, kind, path)]


def _written(readable: Readable, edits: Sequence[Edit], kind: FileFormat, path: str) -> bytes | None:
    """Return the file with edits made, None if it would not read as it should."""
    content = readable.write(edits)
    wanted = apply_edits(readable.text, edits).split()
    return content if kind.read(content, path).text.split() == wanted else None
