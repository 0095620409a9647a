"""All errors that namefix raises on purpose.

NamefixError                      base class
├─ ConfigError                    also ValueError: a setting is invalid
│  └─ UnknownComponentError       no detector, scorer, ... has that name
├─ TableError                     also ValueError
│  ├─ TableFormatError            a table file cannot be read
│  └─ TableValidationError        .issues: all problems of a table
├─ InputError                     also ValueError: a text or a JSON Lines file cannot be read
├─ OutputError                    also OSError: a result cannot be written
├─ WorkerError                    a worker process ended before its work was done
├─ ModelNotFoundError             also OSError: a spaCy pipeline is not installed
└─ MissingExtraError              also ImportError: an optional part of namefix is not installed
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import process

_MOST_PRINTED = 20
"""Maximum number of problems listed in a message."""


class NamefixError(Exception):
    """Base class of all errors that namefix raises on purpose."""

    exit_code = 2

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Pickle the message and the attributes, for an error of a worker process."""
        return _restore, (type(self), self.args, self.__dict__)


class ConfigError(NamefixError, ValueError):
    """A setting has an invalid value."""


class UnknownComponentError(ConfigError):
    """A detector, scorer, table format or report of this name is not registered."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        nearest = [match for match, _, _ in process.extract(name, sorted(known), limit=None)]
        super().__init__(f"unknown {what} {name!r}; known, nearest first: {', '.join(nearest)}")


class TableError(NamefixError, ValueError):
    """A table of names cannot be used."""


class TableFormatError(TableError):
    """A table file cannot be read: wrong format, broken compression, not UTF-8."""

    def __init__(self, path: Path | str, line: int | None, problem: str) -> None:
        self.path, self.line, self.problem = path, line, problem
        super().__init__(_located(path, line, problem))


@dataclass(frozen=True, slots=True)
class TableIssue:
    """One problem of a table: of a row, or of the whole file if `line` is None."""

    path: str
    line: int | None
    problem: str

    def __str__(self) -> str:
        return _located(self.path, self.line, self.problem)


class TableValidationError(TableError):
    """A table has invalid rows; `issues` lists all problems, the message the first twenty."""

    def __init__(self, issues: Sequence[TableIssue]) -> None:
        self.issues = tuple(issues)
        noun = "problem" if len(self.issues) == 1 else "problems"
        lines = [f"{len(self.issues)} {noun} in the table:", *map(str, self.issues[:_MOST_PRINTED])]
        if len(self.issues) > _MOST_PRINTED:
            lines.append(f"... and {len(self.issues) - _MOST_PRINTED} more; `namefix table check FILE` lists all")
        super().__init__("\n".join(lines))


class InputError(NamefixError, ValueError):
    """A text or JSON Lines input cannot be read; the message names file, line and remedy."""

    def __init__(self, path: Path | str, line: int | None, problem: str) -> None:
        self.path, self.line, self.problem = path, line, problem
        super().__init__(_located(path, line, problem))


class OutputError(NamefixError, OSError):
    """A result cannot be written; no partial file is left."""

    def __init__(self, path: Path | str, problem: str) -> None:
        self.path, self.problem = path, problem
        super().__init__(_located(path, None, problem))


class WorkerError(NamefixError):
    """A worker process ended before its work was done."""


class ModelNotFoundError(NamefixError, OSError):
    """The configured spaCy pipeline is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the spaCy pipeline {name!r} is not installed; install it with "
            f"`python -m pip install {name.replace('_', '-')}` or `python -m spacy download {name}`, "
            "or set Config(pipeline=...) to an installed one (None runs without NER)"
        )


class MissingExtraError(NamefixError, ImportError):
    """A feature needs an extra that is not installed; the message contains the command that installs it."""

    def __init__(self, what: str, extra: str) -> None:
        self.extra = extra
        super().__init__(f"{what} needs an extra; install it with `python -m pip install 'namefix[{extra}]'`")


def _located(path: Path | str, line: int | None, problem: str) -> str:
    return f"{path}:{line}: {problem}" if line else f"{path}: {problem}"


def _restore(kind: type[NamefixError], args: tuple[Any, ...], attributes: dict[str, Any]) -> NamefixError:
    """Return a pickled error; constructors differ, so they are not called."""
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(attributes)
    return error
