"""The command `namefix fix`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from namefix.cli.options import FixerOptions, SourceLanguage, with_options
from namefix.cli.output import progress
from namefix.files.disk import STANDARD
from namefix.files.streams import read_text

if TYPE_CHECKING:
    from namefix.cli.texts import Job


class Format(StrEnum):
    """The reports that `fix` prints."""

    TEXT = "text"
    JSON = "json"
    DIFF = "diff"
    EXPLAIN = "explain"
    HTML = "html"


@with_options
def fix(
    options: FixerOptions,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Texts in UTF-8; none or - is standard input.")
    ] = None,
    report: Annotated[
        Format | None, typer.Option("--format", help="What to print.", show_default=Format.TEXT.value)
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="The same as --format explain.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Repair the files in place, print nothing.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Print what would change as file:line:column; exit code 1 if anything.")
    ] = False,
    source: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What the text was translated from: its names are evidence.")
    ] = None,
    source_language: SourceLanguage = None,
) -> None:
    """Print texts with their names repaired."""
    from namefix.cli.texts import run

    paths = files or [STANDARD]
    if len([chosen for chosen in (report is not None, explain, write, check) if chosen]) > 1:
        raise typer.BadParameter("choose one of --format, --explain, --write and --check")
    if source and len(paths) > 1:
        problem = "is that of one text; name one FILE, or repair many with `namefix batch --source-field`"
        raise typer.BadParameter(problem, param_hint="--source")
    if source_language and not source:
        raise typer.BadParameter("needs --source", param_hint="--source-language")
    if [*paths, source].count(STANDARD) > 1:
        raise typer.BadParameter("standard input (-) can be read only once", param_hint="FILE")
    if write and STANDARD in paths:
        raise typer.BadParameter("standard input cannot be changed in place; name files", param_hint="--write")
    original = read_text(source) if source else None
    fixer = options.build_fixer()
    job = _job_of(Format.EXPLAIN if explain else report or Format.TEXT, writes=write, checks=check)
    many = progress(paths, "files", prints=not write) if len(paths) > 1 else paths
    raise typer.Exit(run(job, fixer, many, source=original, source_language=source_language))


def _job_of(report: Format, *, writes: bool, checks: bool) -> Job:
    """Return what `fix` does with each text."""
    from namefix.cli.texts import Check, Print, PrintPage, Write

    if writes or checks:
        return Write() if writes else Check()
    return PrintPage() if report is Format.HTML else Print(report.value)
