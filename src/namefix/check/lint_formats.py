"""Output formats of `namefix check`: text, JSON Lines and GitHub; SARIF has its own module."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import Literal, Protocol

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from namefix.check.lint import Finding
from namefix.report.escapes import visible
from namefix.report.json_report import json_line

Colours = Literal["standard", "256", "truecolor", "windows"]
"""The colour systems of terminals."""

_INDENT = 4
_LEAD = 24
"""Number of characters of a long line that are shown before a name."""


class LintFormat(Protocol):
    """Formatter of findings."""

    def render(self, findings: Sequence[Finding]) -> str:
        """Return the findings of one file, or nothing if all are written at the end."""
        ...

    def end(self) -> str:
        """Return the output after the last file."""
        ...


class LintText:
    """Write a line for each finding, then the line of the file with the name underlined.

    Args:
        width: Number of characters in a line.
        colours: The colour system of the terminal; None for plain text.
    """

    def __init__(self, width: int, colours: Colours | None = None) -> None:
        self._width = width
        self._page = StringIO()
        self._console = Console(
            file=self._page,
            color_system=colours,
            force_terminal=colours is not None,
            no_color=colours is None,
            width=width,
            soft_wrap=True,
            highlight=False,
        )

    def render(self, findings: Sequence[Finding]) -> str:
        """Return the lines of the findings."""
        self._page.seek(0)
        self._page.truncate()
        for finding in findings:
            for line in (_head(finding), *_with_caret(finding, self._width)):
                self._console.print(line)
        return self._page.getvalue()

    def end(self) -> str:
        """Return an empty text."""
        return ""


def _head(finding: Finding) -> Text:
    place, edit = finding.place, finding.edit
    return Text.assemble(
        (f"{visible(finding.path)}:{place.line}:{place.column}", "bold"),
        ": " if edit.is_certain else ": note: ",
        (visible(edit.before), _colour(finding)),
        " → " if edit.is_certain else " → perhaps ",
        (visible(edit.after), "green"),
        f" ({edit.certainty}): {visible(edit.reason)}",
    )


def _with_caret(finding: Finding, width: int) -> tuple[Text, Text]:
    """Return a line of the file, shortened to the width, and the line that underlines the name."""
    place = finding.place
    line, start = place.line_text, place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    room = width - _INDENT
    if cell_len(line) > room:
        first = max(0, min(start - _LEAD, len(line) - room))
        head, tail = "…" if first else "", line[first : first + room - 2]
        start, end, line = start - first + len(head), end - first + len(head), head + tail
        line += "…" if first + room - 2 < len(place.line_text) else ""
        end = min(end, len(line))
    before, name, after = visible(line[:start]), visible(line[start:end]), visible(line[end:])
    indent, colour = " " * _INDENT, _colour(finding)
    caret = " " * cell_len(before) + "^" * max(1, cell_len(name))
    return Text.assemble(indent, before, (name, colour), after), Text.assemble(indent, (caret, f"bold {colour}"))


def _colour(finding: Finding) -> str:
    return "red" if finding.edit.is_certain else "yellow"


class LintJson:
    """Write a JSON object for each finding, in one line; docs/check.md describes its fields."""

    def render(self, findings: Sequence[Finding]) -> str:
        """Return the lines of the findings."""
        return "".join(f"{json_line(_fields(finding))}\n" for finding in findings)

    def end(self) -> str:
        """Return an empty text."""
        return ""


def _fields(finding: Finding) -> dict[str, object]:
    level = "change" if finding.edit.is_certain else "review"
    return {"path": finding.path, "level": level, **finding.place.to_dict(), **finding.edit.to_dict()}


class LintGithub:
    """Write workflow commands, which GitHub Actions shows beside the lines of a pull request."""

    def render(self, findings: Sequence[Finding]) -> str:
        """Return the commands of the findings."""
        return "".join(f"{_command(finding)}\n" for finding in findings)

    def end(self) -> str:
        """Return an empty text."""
        return ""


def _command(finding: Finding) -> str:
    place, edit = finding.place, finding.edit
    where = {
        "file": finding.path,
        "line": str(place.line),
        "endLine": str(place.end_line),
        "title": "garbled name" if edit.is_certain else "uncertain name",
    }
    if place.line == place.end_line:
        where |= {"col": str(place.column), "endColumn": str(place.end_column)}
    properties = ",".join(f"{key}={_escaped_property(value)}" for key, value in where.items())
    message = f"{edit.before} → {edit.after} ({edit.certainty}): {edit.reason}"
    command = "error" if edit.is_certain else "notice"
    return f"::{command} {properties}::{_escaped(message)}"


def _escaped(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(value: str) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")
