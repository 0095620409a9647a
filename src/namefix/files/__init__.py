"""Files that have more in them than people read: bytes in, a `Readable` out, and bytes again with edits made.

Nothing but the letters of an edit changes. Each file kind is one file here and one line in `registry.FILE_FORMATS`;
`fixed_file.py` repairs one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from namefix import registry
from namefix.protocols import FileFormat

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
