"""Reading of files and standard input, and atomic replacement of files."""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO

from namefix.errors import InputError, NamefixError, OutputError
from namefix.files.file_attributes import copy_attributes, copy_owner
from namefix.files.folder_locks import HAS_LOCKS, lock_folders, take_lock
from namefix.utf8_lines import decode_lines, read_lines

STANDARD = Path("-")
"""Standard input or standard output."""

_TEMPORARY = ".namefix-"
"""Start of the name of a temporary file."""

_BINARY = getattr(os, "O_BINARY", 0)
"""Flag that keeps Windows from translating line ends."""


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
def replace_file(path: Path, *, before: bytes | None = None) -> Iterator[IO[bytes]]:
    """Open a file for atomic writing: its content appears when all is written; on any error nothing changes.

    The content is written to a temporary file in the same folder, synchronised and renamed. An existing file keeps its
    owner, mode and extended attributes, and until then only the user can read the new content. A symbolic link stays a
    link. Special files (a terminal, /dev/null) are written directly. Temporary files of a killed process are removed.

    Args:
        path: The file, which need not exist.
        before: The content that was read, compared just before the renaming; None replaces any content.

    Raises:
        OutputError: If it cannot be written, or replacing it would lose its owner, an attribute or a hard link; as far as
            possible, this is checked before the first byte. Or if it was changed since `before` was read.
    """
    with output_errors(path):
        path = path.resolve()
        if path.is_dir():
            raise OutputError(path, "is a folder; name a file")
        if path.exists() and not os.access(path, os.W_OK):
            raise OutputError(path, "is write-protected; change its mode or use another file")
        if path.exists() and not path.is_file():
            with path.open("wb") as special:
                yield special
            return
        _clear_leftovers(path.parent)
        beside, file = _open_temporary(path.parent, 0o600 if path.exists() else 0o666)
        try:
            with file:
                if path.exists():
                    copy_owner(path, file)
                yield file
                file.flush()
                if path.exists():
                    copy_attributes(path, file)
                os.fsync(file.fileno())
                if not HAS_LOCKS:
                    file.close()  # Windows renames closed files only
                with lock_folders([path]):
                    if before is not None and path.read_bytes() != before:
                        raise OutputError(path, "was changed by somebody else since it was read; nothing was written")
                    beside.replace(path)
            _sync_folder(path.parent)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise


@cache
def _clear_leftovers(folder: Path) -> None:
    """Remove the temporary files of killed processes, once in each process; those of running ones are locked."""
    for path in folder.glob(f"{_TEMPORARY}*.tmp") if HAS_LOCKS else ():
        try:
            handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:  # of another user, or gone meanwhile
            continue
        try:
            if take_lock(handle):
                path.unlink(missing_ok=True)
        finally:
            os.close(handle)


def _open_temporary(folder: Path, mode: int) -> tuple[Path, IO[bytes]]:
    """Create a temporary file and lock it, so that no other process removes it."""
    while True:
        path = folder / f"{_TEMPORARY}{secrets.token_hex(6)}.tmp"
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, mode), "wb")
        if take_lock(file.fileno()) and path.exists():
            return path, file
        file.close()  # removed between creation and lock


def _sync_folder(folder: Path) -> None:
    """Write the entries of a folder to disk, so that a renamed file survives a power failure."""
    if not HAS_LOCKS:
        return  # Windows cannot open folders
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some network file systems cannot do it
            raise
    finally:
        os.close(handle)


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
