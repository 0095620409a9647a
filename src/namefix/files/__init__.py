"""File formats: each reads the bytes of a file into a `Readable` and writes them back with edits applied.

Nothing but the edited text changes. Each format is one module here and one line in `registry.FILE_FORMATS`;
`fixed_file.py` repairs a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from namefix import registry
from namefix.protocols import FileFormat

PLAIN = "text"
"""The format of files with an unknown suffix."""


def known_suffixes() -> dict[str, str]:
    """Return the registered suffixes with the names of their formats.

    Example:
        >>> known_suffixes()[".srt"]
        'subtitles'
    """
    return {suffix: name for name in registry.FILE_FORMATS for suffix in registry.load("file format", name)().suffixes}


def format_of(path: PurePath, suffixes: Mapping[str, str] | None = None) -> FileFormat:
    """Return the format of a file by its suffix, or plain text for an unknown suffix.

    Args:
        path: The file; the case of its suffix is ignored.
        suffixes: Suffix → name of a format; takes precedence over the registered suffixes.
    """
    known = known_suffixes() | dict(suffixes or {})
    found: FileFormat = registry.load("file format", known.get(path.suffix.lower(), PLAIN))()
    return found
