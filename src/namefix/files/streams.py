"""Files and standard streams as bytes in UTF-8, whatever the locale; every line end survives."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from namefix.errors import InputError, NamefixError, OutputError
from namefix.table.lines import decode_lines, not_utf8, read_lines

STANDARD = Path("-")
"""Standard input or standard output."""

_PAGE_WIDTH, _LEAST_WIDTH = 100, 40


def shown_path(path: Path) -> str:
    """Return what a reader is told that an input is called."""
    return "<stdin>" if path == STANDARD else str(path)


def read_text(path: Path) -> str:
    """Return the text of a file or of standard input with every character as it is, a byte-order mark too.

    Raises:
        InputError: If it cannot be read or is not UTF-8; names line, byte offset and remedy.
    """
    try:
        content = sys.stdin.buffer.read() if path == STANDARD else path.read_bytes()
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InputError(shown_path(path), line, not_utf8(error, shown_path(path), "the text")) from error
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


def print_text(text: str) -> None:
    """Write to standard output.

    Raises:
        BrokenPipeError: If nobody reads it any more.
        OutputError: If it cannot be written for another reason.
    """
    print_bytes(text.encode("utf-8", "surrogateescape"))


def print_bytes(content: bytes) -> None:
    """Write to standard output, as `print_text` does."""
    with _output_errors("standard output"):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def forget_standard_output() -> None:
    """Send what is still to be flushed to nowhere, after a pipe broke."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def replace_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to write whose content appears under its name only when all is written; on any error nothing changes.

    The content is written beside it, synchronised and renamed. An existing file keeps its mode, a link stays a link;
    what is no regular file (a terminal, /dev/null) is written directly.

    Raises:
        OutputError: If it cannot be written; known before the first byte, as far as it can be.
    """
    with _output_errors(path):
        path = path.resolve()
        if path.is_dir():
            raise OutputError(path, "is a folder; name a file")
        if path.exists() and not os.access(path, os.W_OK):
            raise OutputError(path, "is write-protected; change its mode or name another file")
        is_special = path.exists() and not path.is_file()
        beside = path if is_special else path.with_name(f".namefix-{secrets.token_hex(6)}.tmp")
        file = beside.open("wb" if is_special else "xb")
    try:
        with _output_errors(path):
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


def page_width() -> int:
    """Return how many characters fit a line of standard output: the terminal's, within reason; 100 in a file."""
    if not sys.stdout.isatty():
        return _PAGE_WIDTH
    return max(_LEAST_WIDTH, shutil.get_terminal_size((_PAGE_WIDTH, 24)).columns)


@contextmanager
def _output_errors(path: Path | str) -> Iterator[None]:
    try:
        yield
    except (BrokenPipeError, NamefixError):
        raise
    except OSError as error:
        problem = f"cannot be written: {error.strerror or error}; name a place that exists, is writable and has room"
        raise OutputError(path, problem) from error
