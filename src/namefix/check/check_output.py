"""How `namefix check` tells its findings: to a person, as JSON Lines, to GitHub; SARIF has a file of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import StringIO
from typing import Protocol

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from namefix.check.findings import Finding
from namefix.check.sarif_output import SarifOutput
from namefix.files.streams import page_width, print_text
from namefix.report.grid import visible
from namefix.report.json_report import json_line

_INDENT = 4
_LEAD = 24
"""Characters before a name that are shown of a long line."""


class Output(Protocol):
    """Tells findings to somebody."""

    def tell(self, findings: Sequence[Finding]) -> None:
        """Take the findings of one file."""
        ...

    def close(self) -> None:
        """Finish, after the last file."""
        ...


class TextOutput:
    """Print a line a finding, then the line of the file with the name underlined; in colour on a terminal only."""

    def __init__(self) -> None:
        seen_by = Console(file=sys.stdout)
        colours = None if seen_by.no_color else seen_by.color_system
        self._page = StringIO()
        self._console = Console(
            file=self._page,
            color_system=colours,  # type: ignore[arg-type]
            force_terminal=colours is not None,
            no_color=colours is None,
            width=page_width(),
            soft_wrap=True,
            highlight=False,
        )

    def tell(self, findings: Sequence[Finding]) -> None:
        """Print the findings of one file."""
        for finding in findings:
            place, edit = finding.place, finding.edit
            head = Text.assemble(
                (f"{visible(finding.path)}:{place.line}:{place.column}", "bold"),
                ": " if finding.edit.is_certain else ": note: ",
                (visible(edit.before), "red" if finding.edit.is_certain else "yellow"),
                " → " if finding.edit.is_certain else " → perhaps ",
                (visible(edit.after), "green"),
                f" ({100 * edit.probability:.0f} %): {visible(edit.reason)}",
            )
            self._console.print(head)
            for line in _with_caret(finding):
                self._console.print(line)
            print_text(self._page.getvalue())
            self._page.seek(0)
            self._page.truncate()

    def close(self) -> None:
        """Do nothing: all is printed."""


def _with_caret(finding: Finding) -> tuple[Text, Text]:
    """Return a line of the file, shortened to what fits, and the line that underlines the name in it."""
    place = finding.place
    line, start = place.line_text, place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    room = page_width() - _INDENT
    if cell_len(line) > room:
        first = max(0, min(start - _LEAD, len(line) - room))
        head, tail = "…" if first else "", line[first : first + room - 2]
        start, end, line = start - first + len(head), end - first + len(head), head + tail
        line += "…" if first + room - 2 < len(place.line_text) else ""
        end = min(end, len(line))
    before, name, after = visible(line[:start]), visible(line[start:end]), visible(line[end:])
    colour = "red" if finding.edit.is_certain else "yellow"
    indent = " " * _INDENT
    caret = " " * cell_len(before) + "^" * max(1, cell_len(name))
    return Text.assemble(indent, before, (name, colour), after), Text.assemble(indent, (caret, f"bold {colour}"))


class JsonOutput:
    """Print a JSON object a finding, in one line; docs/check.md describes its fields."""

    def tell(self, findings: Sequence[Finding]) -> None:
        """Print the findings of one file."""
        for finding in findings:
            place = finding.place._asdict()
            del place["line_text"]
            level = "change" if finding.edit.is_certain else "review"
            print_text(json_line({"path": finding.path, "level": level, **place, **finding.edit.to_dict()}) + "\n")

    def close(self) -> None:
        """Do nothing: all is printed."""


class GithubOutput:
    """Print workflow commands, which GitHub Actions shows beside the lines of a pull request."""

    def tell(self, findings: Sequence[Finding]) -> None:
        """Print the findings of one file."""
        for finding in findings:
            place, edit = finding.place, finding.edit
            where = {
                "file": finding.path,
                "line": str(place.line),
                "endLine": str(place.end_line),
                "title": "garbled name" if finding.edit.is_certain else "uncertain name",
            }
            if place.line == place.end_line:
                where |= {"col": str(place.column), "endColumn": str(place.end_column)}
            properties = ",".join(f"{key}={_escaped_property(value)}" for key, value in where.items())
            message = f"{edit.before} → {edit.after} ({100 * edit.probability:.0f} %): {edit.reason}"
            command = "error" if finding.edit.is_certain else "notice"
            print_text(f"::{command} {properties}::{_escaped(message)}\n")

    def close(self) -> None:
        """Do nothing: all is printed."""


def _escaped(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(value: str) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")


OUTPUTS: dict[str, type[Output]] = {
    "text": TextOutput,
    "json": JsonOutput,
    "sarif": SarifOutput,
    "github": GithubOutput,
}
