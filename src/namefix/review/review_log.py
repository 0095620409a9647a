"""The log of a review: user, time, changes and reasons, with the data to undo them."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Postfix, Prefix

from namefix.errors import InputError, OutputError
from namefix.files.disk import replace_file
from namefix.report.json_report import json_line
from namefix.review.learning import read_bytes


@dataclass(frozen=True, slots=True)
class Change:
    """The content of a file before and after a save; None if it did not exist."""

    path: Path
    before: bytes | None
    after: bytes


class ReviewLog:
    """Log in JSON Lines, with one line for each save: `id`, `who`, `when` (UTC), `why` (the choices), `files` (undo data).

    The line of an undo has `undo`, the id of the undone save. Lines are only appended.

    Args:
        path: The log file, which need not exist.
        who: The user.
    """

    def __init__(self, path: Path, who: str) -> None:
        self.path, self._who = path, who

    def save(self, changes: Sequence[Change], why: Sequence[Mapping[str, Any]]) -> str:
        """Write all files or none, and return the id of their line in the log.

        The line is written first, so that every change is logged.

        Raises:
            OutputError: If a file or the log cannot be written, or a file was changed meanwhile.
        """
        if len({change.path.resolve() for change in changes}) < len(changes):
            raise OutputError(changes[0].path, "would be changed twice at once; review it alone")
        for change in changes:
            if read_bytes(change.path) != change.before:
                raise OutputError(change.path, "was changed by somebody else since it was read; nothing was saved")
        key = secrets.token_hex(8)
        self._add({"id": key, "why": list(why), "files": [_way_back(change) for change in changes]})
        try:
            for change in changes:
                _write(change.path, change.after)
        except OutputError:
            self.take_back(key)
            raise
        return key

    def take_back(self, key: str | None = None) -> list[Path]:
        """Restore the files of a save, and return them.

        Args:
            key: The id of the save; None for the last one that was not undone.

        Raises:
            InputError: If there is no such save, or the log cannot be read.
            OutputError: If a file was changed since; nothing is undone then.
        """
        entry = self._standing(key)
        restored = [(Path(file["path"]), _restored(file)) for file in entry["files"]]
        for path, content in restored:
            _write(path, content)
        self._add({"undo": entry["id"]})
        return [path for path, _ in restored]

    def _standing(self, key: str | None) -> Mapping[str, Any]:
        try:
            content = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
            entries = [json.loads(line) for line in content.splitlines()]
        except (OSError, ValueError) as error:
            raise InputError(self.path, None, f"is no log of a review that can be read: {error}") from error
        undone = {entry["undo"] for entry in entries if "undo" in entry}
        standing = [entry for entry in entries if "files" in entry and entry["id"] not in undone]
        found: list[Mapping[str, Any]] = [entry for entry in standing if key in (None, entry["id"])]
        if not found:
            raise InputError(self.path, None, "has nothing to take back")
        return found[-1]

    def _add(self, entry: Mapping[str, Any]) -> None:
        line = json_line({"when": datetime.now(UTC).isoformat(timespec="seconds"), "who": self._who, **entry})
        try:
            with self.path.open("ab") as log:
                log.write(line.encode("utf-8") + b"\n")
                log.flush()
                os.fsync(log.fileno())
        except OSError as error:
            raise OutputError(self.path, f"cannot be written: {error.strerror or error}; name another --log") from error


def _write(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    elif read_bytes(path) != content:
        with replace_file(path) as file:
            file.write(content)


def _way_back(change: Change) -> dict[str, Any]:
    """Return the difference: its start, its new length, and the old text."""
    before, after = change.before or b"", change.after
    start = Prefix.similarity(before, after)
    end = Postfix.similarity(before[start:], after[start:])
    return {
        "path": str(change.path.absolute()),
        "was_there": change.before is not None,
        "sha256_before": _digest(before),
        "sha256_after": _digest(after),
        "start": start,
        "length": len(after) - end - start,
        "was": b64encode(before[start : len(before) - end]).decode("ascii"),
    }


def _restored(file: Mapping[str, Any]) -> bytes | None:
    """Return the content of a file before a save, also if the save was interrupted."""
    path = Path(file["path"])
    now = read_bytes(path) or b""
    if _digest(now) == file["sha256_after"]:
        start, end = file["start"], file["start"] + file["length"]
        now = now[:start] + b64decode(file["was"]) + now[end:]
    if _digest(now) != file["sha256_before"]:
        raise OutputError(path, "was changed since it was saved; nothing was taken back")
    return now if file["was_there"] else None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
