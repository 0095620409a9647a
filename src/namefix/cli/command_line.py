"""The command `namefix`: options in, results on standard output, all else on standard error."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from namefix.cli.check_command import CHECK_EXIT_CODES, check
from namefix.cli.doctor import EXIT_CODES as DOCTOR_EXIT_CODES
from namefix.cli.doctor import doctor
from namefix.cli.measure_command import MEASURE_EXIT_CODES, measure
from namefix.cli.options import (
    NoBundled,
    Pipeline,
    Precision,
    SourceLanguage,
    Style,
    Tables,
    build_fixer,
    check_tables,
)
from namefix.cli.review_command import REVIEW_EXIT_CODES, review
from namefix.cli.serve_command import SERVE_EXIT_CODES, serve_names
from namefix.cli.table_commands import tables
from namefix.errors import NamefixError
from namefix.files.progress import is_watched, track
from namefix.files.streams import STANDARD, forget_standard_output, read_text

if TYPE_CHECKING:
    from namefix.cli.texts import Job

_EXIT_CODES = (
    "Exit codes: 0 fine; 1 --check found something to change; 2 wrong use, bad input or unwritable output; "
    "130 interrupted; 141 nobody reads the output any more."
)


class Format(StrEnum):
    """The reports that `fix` prints."""

    TEXT = "text"
    JSON = "json"
    DIFF = "diff"
    EXPLAIN = "explain"
    HTML = "html"


class _Commands(TyperGroup):
    """Commands whose errors are one message and an exit code, never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except NamefixError as error:
            typer.echo(f"namefix: {error}", err=True)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as error:
            raise typer.Exit(130) from error
        except BrokenPipeError as error:
            forget_standard_output()
            raise typer.Exit(141) from error


app = typer.Typer(
    cls=_Commands,
    help="Repair garbled names of persons and places in machine-translated news, and leave right ones alone.",
    epilog=_EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(tables, name="table")
app.command("check", epilog=CHECK_EXIT_CODES)(check)
app.command("review", epilog=REVIEW_EXIT_CODES)(review)
app.command("doctor", epilog=DOCTOR_EXIT_CODES)(doctor)
app.command("measure", epilog=MEASURE_EXIT_CODES)(measure)
app.command("serve", epilog=SERVE_EXIT_CODES)(serve_names)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; without `arguments`, those of the process."""
    app(arguments, prog_name="namefix")


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"namefix {version('namefix')}")
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command(epilog=_EXIT_CODES)
def fix(
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
    table: Tables = None,
    no_bundled: NoBundled = False,
    style: Style = "keep",
    pipeline: Pipeline = None,
    precision: Precision = None,
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
    check_tables(table, no_bundled)
    original = read_text(source) if source else None
    fixer = build_fixer(table, no_bundled, style, pipeline, precision)
    job = _job_of(Format.EXPLAIN if explain else report or Format.TEXT, writes=write, checks=check)
    many = track(paths, "files", total=len(paths), is_shown=is_watched(prints=not write)) if len(paths) > 1 else paths
    raise typer.Exit(run(job, fixer, many, source=original, source_language=source_language))


def _job_of(report: Format, *, writes: bool, checks: bool) -> Job:
    """Return what `fix` does with each text."""
    from namefix.cli.texts import Check, Print, PrintPage, Write

    if writes or checks:
        return Write() if writes else Check()
    return PrintPage() if report is Format.HTML else Print(report.value)


@app.command(epilog=_EXIT_CODES)
def batch(
    documents: Annotated[
        Path, typer.Argument(metavar="DOCS.jsonl", help="JSON Lines in UTF-8, also .gz; - is standard input.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Also .gz; - is standard output.")
    ] = STANDARD,
    text_field: Annotated[str, typer.Option(metavar="NAME", help="The field with the text.")] = "text",
    id_field: Annotated[str, typer.Option(metavar="NAME", help="The field with the id.")] = "doc_id",
    source_field: Annotated[
        str | None, typer.Option(metavar="NAME", help="The field with what the text was translated from, or null.")
    ] = None,
    source_language_field: Annotated[
        str | None, typer.Option(metavar="NAME", help="The field with the language of the source, or null.")
    ] = None,
    source_language: SourceLanguage = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that share the work.")] = 1,
    table: Tables = None,
    no_bundled: NoBundled = False,
    style: Style = "keep",
    pipeline: Pipeline = None,
    precision: Precision = None,
) -> None:
    """Write the edits of many documents, one line of JSON each: the id, `edits`, `review` and `warnings`."""
    from namefix.cli.batch import DocumentReader, fix_documents, open_output

    check_tables(table, no_bundled)
    if id_field in ("edits", "review", "warnings"):
        raise typer.BadParameter("edits, review and warnings are fields of the output", param_hint="--id-field")
    if source_language and source_language_field:
        raise typer.BadParameter("choose one of --source-language and --source-language-field")
    if (source_language or source_language_field) and not source_field:
        raise typer.BadParameter("--source-language and --source-language-field need --source-field")
    if STANDARD not in (documents, output) and output.exists() and documents.exists() and output.samefile(documents):
        raise typer.BadParameter("is the file that is read; name another", param_hint="--output")
    with open_output(output) as write:
        fixer = build_fixer(table, no_bundled, style, pipeline, precision)
        reader = DocumentReader(
            documents, text_field, id_field, source_field, source_language_field, language=source_language
        )
        lines = fix_documents(fixer, reader, jobs)
        for line in track(lines, "documents", is_shown=is_watched(prints=output == STANDARD)):
            write(line)
