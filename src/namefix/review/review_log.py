"""The log of a review: user, time, changes and reasons, with the data to undo them."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Postfix, Prefix

from namefix.errors import InputError, OutputError
from namefix.files.disk import replace_file
from namefix.files.folder_locks import lock_folders
from namefix.review.learning import read_bytes
from namefix.review.user_key import is_signed, signed

_log = logging.getLogger(__name__)


class ChangedSinceError(OutputError):
    """A file was changed since it was saved, so that the save cannot be undone."""


@dataclass(frozen=True, slots=True)
class Change:
    """The content of a file before and after a save; None if it did not exist."""

    path: Path
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class SavedFiles:
    """A save that can be undone; a file of `removed` did not exist before."""

    key: str
    who: str
    when: str
    restored: tuple[Path, ...]
    removed: tuple[Path, ...]


class ReviewLog:
    """Log in JSON Lines, with one line for each save: `id`, `who`, `when` (UTC), `why` (the choices), `files` (undo data).

    The line of an undo has `undo`, the id of the undone save; the line of a finished save has `done`. Lines are only
    appended, and signed with the key of the user: lines of others are kept, but never obeyed.

    Args:
        path: The log file, which need not exist.
        who: The user.
        key: The key of the user.
    """

    def __init__(self, path: Path, who: str, key: bytes) -> None:
        self.path, self._who, self._key = path, who, key

    def save(self, changes: Sequence[Change], why: Sequence[Mapping[str, Any]]) -> str:
        """Write all files or none, and return the id of their line in the log.

        The line is written first, so that every change is logged.

        Raises:
            OutputError: If a file or the log cannot be written, or a file was changed meanwhile.
        """
        if len({change.path.resolve() for change in changes}) < len(changes):
            raise OutputError(changes[0].path, "would be changed twice at once; review it alone")
        with self.locked(change.path for change in changes):
            self.recover()
            for change in changes:
                if read_bytes(change.path) != change.before:
                    raise OutputError(change.path, "was changed by somebody else since it was read; nothing was saved")
            key = secrets.token_hex(8)
            self._add({"id": key, "why": list(why), "files": [_way_back(change) for change in changes]})
            try:
                for change in changes:
                    _write(change.path, change.before, change.after)
                self._add({"done": key})
            except OutputError:
                self.take_back(key)
                raise
        return key

    @contextmanager
    def locked(self, paths: Iterable[Path]) -> Iterator[None]:
        """Exclude other processes of namefix from the log and from the folders of files."""
        with lock_folders([self.path, *paths]):
            yield

    def recover(self) -> None:
        """Restore the files of a save that was interrupted, for example by a power failure, and log a warning.

        Raises:
            InputError: If the log cannot be read.
            OutputError: If a file cannot be restored.
        """
        if not self.path.exists():
            return
        with self.locked(()):
            entries = self._entries()
            ended = {entry[name] for entry in entries for name in ("done", "undo") if name in entry}
            for entry in [entry for entry in entries if "files" in entry and entry["id"] not in ended]:
                self._recover(entry)

    def last(self) -> SavedFiles:
        """Return the last save of the user that was not undone.

        Raises:
            InputError: If there is none, or the log cannot be read.
        """
        entry = self._standing(None)
        restored, removed = (
            tuple(Path(file["path"]) for file in entry["files"] if file["was_there"] == was_there)
            for was_there in (True, False)
        )
        return SavedFiles(entry["id"], entry["who"], entry["when"], restored, removed)

    def take_back(self, key: str) -> list[Path]:
        """Restore the files of a save, and return them.

        Args:
            key: The id of the save.

        Raises:
            InputError: If there is no such save, or the log cannot be read.
            OutputError: If a file was changed since; nothing is undone then.
        """
        with self.locked(()):
            entry = self._standing(key)
            with self.locked(Path(file["path"]) for file in entry["files"]):
                restored = [(Path(file["path"]), *_restored(file)) for file in entry["files"]]
                for path, now, content in restored:
                    _write(path, now, content)
                self._add({"undo": entry["id"]})
        return [path for path, *_ in restored]

    def _recover(self, entry: Mapping[str, Any]) -> None:
        try:
            self.take_back(entry["id"])
            _log.warning("%s: a save was interrupted on %s; its files are as before", self.path, entry["when"])
        except ChangedSinceError as error:
            self._add({"done": entry["id"]})
            _log.warning("%s: a save was interrupted on %s; %s", self.path, entry["when"], error)

    def _standing(self, key: str | None) -> Mapping[str, Any]:
        entries = self._entries()
        undone = {entry["undo"] for entry in entries if "undo" in entry}
        standing = [entry for entry in entries if "files" in entry and entry["id"] not in undone]
        found = [entry for entry in standing if key in (None, entry["id"])]
        if not found:
            raise InputError(self.path, None, "has nothing to take back that you saved with this log")
        return found[-1]

    def _entries(self) -> list[Mapping[str, Any]]:
        """Return the entries that the user signed."""
        try:
            content = self.path.read_bytes() if self.path.exists() else b""
        except OSError as error:
            raise InputError(
                self.path, None, f"cannot be read: {error.strerror or error}; name another --log"
            ) from error
        whole = _whole_lines(content)
        if len(whole) < len(content):
            _log.warning("%s: its last line was cut off and is ignored; the next save removes it", self.path)
        entries = [self._entry(number, line) for number, line in enumerate(whole.split(b"\n")[:-1], start=1)]
        return [entry for entry in entries if is_signed(entry, self._key)]

    def _entry(self, number: int, line: bytes) -> Mapping[str, Any]:
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(self.path, number, f"is no line of a review: {error}; name another --log") from error
        if not isinstance(entry, dict):
            raise InputError(self.path, number, "is no line of a review: not a JSON object; name another --log")
        return entry

    def _add(self, entry: Mapping[str, Any]) -> None:
        """Append an entry, in place of a last line that was cut off."""
        when = datetime.now(UTC).isoformat(timespec="seconds")
        line = signed({"when": when, "who": self._who, **entry}, self._key)
        try:
            with open(self.path, "a+b") as log:
                log.seek(0)
                content = log.read()
                whole = _whole_lines(content)
                size = log.truncate(min(len(content), len(whole)))
                try:
                    log.write(whole[size:] + line.encode("utf-8") + b"\n")
                    log.flush()
                    os.fsync(log.fileno())
                except OSError:
                    log.truncate(size)
                    raise
        except OSError as error:
            raise OutputError(self.path, f"cannot be written: {error.strerror or error}; name another --log") from error


def _whole_lines(content: bytes) -> bytes:
    """Return the lines of a log, without a last line that was cut off, as by a full disk."""
    at = content.rfind(b"\n") + 1
    try:
        json.loads(content[at:] or b"null")
    except (ValueError, RecursionError):
        return content[:at]
    return content + b"\n" * (at < len(content))


def _write(path: Path, before: bytes | None, after: bytes | None) -> None:
    if after is None:
        path.unlink(missing_ok=True)
    elif after != before:
        with replace_file(path, before=before) as file:
            file.write(after)


def _way_back(change: Change) -> dict[str, Any]:
    """Return the difference: its start, its new length, and the old text."""
    before, after = change.before or b"", change.after
    start = Prefix.similarity(before, after)
    end = Postfix.similarity(before[start:], after[start:])
    return {
        "path": str(change.path.resolve()),
        "was_there": change.before is not None,
        "sha256_before": _digest(before),
        "sha256_after": _digest(after),
        "start": start,
        "length": len(after) - end - start,
        "was": b64encode(before[start : len(before) - end]).decode("ascii"),
    }


def _restored(file: Mapping[str, Any]) -> tuple[bytes | None, bytes | None]:
    """Return the content of a file now and before a save, also if the save was interrupted."""
    path = Path(file["path"])
    if path.resolve() != path:
        raise ChangedSinceError(path, f"leads to {path.resolve()} since it was saved; nothing was taken back")
    now = read_bytes(path)
    before = now or b""
    if _digest(before) == file["sha256_after"]:
        start, end = file["start"], file["start"] + file["length"]
        before = before[:start] + b64decode(file["was"]) + before[end:]
    if _digest(before) != file["sha256_before"]:
        raise ChangedSinceError(path, "was changed since it was saved; nothing was taken back")
    return now, before if file["was_there"] else None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
