"""The command `namefix table merge`: several tables in, one out, with a report of what they contradict one another in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from namefix.cli.table_output import check_output, counting_rows, ending_on_sigterm, open_table

if TYPE_CHECKING:
    from namefix.curate.joining import MergeNote


def merge_tables(
    paths: Annotated[
        list[Path], typer.Argument(metavar="TABLE TABLE...", help="Of two that differ, the first stands.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="TABLE", help="The table: .csv or .jsonl, also .gz.")
    ],
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="All conflicts, and the ids that became one: .csv or .jsonl, also .gz."),
    ] = None,
) -> None:
    """Join tables: rows of one id, then rows of one name that country, native forms or roles say are the same.

    Nothing is guessed: where tables contradict one another the first stands, or both rows do, and the report tells it.
    """
    from namefix.curate import merge
    from namefix.table.writing import CSV_SUFFIXES, JSON_SUFFIXES, line_writer, table_suffixes

    suffixes = table_suffixes(*CSV_SUFFIXES, *JSON_SUFFIXES)
    if len(paths) < 2:
        raise typer.BadParameter("name two tables or more", param_hint="TABLE TABLE...")
    if len({path.resolve() for path in paths}) < len(paths):
        raise typer.BadParameter("names one table twice", param_hint="TABLE TABLE...")
    check_output(output, suffixes, paths)
    if report:
        check_output(report, suffixes, [*paths, output], "--report")
        if report.resolve() == output.resolve():
            raise typer.BadParameter("is the file of --output; name another", param_hint="--report")
    with ending_on_sigterm(), _reporting(report) as tell, open_table(output) as write, counting_rows() as watch:
        header, line_of = line_writer(output)
        write(header)
        summary = merge.merge_tables(paths, lambda entity: write(line_of(entity)), tell, watch=watch)
    typer.echo(f"{output}: {summary}", err=True)


@contextmanager
def _reporting(path: Path | None) -> Iterator[Callable[[MergeNote], object]]:
    """Return what writes a note into the report, if there is to be one."""
    if path is None:
        yield lambda _: None
        return
    from namefix.curate.joining import MergeNote
    from namefix.report.record import json_line
    from namefix.table.writing import JSON_SUFFIXES, csv_line

    with open_table(path) as write:
        if path.name.removesuffix(".gz").endswith(JSON_SUFFIXES):
            yield lambda note: write(json_line(asdict(note)) + "\n")
        else:
            write(csv_line([field.name for field in fields(MergeNote)]))
            yield lambda note: write(csv_line(list(asdict(note).values())))
