"""Owner, mode and extended attributes of a file, copied to the file that replaces it."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import IO

from namefix.errors import OutputError

_REMEDY = "write to another file, with --output FILE or a copy"


def copy_owner(path: Path, file: IO[bytes]) -> None:
    """Give an open file the owner and group of another one.

    Raises:
        OutputError: If the user may not, or if the other file has several hard links, which replacing it would part.
    """
    old, new = path.stat(), os.fstat(file.fileno())
    if old.st_nlink > 1:
        raise OutputError(path, f"has {old.st_nlink} hard links, which replacing it would part; {_REMEDY}")
    if hasattr(os, "fchown") and (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        try:
            os.fchown(file.fileno(), old.st_uid, old.st_gid)
        except PermissionError as error:
            raise OutputError(path, f"has an owner or group that would be lost; {_REMEDY}") from error


def copy_attributes(path: Path, file: IO[bytes]) -> None:
    """Give an open file the mode and the extended attributes of another one, including its access control list.

    Raises:
        OutputError: If an attribute cannot be copied.
    """
    if not hasattr(os, "fchmod"):
        return
    os.fchmod(file.fileno(), stat.S_IMODE(path.stat().st_mode))
    if not hasattr(os, "listxattr"):
        return
    old, new = _attributes_of(path), _attributes_of(file.fileno())
    for name, value in old.items():
        if new.get(name) == value:
            continue
        try:
            os.setxattr(file.fileno(), name, value)
        except OSError as error:
            problem = f"has the extended attribute {name}, which would be lost ({error.strerror}); {_REMEDY}"
            raise OutputError(path, problem) from error


def _attributes_of(file: Path | int) -> dict[str, bytes]:
    try:
        return {name: os.getxattr(file, name) for name in os.listxattr(file)}
    except OSError as error:
        if error.errno == errno.ENOTSUP:
            return {}
        raise
