"""Files and standard input as bytes, whole or line by line; files are replaced at once or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from namefix.errors import InputError, NamefixError, OutputError
from namefix.utf8_lines import decode_lines, read_lines

STANDARD = Path("-")
"""Standard input or standard output."""


def shown_path(path: Path) -> str:
    """Return the name of an input in reports and messages."""
    return "<stdin>" if path == STANDARD else str(path)


def read_content(path: Path) -> bytes:
    """Return the content of a file or of standard input.

    Raises:
        InputError: If it cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if path == STANDARD else path.read_bytes()
    except OSError as error:
        raise InputError(shown_path(path), None, f"cannot be read: {error.strerror or error}") from error


def read_input_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file, also `.gz`, or of standard input.

    Raises:
        InputError: If it cannot be read or is not UTF-8; names line, byte offset and remedy.
    """
    if path == STANDARD:
        return decode_lines(sys.stdin.buffer, shown_path(path), InputError)
    return read_lines(path, InputError)


@contextmanager
def replace_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to write whose content appears under its name only when all is written; on any error nothing changes.

    The content is written beside it, synchronised and renamed. An existing file keeps its mode, a link stays a link;
    what is no regular file (a terminal, /dev/null) is written directly.

    Raises:
        OutputError: If it cannot be written; known before the first byte, as far as it can be.
    """
    with output_errors(path):
        path = path.resolve()
        if path.is_dir():
            raise OutputError(path, "is a folder; name a file")
        if path.exists() and not os.access(path, os.W_OK):
            raise OutputError(path, "is write-protected; change its mode or name another file")
        is_special = path.exists() and not path.is_file()
        beside = path if is_special else path.with_name(f".namefix-{secrets.token_hex(6)}.tmp")
        file = beside.open("wb" if is_special else "xb")
    try:
        with output_errors(path):
            with file:
                yield file
                file.flush()
                if not is_special:
                    os.fsync(file.fileno())
            if not is_special:
                if path.exists():
                    shutil.copymode(path, beside)
                beside.replace(path)
    except BaseException:
        if not is_special:
            beside.unlink(missing_ok=True)
        raise


@contextmanager
def output_errors(path: Path | str) -> Iterator[None]:
    """Raise an `OutputError` in place of an error of the system; a broken pipe stays what it is."""
    try:
        yield
    except (BrokenPipeError, NamefixError):
        raise
    except OSError as error:
        problem = f"cannot be written: {error.strerror or error}; name a place that exists, is writable and has room"
        raise OutputError(path, problem) from error
