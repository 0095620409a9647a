"""The commands for files: `namefix fix` and `namefix check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from namefix.cli.options import FileOptions, FixerOptions, with_options
from namefix.cli.output import check_output, print_bytes, print_text, progress
from namefix.files.disk import STANDARD, replace_file
from namefix.registry import REPORTS

if TYPE_CHECKING:
    from namefix.check.file_search import FileFinder
    from namefix.cli.file_jobs import FileRun, Job, Write
    from namefix.pipeline import NameFixer

_TEXT = "text"


class CheckFormat(StrEnum):
    """Output formats of `namefix check`."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


@with_options
def fix(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files of any kind; none or - is standard input.")
    ] = None,
    report: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="|".join(REPORTS), help="What to print.", show_default="text, the repaired file"
        ),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Short for --format explain.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Repair the files in place and print nothing.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE instead of printing.")
    ] = None,
    *,
    reading: FileOptions,
    options: FixerOptions,
) -> None:
    """Print files with their names repaired, or repair them in place.

    Text, HTML, Markdown, Word, subtitles and news XML are supported; only names in the reading text are changed. The
    command `namefix fix --check` is the same as `namefix check`.
    """
    from namefix.cli.file_jobs import FileRun, WriteBack

    paths = files or [STANDARD]
    if len([chosen for chosen in (report is not None, explain, write) if chosen]) > 1:
        raise typer.BadParameter("choose one of --format, --explain and --write")
    name = "explain" if explain else report or _TEXT
    reading.check_paths(paths)
    if write and output:
        raise typer.BadParameter("cannot be combined with --write", param_hint="--output")
    if write and STANDARD in paths:
        raise typer.BadParameter("standard input cannot be changed in place; name files", param_hint="--write")
    if output:
        if name == _TEXT and len(paths) > 1:
            raise typer.BadParameter("is for one repaired file; name one FILE, or use --write", param_hint="--output")
        check_output(output, paths)
    run = FileRun(reading.file_fixer(options.settings()), reading.source, reading.source_language)
    many = progress(paths, "files", prints=not write and not output) if len(paths) > 1 else paths
    if write:
        raise typer.Exit(run.work(WriteBack(), many))
    with _writing_to(output) as write_bytes:
        exit_code = run.work(_report_job(name, write_bytes, is_printed=output is None), many)
        if exit_code > 1:
            raise typer.Exit(exit_code)  # here, so that no incomplete file appears
    raise typer.Exit(exit_code)


@contextmanager
def _writing_to(output: Path | None) -> Iterator[Write]:
    if output is None or output == STANDARD:
        yield print_bytes
        return
    with replace_file(output) as file:
        yield file.write


def _report_job(name: str, write: Write, *, is_printed: bool) -> Job:
    from namefix.cli.file_jobs import RepairedFiles, ReportPage, Reports

    if name == _TEXT:
        return RepairedFiles(write, is_printed=is_printed)
    return ReportPage(write) if name == "html" else Reports(name, write)


@with_options
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files and folders; none is the current folder, - standard input."),
    ] = None,
    output: Annotated[CheckFormat, typer.Option("--format", help="Output format.")] = CheckFormat.TEXT,
    write_changes: Annotated[bool, typer.Option("--write-changes", "-w", help="Repair the files in place.")] = False,
    review: Annotated[
        bool, typer.Option("--review", help="Report uncertain names too; they do not change the exit code.")
    ] = False,
    explain: Annotated[
        str | None, typer.Option(metavar="NAME", help="Explain what is known about a name and what is decided.")
    ] = None,
    no_ignore: Annotated[bool, typer.Option("--no-ignore", help="Read files that .gitignore excludes.")] = False,
    force_exclude: Annotated[
        bool, typer.Option("--force-exclude", help="Apply exclusion rules to named files too; for hooks.")
    ] = False,
    *,
    reading: FileOptions,
    options: FixerOptions,
) -> None:
    """Report garbled names in files and folders, as a linter.

    Text, HTML, Markdown, Word, subtitles and news XML are supported; only the reading text is checked.
    """
    from namefix.check.file_search import FileFinder
    from namefix.cli.file_jobs import FileRun, Lint

    wanted = paths or [Path()]
    reading.check_paths(wanted)
    if STANDARD in wanted and len(wanted) > 1 and write_changes:
        raise typer.BadParameter("with --write-changes, standard input (-) must be the only one", param_hint="PATH")
    settings = options.settings()
    finder = FileFinder(settings, honours_ignores=not no_ignore, forces_excludes=force_exclude)
    run = FileRun(reading.file_fixer(settings), reading.source, reading.source_language)
    if explain is not None:
        raise typer.Exit(_explain(explain, run, finder, paths or []))
    job = Lint(output.value, writes=write_changes, has_uncertain=review)
    found = list(finder.files(wanted))  # all of them, so that the bar has a total
    raise typer.Exit(run.work(job, progress(found, "files", prints=True)))


def _explain(name: str, run: FileRun, finder: FileFinder, paths: Sequence[Path]) -> int:
    """Print the entries of the table for a name, the decision on it alone, and the decisions at its places in named files."""
    from namefix.cli.file_jobs import ExplainName

    folder = next((path for path in paths if path.is_dir()), Path())
    _explain_alone(name, run.fixer.fixer_of(folder))
    if not paths:
        return 0
    print_text("\nIn the files:\n")
    return run.work(ExplainName(name), finder.files(paths))


def _explain_alone(name: str, fixer: NameFixer) -> None:
    from namefix.cli.table_commands import describe_name
    from namefix.report.decision_line import decision_line
    from namefix.report.escapes import visible

    print_text(describe_name(name, fixer.table))
    print_text("\nBy itself:\n")
    decisions = fixer.fix(name).decisions
    for decision in decisions:
        print_text(f"{visible(decision.mention.surface)}: {visible(decision_line(decision))}\n")
    if not decisions:
        print_text("no name found in it\n")
