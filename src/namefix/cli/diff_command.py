"""The command `namefix table diff`: what differs between two tables."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from namefix.files.streams import print_text

DIFF_EXIT_CODES = "Exit codes: 0 the tables are the same; 1 they differ; 2 one of them cannot be used."


class DiffFormat(StrEnum):
    """How changes are printed."""

    TEXT = "text"
    JSON = "json"


def diff_tables(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="CSV or JSON Lines, also .gz.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The same.")],
    output: Annotated[
        DiffFormat, typer.Option("--format", help="What to print; json is one object a line.")
    ] = DiffFormat.TEXT,
) -> None:
    """Print the rows that were added (+), removed (-) or changed (~), by id; the order of rows and lists does not matter."""
    from namefix.curate import table_diff
    from namefix.report.record import json_line

    summary = table_diff.DiffSummary()
    for change in table_diff.diff_tables(before, after, summary):
        told = str(change) if output is DiffFormat.TEXT else json_line(change.as_dict())
        print_text(f"{told}\n")
    typer.echo(str(summary), err=True)
    raise typer.Exit(1 if summary.changes else 0)
