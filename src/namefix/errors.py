"""Every error that namefix raises on purpose.

NamefixError                      catches all of them
├─ ConfigError                    also ValueError: a setting is wrong
│  └─ UnknownComponentError       no detector, scorer, ... of that name
├─ TableError                     also ValueError
│  ├─ TableFormatError            a table file cannot be read at all
│  └─ TableValidationError        .issues: every problem of a table at once
├─ InputError                     also ValueError: a text or a JSON Lines file cannot be read
├─ OutputError                    also OSError: a result cannot be written
├─ ModelNotFoundError             also OSError: a spaCy pipeline is not installed
└─ MissingExtraError              also ImportError: an optional part of namefix is not installed
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process

_MOST_PRINTED = 20
"""Problems of a table that a message lists; more of them hide what is wrong."""


class NamefixError(Exception):
    """Base of all errors that namefix raises on purpose."""

    exit_code = 2


class ConfigError(NamefixError, ValueError):
    """A setting has a value that it cannot have."""


class UnknownComponentError(ConfigError):
    """A detector, scorer, table format or report of this name is not registered."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        nearest = [match for match, _, _ in process.extract(name, sorted(known), limit=None)]
        super().__init__(f"no {what} is called {name!r}; known, nearest first: {', '.join(nearest)}")


class TableError(NamefixError, ValueError):
    """A table of names cannot be used."""


class TableFormatError(TableError):
    """A table file cannot be read: wrong format, broken compression, not UTF-8."""

    def __init__(self, path: Path | str, line: int | None, problem: str) -> None:
        self.path, self.line, self.problem = path, line, problem
        super().__init__(_located(path, line, problem))


@dataclass(frozen=True, slots=True)
class TableIssue:
    """One problem of a table, mostly of one row; without a line, of the whole file."""

    path: str
    line: int | None
    problem: str

    def __str__(self) -> str:
        return _located(self.path, self.line, self.problem)


class TableValidationError(TableError):
    """A table has wrong rows; `issues` lists every one of them, the message the first twenty."""

    def __init__(self, issues: Sequence[TableIssue]) -> None:
        self.issues = tuple(issues)
        noun = "problem" if len(self.issues) == 1 else "problems"
        lines = [f"{len(self.issues)} {noun} in the table:", *map(str, self.issues[:_MOST_PRINTED])]
        if len(self.issues) > _MOST_PRINTED:
            lines.append(f"... and {len(self.issues) - _MOST_PRINTED} more; `namefix table check FILE` lists them all")
        super().__init__("\n".join(lines))


class InputError(NamefixError, ValueError):
    """A text or JSON Lines input cannot be read; the message names file, line and remedy."""

    def __init__(self, path: Path | str, line: int | None, problem: str) -> None:
        self.path, self.line, self.problem = path, line, problem
        super().__init__(_located(path, line, problem))


class OutputError(NamefixError, OSError):
    """A result cannot be written; nothing half-written is left."""

    def __init__(self, path: Path | str, problem: str) -> None:
        self.path, self.problem = path, problem
        super().__init__(_located(path, None, problem))


class ModelNotFoundError(NamefixError, OSError):
    """The spaCy pipeline that the configuration names is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the spaCy pipeline {name!r} is not installed; install it with "
            f"`python -m pip install {name.replace('_', '-')}` or `python -m spacy download {name}`, "
            "or name an installed one with Config(pipeline=...) (None runs without NER)"
        )


class MissingExtraError(NamefixError, ImportError):
    """What is asked for needs an extra that is not installed; the message has the command that installs it."""

    def __init__(self, what: str, extra: str) -> None:
        self.extra = extra
        super().__init__(f"{what} needs an extra; install it with `python -m pip install 'namefix[{extra}]'`")


def _located(path: Path | str, line: int | None, problem: str) -> str:
    return f"{path}:{line}: {problem}" if line else f"{path}: {problem}"
