"""Files and standard streams as bytes in UTF-8, whatever the locale; every line end survives."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from namefix.errors import InputError
from namefix.files.disk import STANDARD, output_errors, shown_path
from namefix.utf8_lines import not_utf8

_PAGE_WIDTH, _LEAST_WIDTH = 100, 40


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


def print_text(text: str) -> None:
    """Write to standard output.

    Raises:
        BrokenPipeError: If nobody reads it any more.
        OutputError: If it cannot be written for another reason.
    """
    print_bytes(text.encode("utf-8", "surrogateescape"))


def print_bytes(content: bytes) -> None:
    """Write to standard output, as `print_text` does."""
    with output_errors("standard output"):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def page_width() -> int:
    """Return how many characters fit a line of standard output: the terminal's, within reason; 100 in a file."""
    if not sys.stdout.isatty():
        return _PAGE_WIDTH
    return max(_LEAST_WIDTH, shutil.get_terminal_size((_PAGE_WIDTH, 24)).columns)
