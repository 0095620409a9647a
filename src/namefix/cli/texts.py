"""What `namefix fix` does with each text: print a report, write it in place, or check it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import typer

from namefix.cli.output import page_width, print_text
from namefix.errors import InputError, OutputError
from namefix.files import PLAIN, known_suffixes
from namefix.files.disk import replace_file, shown_path
from namefix.files.streams import read_text
from namefix.pipeline import NameFixer
from namefix.report import render_report
from namefix.report.grid import visible
from namefix.report.html_report import Sheet, render_page, sheet_of
from namefix.results import CorrectedText


class Job(Protocol):
    """Does something with each result; `True` says that `--check` has something to tell."""

    def finish(self, result: CorrectedText, path: Path) -> bool:
        """Handle the result of one file."""
        ...

    def close(self) -> None:
        """Finish, after the last file."""
        ...


class Print:
    """Print a report of every text, one after the other.

    Args:
        report: A registered report.
    """

    def __init__(self, report: str) -> None:
        self._report = report
        self._options = {"width": page_width()} if report == "explain" else {}

    def finish(self, result: CorrectedText, path: Path) -> bool:
        """Print the report."""
        print_text(render_report(result, self._report, shown_path(path), **self._options))
        return False

    def close(self) -> None:
        """Do nothing: all is printed."""


class PrintPage:
    """Print one page for a browser, with all texts on it."""

    def __init__(self) -> None:
        self._sheets: list[Sheet] = []

    def finish(self, result: CorrectedText, path: Path) -> bool:
        """Keep what the page shall show."""
        self._sheets.append(sheet_of(result, shown_path(path)))
        return False

    def close(self) -> None:
        """Print the page; none, if no text could be read."""
        if self._sheets:
            print_text(render_page(self._sheets))


class Write:
    """Write changed texts in place; what does not change is not touched."""

    def finish(self, result: CorrectedText, path: Path) -> bool:
        """Replace the file at once, and say so."""
        if result.edits:
            with replace_file(path) as file:
                file.write(result.text.encode("utf-8"))
            typer.echo(f"{path}: {len(result.edits)} changed", err=True)
        return False

    def close(self) -> None:
        """Do nothing: all is written."""


class Check:
    """Print what would change as a linter does."""

    def finish(self, result: CorrectedText, path: Path) -> bool:
        """Print a line for each edit; line and column count from 1, in code points."""
        line_ends = [at for at, letter in enumerate(result.original) if letter == "\n"]
        for edit in result.edits:
            line = bisect_left(line_ends, edit.start)
            column = edit.start - (line_ends[line - 1] + 1 if line else 0)
            place = f"{shown_path(path)}:{line + 1}:{column + 1}"
            change = f"{visible(edit.before)} → {visible(edit.after)} ({100 * edit.probability:.0f} %)"
            print_text(f"{place}: {change}: {visible(edit.reason)}\n")
        return bool(result.edits)

    def close(self) -> None:
        """Do nothing: all is printed."""


def run(
    job: Job,
    fixer: NameFixer,
    paths: Iterable[Path],
    *,
    source: str | None = None,
    source_language: str | None = None,
) -> int:
    """Handle every file and return the exit code; a file that fails is reported, and the others have their turn.

    Warnings go to standard error and leave the exit code alone.
    """
    exit_code = 0
    for path in paths:
        try:
            _warn_of_markup(path)
            result = fixer.fix(read_text(path), source=source, source_language=source_language)
            for warning in result.warnings:
                typer.echo(f"namefix: {shown_path(path)}: warning: {warning}", err=True)
            found = job.finish(result, path)
        except (InputError, OutputError) as error:
            typer.echo(f"namefix: {error}", err=True)
            exit_code = error.exit_code
        else:
            exit_code = max(exit_code, int(found))
    job.close()
    return exit_code


def _warn_of_markup(path: Path) -> None:
    """Tell who repairs a page as if it were plain text of the command that knows better."""
    if known_suffixes().get(path.suffix.lower(), PLAIN) != PLAIN:
        better = "`namefix check` (--write-changes) touches only what people read"
        typer.echo(f"namefix: {shown_path(path)}: warning: read as plain text, tags and all; {better}", err=True)
