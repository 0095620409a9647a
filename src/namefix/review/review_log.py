"""The log of a review: user, time, changes and reasons, with the data to undo them."""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from namefix.errors import InputError, OutputError
from namefix.files.disk import replace_file
from namefix.files.folder_locks import lock_folders
from namefix.review.learning import read_bytes
from namefix.review.log_lines import Change, LoggedFile, LogLine, read_line
from namefix.review.user_key import signed

_log = logging.getLogger(__name__)


class ChangedSinceError(OutputError):
    """A file was changed since it was saved, so that the save cannot be undone."""


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
            self._add({"id": key, "why": list(why), "files": [LoggedFile.of(change).to_dict() for change in changes]})
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
            lines = self._lines()
            ended = {line.ended for line in lines}
            for line in lines:
                if line.key is not None and line.key not in ended:
                    self._recover(line.key, line.when)

    def last(self) -> SavedFiles:
        """Return the last save of the user that was not undone.

        Raises:
            InputError: If there is none, or the log cannot be read.
        """
        key, line = self._standing(None)
        restored, removed = (
            tuple(Path(file.path) for file in line.files if file.was_there == was_there) for was_there in (True, False)
        )
        return SavedFiles(key, line.who, line.when, restored, removed)

    def take_back(self, key: str) -> list[Path]:
        """Restore the files of a save, and return them.

        Args:
            key: The id of the save.

        Raises:
            InputError: If there is no such save, or the log cannot be read.
            OutputError: If a file was changed since; nothing is undone then.
        """
        with self.locked(()):
            _, line = self._standing(key)
            with self.locked(Path(file.path) for file in line.files):
                restored = [_restored(file) for file in line.files]
                for path, now, content in restored:
                    _write(path, now, content)
                self._add({"undo": key})
        return [path for path, *_ in restored]

    def _recover(self, key: str, when: str) -> None:
        try:
            self.take_back(key)
            _log.warning("%s: a save was interrupted on %s; its files are as before", self.path, when)
        except ChangedSinceError as error:
            self._add({"done": key})
            _log.warning("%s: a save was interrupted on %s; %s", self.path, when, error)

    def _standing(self, key: str | None) -> tuple[str, LogLine]:
        """Return the last save that was not undone, or the one with a key."""
        lines = self._lines()
        undone = {line.undo for line in lines}
        for line in reversed(lines):
            if line.key is not None and line.key not in undone and key in (None, line.key):
                return line.key, line
        raise InputError(self.path, None, "has nothing to take back that you saved with this log")

    def _lines(self) -> list[LogLine]:
        """Return the lines that the user signed."""
        try:
            content = self.path.read_bytes() if self.path.exists() else b""
        except OSError as error:
            raise InputError(
                self.path, None, f"cannot be read: {error.strerror or error}; name another --log"
            ) from error
        whole = _whole_lines(content)
        if len(whole) < len(content):
            _log.warning("%s: its last line was cut off and is ignored; the next save removes it", self.path)
        lines = [self._line(number, line) for number, line in enumerate(whole.split(b"\n")[:-1], start=1)]
        return [line for line in lines if line]

    def _line(self, number: int, line: bytes) -> LogLine | None:
        try:
            return read_line(line, self._key)
        except (ValueError, RecursionError) as error:
            raise InputError(self.path, number, f"is no line of a review: {error}; name another --log") from error

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


def _restored(file: LoggedFile) -> tuple[Path, bytes | None, bytes | None]:
    """Return the path of a file, its content now, and its content before a save."""
    path = Path(file.path)
    if path.resolve() != path:
        raise ChangedSinceError(path, f"leads to {path.resolve()} since it was saved; nothing was taken back")
    now = read_bytes(path)
    try:
        return path, now, file.content_before(now)
    except ValueError as error:
        raise ChangedSinceError(path, f"{error}; nothing was taken back") from error
