"""The commands `namefix table find`, `check` and `diff`; `table_making.py` has those that create tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from namefix.cli.help_pages import PlainCommand, PlainGroup
from namefix.cli.options import NoBundled, TableOptions, with_options
from namefix.cli.output import page_width, print_text, progress_bar
from namefix.cli.table_learning import learn_table
from namefix.cli.table_making import build_table, import_table, merge_tables
from namefix.cli.table_updating import update_table
from namefix.errors import TableValidationError

if TYPE_CHECKING:
    from namefix.curate.inspection import InspectionCounts
    from namefix.curate.table_warning import Severity, TableWarning
    from namefix.datatypes import Entity
    from namefix.errors import TableIssue
    from namefix.table.name_table import NameTable

tables = typer.Typer(
    help="Find names in tables; check, compare, merge, import, update and compile tables; learn from reviews and sources.",
    cls=PlainGroup,
    no_args_is_help=True,
)
tables.command("build", cls=PlainCommand)(build_table)
tables.command("import", cls=PlainCommand)(import_table)
tables.command("learn", cls=PlainCommand)(learn_table)
tables.command("merge", cls=PlainCommand)(merge_tables)
tables.command("update", cls=PlainCommand)(update_table)

_NEAREST = 10
_COLUMNS = ("Form", "Is", "Like", "Entity", "Kind", "Country", "Weight", "Roles")
_WHOLE = ("Form", "Is", "Entity", "Country", "Weight")


class TableFormat(StrEnum):
    """Output formats of the commands that report on tables."""

    TEXT = "text"
    JSON = "json"


class LeastSeverity(StrEnum):
    """Severities of a warning."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


Format = Annotated[TableFormat, typer.Option("--format", help="Output format; json is one object a line.")]


@tables.command(
    "check", epilog="Exit codes: 0 the tables are usable; 1 with --strict: warnings; 2 they are not usable."
)
def check_table(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE...", help="CSV or JSON Lines, also .gz.")],
    severity: Annotated[LeastSeverity, typer.Option(help="Minimum severity to report.")] = LeastSeverity.MEDIUM,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if there are warnings.")] = False,
    output: Format = TableFormat.TEXT,
    no_bundled: NoBundled = False,
) -> None:
    """Report all errors of tables that are used together, and warn of likely mistakes.

    Warnings are about one person or place in two rows, misspellings that are right names, letters of the wrong script, weights
    that contradict one another and, with --severity low, names that two targets share. Rows of the bundled table are compared
    too, but only warnings that concern your tables are reported.
    """
    from namefix.curate.inspection import InspectionCounts, inspect_tables
    from namefix.curate.placed_rows import read_background
    from namefix.curate.table_warning import SEVERITIES
    from namefix.errors import TableIssue

    shown = SEVERITIES[: SEVERITIES.index(severity.value) + 1]
    counts = InspectionCounts()
    background = () if no_bundled else read_background()
    with progress_bar("rows") as watch:
        findings = inspect_tables(paths, counts, background=background, watch=watch)
        first = list(islice(findings, 1))  # when there is one, all is read
    for found in chain(first, findings):
        if isinstance(found, TableIssue) or found.severity in shown:
            _print_finding(found, output)
    warnings = sum(counts.warnings[name] for name in shown)
    if output is TableFormat.TEXT:
        _print_summary(counts, shown)
    if counts.issues:
        raise typer.Exit(TableValidationError.exit_code)
    if strict and warnings:
        raise typer.Exit(1)


def _print_finding(found: TableIssue | TableWarning, output: TableFormat) -> None:
    """Print an error on standard error, a warning on standard output; both on standard output as JSON."""
    from namefix.errors import TableIssue
    from namefix.report.json_report import json_line

    if output is TableFormat.JSON:
        fields = {"severity": "error", **asdict(found)} if isinstance(found, TableIssue) else found.as_dict()
        print_text(json_line(fields) + "\n")
    elif isinstance(found, TableIssue):
        typer.echo(str(found), err=True)
    else:
        print_text(f"{found}\n")


