"""Locks of folders, which exclude other processes of namefix, also those of other users, and leave no file behind."""

from __future__ import annotations

import errno
import logging
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from pathlib import Path

from namefix.errors import OutputError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

HAS_LOCKS = fcntl is not None
"""True on all systems but Windows."""

_log = logging.getLogger(__name__)

_SECONDS = 30
"""Longest time to wait for a lock."""

_PAUSE = 0.02
"""Seconds between two attempts."""

_WITHOUT_LOCKS = (errno.EBADF, errno.ENOLCK, errno.ENOTSUP, errno.EINVAL)
"""Errors of file systems that cannot lock folders, such as NFS."""

_held: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())


@contextmanager
def lock_folders(paths: Iterable[Path]) -> Iterator[None]:
    """Lock the folders of files until the end of the block; nested blocks do not wait for themselves.

    On Windows and on file systems without locks for folders nothing is locked, on the latter with a warning.

    Raises:
        OutputError: If a folder cannot be opened, or another process does not release it in 30 seconds.
    """
    folders = {path.resolve().parent for path in paths} - _held.get()
    with ExitStack() as stack:
        for folder in sorted(folders):  # in one order, so that two processes never wait for each other
            stack.enter_context(_locked(folder))
        token = _held.set(_held.get() | folders)
        try:
            yield
        finally:
            _held.reset(token)


def take_lock(handle: int) -> bool:
    """Lock an open file or folder until it is closed; return False if another process holds the lock."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    if fcntl is None:
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise OutputError(folder, f"cannot be opened: {error.strerror}; name an existing folder") from error
    try:
        _wait_for(handle, folder)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, folder: Path) -> None:
    until = time.monotonic() + _SECONDS
    try:
        while not take_lock(handle):
            if time.monotonic() > until:
                raise OutputError(folder, "is locked by another process of namefix; end it, or try again later")
            time.sleep(_PAUSE)
    except OSError as error:
        if error.errno not in _WITHOUT_LOCKS:
            raise
        _log.warning("%s: cannot be locked on its file system; do not save there with two programs at once", folder)
