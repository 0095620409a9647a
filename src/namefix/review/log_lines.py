"""The lines of the log of a review, and the data in them by which a save is undone."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Self

from rapidfuzz.distance import Postfix, Prefix

from namefix.review.user_key import is_signed


@dataclass(frozen=True, slots=True)
class Change:
    """The content of a file before and after a save; None if it did not exist."""

    path: Path
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class LoggedFile:
    """A file of a save: the new part is at `start` and has `length` bytes; `was` is the old part in Base64."""

    path: str
    was_there: bool
    sha256_before: str
    sha256_after: str
    start: int
    length: int
    was: str

    @classmethod
    def of(cls, change: Change) -> Self:
        """Return the difference that a change makes."""
        before, after = change.before or b"", change.after
        start = Prefix.similarity(before, after)
        end = Postfix.similarity(before[start:], after[start:])
        return cls(
            path=str(change.path.resolve()),
            was_there=change.before is not None,
            sha256_before=_digest(before),
            sha256_after=_digest(after),
            start=start,
            length=len(after) - end - start,
            was=b64encode(before[start : len(before) - end]).decode("ascii"),
        )

    @classmethod
    def read(cls, entry: object) -> Self:
        """Return the file of an entry of JSON.

        Raises:
            ValueError: If it is not one; the message names the field.
        """
        if not isinstance(entry, dict):
            raise ValueError(f"'files' must be a list of objects, got {entry!r:.60}")
        types = {"was_there": bool, "start": int, "length": int}
        file = cls(**{field.name: _typed(entry, field.name, types.get(field.name, str)) for field in fields(cls)})
        for name in ("start", "length"):
            if entry[name] < 0:
                raise ValueError(f"{name!r} must be at least 0, got {entry[name]!r:.60}")
        if "\0" in file.path or not Path(file.path).is_absolute():
            raise ValueError(f"'path' must be an absolute path, got {file.path!r:.60}")
        try:
            b64decode(file.was, validate=True)
        except ValueError as error:
            raise ValueError(f"'was' must be Base64, got {file.was!r:.60}") from error
        return file

    def content_before(self, now: bytes | None) -> bytes | None:
        """Return the content before the save, also if the save was interrupted; None if the file was not there.

        Args:
            now: The content now.

        Raises:
            ValueError: If the file was changed since.
        """
        before = now or b""
        if _digest(before) == self.sha256_after:
            before = before[: self.start] + b64decode(self.was) + before[self.start + self.length :]
        if _digest(before) != self.sha256_before:
            raise ValueError("was changed since it was saved")
        return before if self.was_there else None

    def to_dict(self) -> dict[str, Any]:
        """Return the entry of JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line that the user signed: a save with its `key` and files, or the key of a save that is `done` or undone."""

    when: str
    who: str
    key: str | None = None
    files: tuple[LoggedFile, ...] = ()
    done: str | None = None
    undo: str | None = None

    @property
    def ended(self) -> str | None:
        """The save that is complete, or undone."""
        return self.done or self.undo


def read_line(line: bytes, key: bytes) -> LogLine | None:
    """Return a line of a log, or None if the user did not sign it.

    Args:
        line: The line.
        key: The key of the user.

    Raises:
        ValueError: If it is no line of a log.
    """
    entry = json.loads(line)
    if not isinstance(entry, dict):
        raise ValueError("not a JSON object")
    if not is_signed(entry, key):
        return None
    when, who = _typed(entry, "when", str), _typed(entry, "who", str)
    if "files" in entry:
        files = tuple(LoggedFile.read(file) for file in _typed(entry, "files", list))
        return LogLine(when, who, key=_typed(entry, "id", str), files=files)
    if "undo" in entry:
        return LogLine(when, who, undo=_typed(entry, "undo", str))
    return LogLine(when, who, done=_typed(entry, "done", str))


_TYPES = {str: "text", bool: "true or false", int: "a whole number", list: "a list"}


def _typed(entry: Mapping[str, Any], name: str, kind: type) -> Any:
    if name not in entry:
        raise ValueError(f"{name!r} is missing")
    if type(entry[name]) is not kind:
        raise ValueError(f"{name!r} must be {_TYPES[kind]}, got {entry[name]!r:.60}")
    return entry[name]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
