"""How `namefix check` tells its findings: to a person, as JSON Lines, to GitHub; SARIF has a file of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from io import StringIO
from typing import Protocol

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from namefix.check.findings import Finding
from namefix.check.sarif_output import SarifOutput
from namefix.files.streams import page_width, print_text
from namefix.report.grid import visible
from namefix.report.record import json_line

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
            place, record = finding.place, finding.record
            head = Text.assemble(
                (f"{visible(finding.path)}:{place.line}:{place.column}", "bold"),
                ": " if finding.is_sure else ": note: ",
                (visible(record.before), "red" if finding.is_sure else "yellow"),
                " → " if finding.is_sure else " → perhaps ",
                (visible(record.replacement), "green"),
                f" ({100 * record.probability:.0f} %): {visible(record.reason)}",
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
    colour = "red" if finding.is_sure else "yellow"
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
            level = "change" if finding.is_sure else "review"
            print_text(json_line({"path": finding.path, "level": level, **place, **asdict(finding.record)}) + "\n")

    def close(self) -> None:
        """Do nothing: all is printed."""


class GithubOutput:
    """Print workflow commands, which GitHub Actions shows beside the lines of a pull request."""

    def tell(self, findings: Sequence[Finding]) -> None:
        """Print the findings of one file."""
        for finding in findings:
            place, record = finding.place, finding.record
            where = {
                "file": finding.path,
                "line": str(place.line),
                "endLine": str(place.end_line),
                "title": "garbled name" if finding.is_sure else "uncertain name",
            }
            if place.line == place.end_line:
                where |= {"col": str(place.column), "endColumn": str(place.end_column)}
            properties = ",".join(f"{key}={_escaped_property(value)}" for key, value in where.items())
            message = f"{record.before} → {record.replacement} ({100 * record.probability:.0f} %): {record.reason}"
            command = "error" if finding.is_sure else "notice"
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
