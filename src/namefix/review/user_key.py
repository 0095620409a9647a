"""The secret key of the user, by which a review knows the lines of a log that it wrote itself."""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from namefix.errors import InputError
from namefix.files.disk import output_errors, replace_file
from namefix.files.folder_locks import lock_folders
from namefix.report.json_report import json_line

_NAME = "review.key"
_SIZE = 32
_FIELD = "signature"


def state_folder() -> Path:
    """Return the folder for the state of namefix, which only the user can read; it is created on first use.

    Raises:
        OutputError: If it cannot be created.
    """
    folder = user_state_path("namefix", appauthor=False)
    with output_errors(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def user_key() -> bytes:
    """Return the key of the user, which is created on first use.

    Raises:
        InputError: If the file of the key is damaged.
        OutputError: If it cannot be created.
    """
    path = state_folder() / _NAME
    with lock_folders([path]), output_errors(path):
        if not path.exists():
            with replace_file(path) as file:
                os.chmod(file.fileno(), 0o600)
                file.write(secrets.token_bytes(_SIZE))
        key = path.read_bytes()
    if len(key) != _SIZE:
        raise InputError(path, None, "is damaged; remove it, and saves before now cannot be undone by --undo")
    return key


def signed(entry: Mapping[str, Any], key: bytes) -> str:
    """Return an entry of a log as a line of JSON with its signature.

    Example:
        >>> import json
        >>> line = signed({"id": "1"}, b"secret")
        >>> is_signed(json.loads(line), b"secret"), is_signed({"id": "1"}, b"secret")
        (True, False)
    """
    return json_line({**entry, _FIELD: _signature(entry, key)})


def is_signed(entry: Mapping[str, Any], key: bytes) -> bool:
    """Return whether an entry of a log was signed with a key."""
    content = {name: value for name, value in entry.items() if name != _FIELD}
    given = str(entry.get(_FIELD, "")).encode("utf-8", "surrogatepass")
    return hmac.compare_digest(_signature(content, key).encode("ascii"), given)


def _signature(entry: Mapping[str, Any], key: bytes) -> str:
    return hmac.new(key, json_line(entry).encode("utf-8"), "sha256").hexdigest()
