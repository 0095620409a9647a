"""Reading of UTF-8 files line by line, plain or compressed, with errors that name file, line and remedy."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO

from namefix.errors import NamefixError

LONGEST_LINE = 1 << 26
"""Maximum number of bytes of a line."""

MakeError = Callable[[Path | str, int | None, str], NamefixError]
"""A class of `errors.py` that is built from file, line and problem."""


def read_lines(path: Path, error: MakeError) -> Iterator[str]:
    """Yield the lines of a file with their ends; a file whose name ends in `.gz` is decompressed."""
    try:
        with _opened(path) as file:
            yield from decode_lines(file, path, error)
    except OSError as bad:
        raise error(path, None, f"cannot be read: {bad.strerror or bad}") from bad


def count_lines(path: Path) -> int | None:
    """Return the number of lines that are not empty, or None if the file cannot be read to its end."""
    try:
        with _opened(path) as file:
            return sum(not line.isspace() for line in _raw_lines(file))
    except (OSError, EOFError, zlib.error):
        return None  # reading the lines raises it, with the line


def _opened(path: Path) -> IO[bytes] | gzip.GzipFile:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def _raw_lines(file: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    """Yield lines, those that are too long in pieces."""
    return iter(partial(file.readline, LONGEST_LINE + 1), b"")


def decode_lines(file: IO[bytes] | gzip.GzipFile, path: Path | str, error: MakeError) -> Iterator[str]:
    """Yield the lines of a file as text, without a byte-order mark; `path` names it in messages."""
    number = 0
    try:
        for number, raw in enumerate(_raw_lines(file), start=1):
            if len(raw) > LONGEST_LINE:
                raise error(path, number, f"line of more than {LONGEST_LINE >> 20} MiB; write one text or row a line")
            try:
                line = raw.decode("utf-8")
            except UnicodeDecodeError as bad:
                raise error(path, number, not_utf8(bad, path, "the line")) from bad
            yield line.removeprefix("\ufeff") if number == 1 else line
    except (gzip.BadGzipFile, EOFError, zlib.error) as bad:
        raise error(path, number + 1, f"broken gzip file ({bad}); download or compress it again") from bad


def not_utf8(error: UnicodeDecodeError, path: Path | str, within: str) -> str:
    """Return the problem of a file in another encoding and the remedy; byte offsets count from the start of `within`."""
    guess = "UTF-16" if error.object[:2] in (b"\xff\xfe", b"\xfe\xff") else "WINDOWS-1252"
    name = "FILE" if str(path).startswith("<") else path
    return (
        f"not UTF-8: 0x{error.object[error.start]:02x} at byte offset {error.start} of {within}; "
        f"convert it from its encoding, as in `iconv -f {guess} -t UTF-8 {name}`"
    )
