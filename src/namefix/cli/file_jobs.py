"""Jobs of the commands for files: the processing of each repaired file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from namefix.check.file_fixer import FileFixer
from namefix.check.file_search import FoundFile
from namefix.check.lint import decisions_on, findings_of
from namefix.check.lint_formats import LintFormat, LintGithub, LintJson, LintText
from namefix.check.sarif_log import SarifLog
from namefix.cli.output import page_width, print_bytes, print_text
from namefix.errors import InputError, MissingExtraError, NamefixError, OutputError
from namefix.files.disk import STANDARD, replace_file
from namefix.files.fixed_file import FixedFile
from namefix.report import render_report
from namefix.report.decision_line import decision_line
from namefix.report.diff_report import unified_diff_of
from namefix.report.escapes import harmless, visible
from namefix.report.html_report import Sheet, render_page, sheet_of
from namefix.report.wording import counted
from namefix.results import Edit

Write = Callable[[bytes], object]
"""Function that prints a text or writes it to a file."""


class Job:
    """The processing of each file by a command."""

    writes_edits = False
    """True if the job needs the file with all edits, which is made within the time limit."""

    def finish(self, file: FixedFile, path: Path) -> bool:
        """Process one file; return whether something is left to change, so that the exit code is 1."""
        raise NotImplementedError

    def close(self) -> None:
        """Finish after the last file; most jobs do nothing."""


class FileRun:
    """A run of a command over files; a file that fails is reported, and the others are still processed.

    Args:
        fixer: Reads and repairs each file.
        source: The file from which the one file of the run was translated.
        source_language: The language code of the source.
    """

    def __init__(self, fixer: FileFixer, source: Path | None = None, source_language: str | None = None) -> None:
        self.fixer = fixer
        self._source, self._source_language = source, source_language
        self._missing: set[str] = set()

    def work(self, job: Job, files: Iterable[Path | FoundFile | InputError]) -> int:
        """Run a job for every file and return the exit code."""
        exit_code = 0
        for found in files:
            try:
                exit_code = max(exit_code, int(self._handle(job, found)))
            except (InputError, OutputError) as error:
                exit_code = _report(error)
            except MissingExtraError as error:
                exit_code = error.exit_code
                if error.extra not in self._missing:
                    _report(error)
                self._missing.add(error.extra)
        job.close()
        return exit_code

    def _handle(self, job: Job, found: Path | FoundFile | InputError) -> bool:
        if isinstance(found, InputError):
            raise found
        path, is_named = (found, True) if isinstance(found, Path) else found
        file = self.fixer.fix(path, source=self._source, source_language=self._source_language)
        if job.writes_edits:
            self.fixer.within_limit(lambda: file.written(file.result.edits), path)
        for warning in file.result.warnings:
            typer.echo(f"namefix: {visible(file.path)}: warning: {visible(warning)}", err=True)
        if is_named and file.content.strip() and not file.readable.text.strip():
            typer.echo(f"namefix: {visible(file.path)}: warning: no text found that people read", err=True)
        return job.finish(file, path)


class RepairedFiles(Job):
    """Write the repaired files, one after the other.

    Args:
        write: Writes their bytes.
        is_printed: Whether they are printed, and therefore must be text.
    """

    writes_edits = True

    def __init__(self, write: Write, *, is_printed: bool) -> None:
        self._write, self._is_printed = write, is_printed

    def finish(self, file: FixedFile, path: Path) -> bool:  # noqa: ARG002 - other jobs write to the path
        """Write the repaired file."""
        if self._is_printed and file.readable.markup is None:
            raise OutputError(
                file.path, "is not a text file and cannot be printed; use --write, --output FILE or --explain"
            )
        content, left_out = file.written(file.result.edits)
        self._write(content)
        return _warn_of(left_out, file)


class Reports(Job):
    """Write a report of every file, one after the other.

    Args:
        name: A registered report.
        write: Writes the reports.
    """

    def __init__(self, name: str, write: Write) -> None:
        self._name, self._write = name, write

    def finish(self, file: FixedFile, path: Path) -> bool:  # noqa: ARG002 - other jobs write to the path
        """Write the report."""
        self._write(self._rendered(file).encode("utf-8", "surrogateescape"))
        return False

    def _rendered(self, file: FixedFile) -> str:
        if self._name == "diff":
            return _diff_of(file)
        options: dict[str, dict[str, Any]] = {
            "explain": {"width": page_width(), "place_of": file.place},
            "json": {"place_of": file.place},
        }
        return render_report(file.result, self._name, file.path, **options.get(self._name, {}))


def _diff_of(file: FixedFile) -> str:
    """Return the diff of a text file, or of the reading text of another file."""
    if file.readable.markup is None:
        return render_report(file.result, "diff", file.path)
    content, _ = file.written(file.result.edits)
    return unified_diff_of(file.readable.markup, file.kind.read(content, file.path).markup or "", file.path)


class ReportPage(Job):
    """Write one page for a browser, with all files on it.

    Args:
        write: Writes the page.
    """

    def __init__(self, write: Write) -> None:
        self._write = write
        self._sheets: list[Sheet] = []

    def finish(self, file: FixedFile, path: Path) -> bool:  # noqa: ARG002 - other jobs write to the path
        """Store the sheet of the file."""
        self._sheets.append(sheet_of(file.result, file.path))
        return False

    def close(self) -> None:
        """Write the page, unless no file could be read."""
        if self._sheets:
            self._write(render_page(self._sheets).encode("utf-8", "surrogateescape"))


class WriteBack(Job):
    """Repair files in place; a file without changes is not touched."""

    writes_edits = True

    def finish(self, file: FixedFile, path: Path) -> bool:
        """Replace the file, and print the number of changes."""
        content, left_out = file.written(file.result.edits)
        made = len(file.result.edits) - len(left_out)
        if path == STANDARD:
            print_bytes(content)
        elif made:
            with replace_file(path, before=file.content) as written:
                written.write(content)
        if file.result.edits:
            typer.echo(f"{visible(file.path)}: {counted(made, 'change')}", err=True)
        return _warn_of(left_out, file)


class Lint(Job):
    """Print the findings of the linter.

    Args:
        name: The output format.
        writes: Whether the files are repaired as well.
        has_uncertain: Whether uncertain names are reported too.
    """

    writes_edits = True

    def __init__(self, name: str, *, writes: bool = False, has_uncertain: bool = False) -> None:
        self._format = _lint_format(name)
        self._writer = WriteBack() if writes else None
        self._has_uncertain = has_uncertain
        self._is_text = name == "text"
        self._changes = self._left_out = self._uncertain = 0

    def finish(self, file: FixedFile, path: Path) -> bool:
        """Print the findings, and repair the file if requested."""
        self._changes += len(file.result.edits)
        self._left_out += len(file.written(file.result.edits)[1])
        self._uncertain += len(file.result.review)
        if not (self._writer and path == STANDARD):
            print_text(self._format.render(findings_of(file, has_uncertain=self._has_uncertain)))
        return self._writer.finish(file, path) if self._writer else bool(file.result.edits)

    def close(self) -> None:
        """Print the output after the last file, and the numbers below findings for people."""
        print_text(self._format.end())
        if self._is_text and (self._changes or (self._has_uncertain and self._uncertain)):
            typer.echo(self._summary(), err=True)

    def _summary(self) -> str:
        found, made = self._changes + self._uncertain, self._changes - self._left_out
        is_done = f"{made:,} repaired" if self._writer else f"{made:,} can be repaired with `--write-changes`"
        hidden = (
            "" if self._has_uncertain or not self._uncertain else f"; `--review` lists {self._uncertain:,} uncertain"
        )
        return f"Found {counted(found, 'name')}, {is_done}{hidden}"


def _lint_format(name: str) -> LintFormat:
    if name == "text":
        terminal = Console(file=sys.stdout)
        return LintText(page_width(), None if terminal.no_color else terminal.color_system)  # type: ignore[arg-type]
    formats: dict[str, type[LintFormat]] = {"json": LintJson, "sarif": SarifLog, "github": LintGithub}
    return formats[name]()


class ExplainName(Job):
    """Print the decision on a name at each of its places.

    Args:
        name: The name; letter case and diacritics are ignored.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def finish(self, file: FixedFile, path: Path) -> bool:  # noqa: ARG002 - other jobs write to the path
        """Print a line for each place."""
        for place, decision in decisions_on(self._name, file):
            print_text(f"{visible(file.path)}:{place.line}:{place.column}: {visible(decision_line(decision))}\n")
        return False


def _warn_of(left_out: Sequence[Edit], file: FixedFile) -> bool:
    """Print the edits that could not be written; return whether there are any."""
    for edit in left_out:
        place = file.place(edit)
        problem = f"{edit.before} → {edit.after} has no place in the markup; change it by hand"
        typer.echo(f"namefix: {visible(file.path)}:{place.line}:{place.column}: {visible(problem)}", err=True)
    return bool(left_out)


def _report(error: NamefixError) -> int:
    typer.echo(f"namefix: {harmless(str(error))}", err=True)
    return error.exit_code
