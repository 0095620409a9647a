"""`namefix measure`: precision and recall on examples of one's own, and what went wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from namefix.cli.options import NoBundled, Pipeline, Precision, Style, Tables, build_fixer, check_tables
from namefix.files.progress import is_watched, track
from namefix.files.streams import page_width, print_text, read_input_lines, shown_path

if TYPE_CHECKING:
    from namefix.curate.measure import Example, Measured, Share, Slip

MEASURE_EXIT_CODES = "Exit codes: 0 measured; 2 wrong use or bad input; 130 interrupted."

_COLUMNS = ("Example", "Before", "Wanted", "Written", "Why")


class MeasureFormat(StrEnum):
    """What `namefix measure` prints."""

    TEXT = "text"
    JSON = "json"


def measure(
    examples: Annotated[
        Path,
        typer.Argument(
            metavar="EXAMPLES.jsonl",
            help="JSON Lines with `text` and `want`, perhaps `source` and `source_language`; - is standard input.",
        ),
    ],
    report: Annotated[MeasureFormat, typer.Option("--format", help="What to print.")] = MeasureFormat.TEXT,
    table: Tables = None,
    no_bundled: NoBundled = False,
    style: Style = "keep",
    pipeline: Pipeline = None,
    precision: Precision = None,
) -> None:
    """Repair texts that you corrected by hand, and tell how many of the changes are yours."""
    from namefix.curate import measure as measuring

    check_tables(table, no_bundled)
    fixer = build_fixer(table, no_bundled, style, pipeline, precision)
    measured = measuring.measure(fixer, track(_read_examples(examples), "examples", is_shown=is_watched()))
    for warning in measured.warnings:
        typer.echo(f"namefix: warning: {warning}", err=True)
    print_text(_as_json(measured) if report is MeasureFormat.JSON else _as_text(measured))


def _read_examples(path: Path) -> Iterator[Example]:
    """Yield the examples of a file; empty lines are passed over.

    Raises:
        InputError: If a line is no example; names file, line, and the fields that are wrong.
    """
    from pydantic import ValidationError

    from namefix.curate.measure import Example
    from namefix.errors import InputError

    for number, line in enumerate(read_input_lines(path), start=1):
        if not line.strip():
            continue
        try:
            yield Example.model_validate_json(line)
        except ValidationError as error:
            problems = "; ".join(f"{'.'.join(map(str, item['loc']))} {item['msg']}".strip() for item in error.errors())
            remedy = 'each line must be a JSON object like {"text": "as translated", "want": "as it should read"}'
            raise InputError(shown_path(path), number, f"no example ({problems}); {remedy}") from error


def _as_text(measured: Measured) -> str:
    from namefix.report.grid import draw_grid

    made, wanted = measured.precision, measured.recall
    review = f"; {measured.in_review} more listed for review, with the right name" if measured.in_review else ""
    lines = [
        f"Precision  {_told(made)}: {made.part} of {made.whole} changes made are as wanted",
        f"Recall     {_told(wanted)}: {wanted.part} of {wanted.whole} changes wanted were made{review}",
        f"Clean      changes made where nothing was to be changed: {measured.clean_changes} "
        f"(texts: {measured.clean_examples}, words: {measured.clean_words})",
    ]
    if measured.slips:
        rows = [_row(slip) for slip in measured.slips]
        lines += ["", draw_grid(_COLUMNS, rows, page_width(), numbers=("Example",)).rstrip("\n")]
    return "\n".join(lines) + "\n"


def _told(share: Share) -> str:
    if share.value is None:
        return "none"
    low, high = share.likely
    return f"{share.value:.0%} (likely {low:.0%} to {high:.0%})"


def _row(slip: Slip) -> tuple[str, ...]:
    wanted = "(as it is)" if slip.wanted is None else slip.wanted
    return str(slip.number), slip.before, wanted, "" if slip.written is None else slip.written, slip.reason


def _as_json(measured: Measured) -> str:
    figures = {
        "precision": measured.precision.value,
        "precision_likely": measured.precision.likely,
        "recall": measured.recall.value,
        "recall_likely": measured.recall.likely,
        "in_review": measured.in_review,
    }
    return json.dumps(figures | asdict(measured), ensure_ascii=False) + "\n"
