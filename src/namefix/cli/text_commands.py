"""The commands for many texts in JSON Lines: `namefix batch` and `namefix measure`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from namefix.cli.options import DocumentOptions, FixerOptions, with_options
from namefix.cli.output import check_output, open_output, page_width, print_text, progress
from namefix.files.disk import STANDARD, read_input_lines, shown_path
from namefix.report.escapes import visible
from namefix.report.wording import counted

if TYPE_CHECKING:
    from namefix.cli.document_files import Row
    from namefix.cli.document_lines import Skip
    from namefix.curate.measure import Example, Measured, Mismatch, Share
    from namefix.errors import InputError

_RESULT_FIELDS = ("edits", "review", "warnings")
_COLUMNS = ("Example", "Before", "Wanted", "Written", "Why")


DocumentsFile = Annotated[
    Path,
    typer.Argument(
        metavar="DOCS", help="JSON Lines in UTF-8 or CSV, also .gz, or Parquet, by the ending; - is standard input."
    ),
]

SkipBad = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write lines that are not documents to FILE, and go on.", show_default=False),
]


class MeasureFormat(StrEnum):
    """Output formats of `namefix measure`."""

    TEXT = "text"
    JSON = "json"


@with_options
def batch(
    documents: DocumentsFile,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="OUT", help="JSON Lines, CSV or Parquet too; - is standard output."),
    ] = STANDARD,
    text: Annotated[bool, typer.Option("--text", help="Add the repaired text to the output.")] = False,
    skip_bad: SkipBad = None,
    *,
    reading: DocumentOptions,
    options: FixerOptions,
) -> None:
    """Write the edits of many documents, one JSON object a line: the id, `edits`, `review` and `warnings`."""
    from namefix.cli.document_files import kind_of_file
    from namefix.cli.document_lines import ID_FIELDS, DocumentId, fields_of, fix_documents
    from namefix.results import CorrectedText

    id_field = reading.id_field
    if id_field in _RESULT_FIELDS or (text and id_field == "text"):
        raise typer.BadParameter(f"{id_field} is a field of the output", param_hint="--id-field")
    check_output(output, [documents])
    reading.reader(documents)
    blank = fields_of(DocumentId(id_field or ID_FIELDS[0], ""), CorrectedText("", ""), has_text=text)
    with skipping(skip_bad, [documents, output]) as skip, kind_of_file(output).open(output, blank) as write:
        fixer = options.build_fixer()
        reader = reading.reader(documents, skip)
        results = fix_documents(fixer, reader, reading.jobs)
        for document, result in progress(results, "documents", prints=output == STANDARD, count=reader.count):
            write(fields_of(document.id, result, has_text=text))


@contextmanager
def skipping(path: Path | None, others: Sequence[Path]) -> Iterator[Skip | None]:
    """Return a function that writes a row that is not a document to a file and says why; at the end, say how many."""
    if path is None:
        yield None
        return
    if path == STANDARD or path in others:
        raise typer.BadParameter("must be another file than input and output", param_hint="--skip-bad")
    check_output(path, others, option="--skip-bad")
    number = 0
    with open_output(path) as write:

        def skip(row: Row, error: InputError) -> None:
            nonlocal number
            number += 1
            write(row.raw if row.raw.endswith("\n") else f"{row.raw}\n")
            typer.echo(f"namefix: {visible(str(error))}", err=True)

        yield skip
    typer.echo(f"namefix: {counted(number, 'line')} skipped, see {visible(str(path))}", err=True)


@with_options
def measure(
    examples: Annotated[
        Path,
        typer.Argument(
            metavar="EXAMPLES.jsonl",
            help="JSON Lines with `text` and `want`, perhaps `source` and `source_language`; - is standard input.",
        ),
    ],
    report: Annotated[MeasureFormat, typer.Option("--format", help="Output format.")] = MeasureFormat.TEXT,
    *,
    options: FixerOptions,
) -> None:
    """Repair texts that you have corrected by hand, and report the agreement of the changes with yours."""
    from namefix.curate import measure as measuring

    fixer = options.build_fixer()
    measured = measuring.measure(fixer, progress(_read_examples(examples), "examples", prints=False))
    for warning in measured.warnings:
        typer.echo(f"namefix: warning: {warning}", err=True)
    print_text(_as_json(measured) if report is MeasureFormat.JSON else _as_text(measured))


def _read_examples(path: Path) -> Iterator[Example]:
    """Yield the examples of a file; empty lines are skipped.

    Raises:
        InputError: If a line is not an example; the message names file, line and invalid fields.
    """
    from pydantic import ValidationError

    from namefix.config import plain_problem
    from namefix.curate.measure import Example
    from namefix.errors import InputError

    for number, line in enumerate(read_input_lines(path), start=1):
        if not line.strip():
            continue
        try:
            yield Example.model_validate_json(line)
        except ValidationError as error:
            problems = "; ".join(
                f"{'.'.join(map(str, item['loc']))} {plain_problem(item['msg'])}".strip() for item in error.errors()
            )
            remedy = 'each line must be a JSON object like {"text": "as translated", "want": "as it should read"}'
            raise InputError(shown_path(path), number, f"not an example ({problems}); {remedy}") from error


def _as_text(measured: Measured) -> str:
    from namefix.report.grid import draw_grid

    made, wanted = measured.precision, measured.recall
    review = f"; {measured.in_review} more listed for review with the right name" if measured.in_review else ""
    lines = [
        f"Precision  {_as_percent(made)}: {made.part} of {made.whole} changes made are as wanted",
        f"Recall     {_as_percent(wanted)}: {wanted.part} of {wanted.whole} changes wanted were made{review}",
        f"Clean      changes made where nothing was to be changed: {measured.clean_changes} "
        f"(texts: {measured.clean_examples}, words: {measured.clean_words})",
    ]
    if measured.mismatches:
        rows = [_row(mismatch) for mismatch in measured.mismatches]
        lines += ["", draw_grid(_COLUMNS, rows, page_width(), numbers=("Example",)).rstrip("\n")]
    return "\n".join(lines) + "\n"


def _as_percent(share: Share) -> str:
    if share.value is None:
        return "none"
    low, high = share.likely
    return f"{share.value:.0%} (likely {low:.0%} to {high:.0%})"


def _row(mismatch: Mismatch) -> tuple[str, ...]:
    wanted = "(unchanged)" if mismatch.wanted is None else mismatch.wanted
    return (
        str(mismatch.number),
        mismatch.before,
        wanted,
        "" if mismatch.written is None else mismatch.written,
        mismatch.reason,
    )


def _as_json(measured: Measured) -> str:
    figures = {
        "precision": measured.precision.value,
        "precision_likely": measured.precision.likely,
        "recall": measured.recall.value,
        "recall_likely": measured.recall.likely,
        "in_review": measured.in_review,
    }
    return json.dumps(figures | asdict(measured), ensure_ascii=False) + "\n"