def _print_summary(counts: InspectionCounts, shown: Sequence[Severity]) -> None:
    from namefix.curate.inspection import MOST_COMPARED
    from namefix.report.wording import counted

    if counts.crowded:
        names = counted(counts.crowded, "name is", "names are")
        typer.echo(f"{names} in more than {MOST_COMPARED} rows; only the best known rows were compared", err=True)
    severities = [f"{counts.warnings[name]} {name}" for name in shown]
    hidden = counts.warnings.total() - sum(counts.warnings[name] for name in shown)
    more = f"; {hidden} less severe not shown (--severity low)" if hidden else ""
    if counts.warnings:
        print_text(f"warnings: {', '.join(severities)}{more}\n")
    if counts.issues:
        typer.echo(counted(counts.issues, "problem"), err=True)
    else:
        entities, targets = counted(counts.entities, "entity", "entities"), counted(counts.targets, "target")
        known, forms = f"{counts.entities - counts.targets:,} known", counted(counts.forms, "form")
        print_text(f"{entities}: {targets}, {known}; {forms}\n")


@tables.command(
    "diff",
    cls=PlainCommand,
    epilog="Exit codes: 0 the tables are the same; 1 they differ; 2 one of them is not usable.",
)
def diff_tables(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="CSV or JSON Lines, also .gz.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="CSV or JSON Lines, also .gz.")],
    output: Format = TableFormat.TEXT,
) -> None:
    """Print the rows that were added (+), removed (-) or changed (~), by id; the order of rows and lists does not matter."""
    from namefix.curate import table_diff
    from namefix.report.json_report import json_line

    summary = table_diff.DiffSummary()
    for change in table_diff.diff_tables(before, after, summary):
        line = str(change) if output is TableFormat.TEXT else json_line(change.as_dict())
        print_text(f"{line}\n")
    typer.echo(str(summary), err=True)
    raise typer.Exit(1 if summary.changes else 0)


@tables.command("find", cls=PlainCommand)
@with_options
def find_name(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, right or garbled.")], options: TableOptions
) -> None:
    """Show the entities that a name can mean: exact matches first, then similar names."""
    print_text(describe_name(name, options.load_table()))


def describe_name(name: str, table: NameTable) -> str:
    """Return the entries of a table for a name: forms with this spelling, then similar ones."""
    from namefix.report.escapes import visible

    exact = _exact_rows(table, name)
    found = {row[3] for row in exact}
    nearest = [row for row in _nearest_rows(table, name) if row[3] not in found]
    parts = []
    if exact:
        parts += [f"{visible(name)} is in the table:\n", _draw(exact)]
    else:
        parts.append(f"{visible(name)} is not in the table.\n")
    if nearest:
        parts += ["Nearest names that may be corrected to:\n", _draw(nearest)]
    return "\n".join(parts)


def _exact_rows(table: NameTable, name: str) -> list[tuple[str, ...]]:
    rows = [_row(form.text, form.status, "100%", form.entity) for form in table.find(name)]
    native = [entity for entity in table.entities.values() if name in entity.native]
    return rows + [_row(name, "native", "100%", entity) for entity in native]


def _nearest_rows(table: NameTable, name: str) -> list[tuple[str, ...]]:
    from namefix.candidates.index import CandidateIndex
    from namefix.names.name import name_of
    from namefix.names.similarity import likeness

    [forms] = CandidateIndex(table).search_many([name], _NEAREST)
    return [_row(form.text, form.status, f"{likeness(name_of(name), form.name):.0%}", form.entity) for form in forms]


def _draw(rows: list[tuple[str, ...]]) -> str:
    from namefix.report.grid import draw_grid

    return draw_grid(_COLUMNS, rows, page_width(), numbers=("Like", "Weight"), whole=_WHOLE)


def _row(text: str, status: str, like: str, entity: Entity) -> tuple[str, ...]:
    status = status if entity.target else f"{status}, only known"
    roles = ", ".join(entity.roles)
    return text, status, like, entity.id, entity.kind, entity.country or "", f"{entity.weight:g}", roles
