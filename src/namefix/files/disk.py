"""Reading of files and standard input, and atomic replacement of files."""

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
        InputError: If it cannot be read or is not UTF-8; the message names line, byte offset and remedy.
    """
    if path == STANDARD:
        return decode_lines(sys.stdin.buffer, shown_path(path), InputError)
    return read_lines(path, InputError)


@contextmanager
def replace_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for atomic writing: its content appears when all is written; on any error nothing changes.

    The content is written to a temporary file in the same directory, synchronised and renamed. An existing file keeps its
    mode, and a link stays a link. Special files (a terminal, /dev/null) are written directly.

    Raises:
        OutputError: If it cannot be written; as far as possible, this is checked before the first byte.
    """
    with output_errors(path):
        path = path.resolve()
        if path.is_dir():
            raise OutputError(path, "is a directory; name a file")
        if path.exists() and not os.access(path, os.W_OK):
            raise OutputError(path, "is write-protected; change its mode or use another file")
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
    """Convert system errors to `OutputError`, except a broken pipe."""
    try:
        yield
    except (BrokenPipeError, NamefixError):
        raise
    except OSError as error:
        problem = f"cannot be written: {error.strerror or error}; choose an existing, writable place with free space"
        raise OutputError(path, problem) from error
