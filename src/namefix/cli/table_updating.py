"""The command `namefix table update`, which asks Wikidata who took or left an office."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from namefix.cli.options import TableOptions, with_options
from namefix.cli.output import check_output, open_output, print_text
from namefix.report.escapes import visible

if TYPE_CHECKING:
    from namefix.curate.office_changes import Batches
    from namefix.curate.table_update import Addition

_WIKIDATA = "https://query.wikidata.org/sparql"


@with_options
def update_table(
    options: TableOptions,
    since: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="First day, such as 2026-09-01.")
    ],
    *,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Last day.", show_default="today")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="TABLE", help="The additions: .csv or .jsonl, also .gz."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run/--no-dry-run", help="Print the additions only, and write no table.")
    ] = True,
    office: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OFFICE", help="head, minister, party or parliament; may be repeated.", show_default="all"
        ),
    ] = None,
    min_languages: Annotated[
        int, typer.Option(min=0, metavar="COUNT", help="Minimum number of Wikipedia language editions of a person.")
    ] = 5,
    targets: Annotated[
        bool, typer.Option("--targets/--known", help="Whether garbled names may be corrected to new persons.")
    ] = True,
    address: Annotated[str, typer.Option(metavar="URL", help="Address of the query service.")] = _WIKIDATA,
    query: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A query (SPARQL) in place of the own one.", show_default="own")
    ] = None,
    show_query: Annotated[bool, typer.Option("--show-query", help="Print address and query, and ask nothing.")] = False,
    contact: Annotated[
        str | None, typer.Option(metavar="MAIL", help="Your address, which the service asks its users to give.")
    ] = None,
) -> None:
    """Ask the Wikidata Query Service who took or left an office, and print or write what the table lacks.

    The rows are an ordinary table of new persons and further roles: review it with `namefix table diff`, take it in with
    `namefix table merge`. With --output, batches that are done are kept beside it, so that the same command resumes.
    """
    from namefix.curate.office_changes import OFFICES, QUERY, Batches
    from namefix.curate.query_service import QueryService

    if not dry_run and output is None:
        raise typer.BadParameter("needs --output, the table to write", param_hint="--no-dry-run")
    if unknown := [name for name in office or () if name not in OFFICES]:
        raise typer.BadParameter(f"must be {', '.join(OFFICES)}, got {unknown[0]!r}", param_hint="--office")
    first, behind = since.date(), (until.date() if until else datetime.now(UTC).date()) + timedelta(days=1)
    if first >= behind:
        raise typer.BadParameter("must not be later than the last day", param_hint="--since")
    if output:
        check_output(output, options.table or (), _suffixes())
    agent = f"namefix/{version('namefix')} (table update{f'; {contact}' if contact else ''})"
    fields = {"classes": " ".join(OFFICES[name] for name in office or OFFICES), "least": min_languages}
    progress = output.with_name(f"{output.name}.progress") if output else None
    batches = Batches(QueryService(address, agent), _query_of(query) or QUERY, fields, progress)
    if show_query:
        print_text(f"# {address}\n{batches.query_for(first, behind).strip()}\n")
        return
    additions = _ask(options, batches, first, behind, targets)
    for addition in additions:
        print_text(f"{visible(str(addition))}\n")
    if output and not dry_run:
        _write(output, additions)
        batches.forget()
    _print_summary(additions, output, dry_run)


def _suffixes() -> tuple[str, ...]:
    from namefix.table.writing import CSV_SUFFIXES, JSON_SUFFIXES, table_suffixes

    return table_suffixes(*CSV_SUFFIXES, *JSON_SUFFIXES)


def _query_of(path: Path | None) -> str | None:
    from namefix.files.disk import read_input_lines

    return "".join(read_input_lines(path)) if path else None


def _ask(options: TableOptions, batches: Batches, first: date, behind: date, are_targets: bool) -> list[Addition]:
    from namefix.curate.office_changes import holders_of
    from namefix.curate.table_update import additions_to

    with _noting(first, behind) as watch:
        rows = list(batches.rows(first, behind, watch))
    return list(additions_to(options.load_table(), holders_of(rows, first), are_targets=are_targets))


@contextmanager
def _noting(first: date, behind: date) -> Iterator[Callable[[date], object]]:
    from namefix.cli.output import progress_bar

    with progress_bar("days", (behind - first).days) as advance:
        at = first

        def watch(end: date) -> None:
            nonlocal at
            advance((end - at).days, f"up to {end}")
            at = end

        yield watch


def _write(output: Path, additions: list[Addition]) -> None:
    from namefix.table.writing import line_writer

    with open_output(output) as write:
        header, line_of = line_writer(output)
        write(header)
        for addition in additions:
            write(line_of(addition.entity))


def _print_summary(additions: list[Addition], output: Path | None, dry_run: bool) -> None:
    from namefix.report.wording import counted

    new = sum(addition.is_new for addition in additions)
    counts = f"{counted(new, 'new person', 'new persons')}, {len(additions) - new:,} with further roles"
    where = (
        "nothing written; --no-dry-run --output TABLE writes them" if dry_run or not output else visible(str(output))
    )
    typer.echo(f"{counts}; {where}", err=True)
