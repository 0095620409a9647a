"""The command `namefix table check`: what makes tables unusable, then what is likely wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from namefix.cli.options import NoBundled
from namefix.cli.table_output import counting_rows
from namefix.errors import TableValidationError
from namefix.files.streams import print_text

if TYPE_CHECKING:
    from namefix.curate.inspection import Tally
    from namefix.curate.table_warning import Severity, TableWarning
    from namefix.errors import TableIssue

CHECK_TABLE_EXIT_CODES = (
    "Exit codes: 0 the tables can be used; 1 with --strict, something is likely wrong; 2 they cannot be used."
)


class CheckFormat(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


class LeastSeverity(StrEnum):
    """From which severity on a warning is told."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


def check_table(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE...", help="CSV or JSON Lines, also .gz.")],
    severity: Annotated[LeastSeverity, typer.Option(help="Warn of what is at least so bad.")] = LeastSeverity.MEDIUM,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if there is a warning.")] = False,
    output: Annotated[
        CheckFormat, typer.Option("--format", help="What to print; json is one object a line.")
    ] = CheckFormat.TEXT,
    no_bundled: NoBundled = False,
) -> None:
    """Report every problem of tables, read together as one knowledge base, and warn of what is likely wrong.

    Warnings are of one person or place in two rows, misspellings that are right names, letters of the wrong script, weights that
    contradict, and, with --severity low, names that two targets share. Rows of the bundled table count where they meet these.
    """
    from namefix.curate.inspection import Tally, inspect_tables
    from namefix.curate.table_warning import SEVERITIES
    from namefix.errors import TableIssue
    from namefix.table.bundled import bundled_tables

    shown = SEVERITIES[: SEVERITIES.index(severity.value) + 1]
    tally = Tally()
    background = () if no_bundled else bundled_tables()
    with counting_rows() as watch:
        findings = inspect_tables(paths, tally, background=background, watch=watch)
        first = list(islice(findings, 1))  # when there is one, all is read
    for found in chain(first, findings):
        if isinstance(found, TableIssue) or found.severity in shown:
            _tell(found, output)
    warnings = sum(tally.warnings[name] for name in shown)
    if output is CheckFormat.TEXT:
        _sum_up(tally, shown)
    if tally.issues:
        raise typer.Exit(TableValidationError.exit_code)
    if strict and warnings:
        raise typer.Exit(1)


def _tell(found: TableIssue | TableWarning, output: CheckFormat) -> None:
    """Print a finding: an error on standard error, a warning on standard output; JSON always there."""
    from namefix.errors import TableIssue
    from namefix.report.record import json_line

    if output is CheckFormat.JSON:
        fields = {"severity": "error", **asdict(found)} if isinstance(found, TableIssue) else found.as_dict()
        print_text(json_line(fields) + "\n")
    elif isinstance(found, TableIssue):
        typer.echo(str(found), err=True)
    else:
        print_text(f"{found}\n")


def _sum_up(tally: Tally, shown: Sequence[Severity]) -> None:
    from namefix.curate.inspection import MOST_COMPARED

    if tally.crowded:
        told = f"{tally.crowded} names are in more than {MOST_COMPARED} rows, of which the best known were compared"
        typer.echo(told, err=True)
    counts = [f"{tally.warnings[name]} {name}" for name in shown]
    hidden = tally.warnings.total() - sum(tally.warnings[name] for name in shown)
    more = f"; {hidden} less severe are not shown (--severity low)" if hidden else ""
    if tally.warnings:
        print_text(f"warnings: {', '.join(counts)}{more}\n")
    if tally.issues:
        typer.echo(f"{tally.issues} problems", err=True)
    else:
        known = tally.entities - tally.targets
        print_text(f"{tally.entities} entities: {tally.targets} targets, {known} known; {tally.forms} forms\n")
