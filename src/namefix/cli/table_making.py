"""The commands that create tables: `namefix table build`, `import` and `merge`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from namefix.cli.options import NoBundled
from namefix.cli.output import check_output, ending_on_sigterm, open_output, print_text, progress_bar
from namefix.registry import IMPORT_FORMATS, load
from namefix.report.escapes import visible

if TYPE_CHECKING:
    from namefix.curate.foreign import ImportFormat, Selection
    from namefix.curate.joining import MergeNote
    from namefix.datatypes import Kind
    from namefix.table import Leniency

_ROWS_A_NOTE = 10_000
_KINDS: tuple[Kind, ...] = ("person", "place")


class ImportedKind(StrEnum):
    """The kinds of entities in foreign data sets."""

    PERSON = "person"
    PLACE = "place"


def build_table(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[TABLE]...", help="CSV or JSON Lines, also .gz.")
    ] = None,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="NAMES.nfx", help="The compiled table.")],
    no_bundled: NoBundled = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out bad rows, and bring texts to NFC; print both.")
    ] = False,
) -> None:
    """Compile tables and the bundled one into one file that opens immediately and is shared by processes.

    A compiled table can be read only by the version of namefix that compiled it: compile it again after every update.
    """
    from namefix.files.disk import replace_file
    from namefix.report.wording import counted
    from namefix.table import Leniency, is_compiled, join_tables, load_entities
    from namefix.table.bulk_loading import without_garbage_collection
    from namefix.table.bundled import bundled_entities
    from namefix.table.compiled import compile_table

    if not is_compiled(output):
        raise typer.BadParameter("the name of a compiled table ends in .nfx", param_hint="--output")
    if no_bundled and not paths:
        raise typer.BadParameter("needs a TABLE, or there are no names", param_hint="--no-bundled")
    leniency = Leniency() if skip_bad else None
    with without_garbage_collection(), replace_file(output) as file:
        entities = join_tables(load_entities(paths or [], leniency), [] if no_bundled else bundled_entities())
        part = compile_table(entities, file)
    if leniency:
        _print_leniency(leniency)
    targets = sum(entity.target for entity in part.entities)
    known, size = len(part.entities) - targets, output.stat().st_size / 1e6
    counts = f"{counted(len(part.entities), 'entity', 'entities')}: {counted(targets, 'target')}, {known:,} known"
    print_text(f"{counts}; {size:.1f} MB\n")


def _print_leniency(leniency: Leniency) -> None:
    from namefix.report.wording import counted

    for issue in leniency.issues:
        typer.echo(visible(str(issue)), err=True)
    rows = f"{counted(leniency.left_out, 'bad row')} left out"
    brought = f"{counted(leniency.normalised, 'row')} brought to NFC"
    typer.echo(f"{rows}; {brought}", err=True)


def merge_tables(
    paths: Annotated[
        list[Path], typer.Argument(metavar="TABLE TABLE...", help="Where tables contradict, the first one counts.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="TABLE", help="The merged table: .csv or .jsonl, also .gz.")
    ],
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write conflicts and joined ids to FILE: .csv or .jsonl, also .gz."),
    ] = None,
) -> None:
    """Join tables: rows with the same id, then rows with the same name if country, native forms or roles confirm it.

    If tables contradict one another, the value of the first one or both rows are kept, and the report lists the conflict.
    """
    from namefix.curate import merge
    from namefix.table.writing import CSV_SUFFIXES, JSON_SUFFIXES, line_writer, table_suffixes

    suffixes = table_suffixes(*CSV_SUFFIXES, *JSON_SUFFIXES)
    if len(paths) < 2:
        raise typer.BadParameter("name two tables or more", param_hint="TABLE TABLE...")
    if len({path.resolve() for path in paths}) < len(paths):
        raise typer.BadParameter("names one table twice", param_hint="TABLE TABLE...")
    check_output(output, paths, suffixes)
    if report:
        check_output(report, [*paths, output], suffixes, "--report")
        if report.resolve() == output.resolve():
            raise typer.BadParameter("is the file of --output; name another", param_hint="--report")
    with ending_on_sigterm(), _reporting(report) as note, open_output(output) as write, progress_bar("rows") as watch:
        header, line_of = line_writer(output)
        write(header)
        summary = merge.merge_tables(paths, lambda entity: write(line_of(entity)), note, watch=watch)
    typer.echo(f"{visible(str(output))}: {summary}", err=True)


@contextmanager
def _reporting(path: Path | None) -> Iterator[Callable[[MergeNote], object]]:
    """Return a function that writes a note into the report, if one is wanted."""
    if path is None:
        yield lambda _: None
        return
    from namefix.curate.joining import MergeNote
    from namefix.report.json_report import json_line
    from namefix.table.writing import JSON_SUFFIXES, csv_line

    with open_output(path) as write:
        if path.name.removesuffix(".gz").endswith(JSON_SUFFIXES):
            yield lambda note: write(json_line(asdict(note)) + "\n")
        else:
            write(csv_line([field.name for field in fields(MergeNote)]))
            yield lambda note: write(csv_line(list(asdict(note).values())))


def import_table(
    data_format: Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of {', '.join(IMPORT_FORMATS)}.")],
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="The file, plain or compressed (.gz, .bz2, .xz).")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="TABLE.jsonl.gz", help="The table, also plain .jsonl.")
    ],
    kind: Annotated[
        list[ImportedKind] | None, typer.Option(help="Import this kind only; for csv, the kind of all rows.")
    ] = None,
    min_weight: Annotated[
        float, typer.Option(min=0, metavar="WEIGHT", help="Minimum weight of a row; unknown weights count as 0.")
    ] = 0,
    languages: Annotated[
        str | None,
        typer.Option(metavar="CODE,...", help="Languages of the native forms.", show_default="all other scripts"),
    ] = None,
    targets: Annotated[
        float | None,
        typer.Option(
            min=0, metavar="WEIGHT", help="Minimum weight of names to correct garbles to.", show_default="none"
        ),
    ] = None,
    alternate_names: Annotated[
        Path | None, typer.Option(metavar="FILE", help="geonames: alternateNamesV2.txt.")
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN,...", help="csv: columns of the name, id, kind, aliases, ..."),
    ] = None,
) -> None:
    """Make a table from Wikidata, GeoNames, OpenSanctions, JRC-Names or a CSV file.

    Imported names are only known, not targets, unless --targets is given. The table appears when it is complete; after
    an interruption, run the same command again.
    """
    from namefix.curate.foreign import Selection
    from namefix.table.writing import JSON_SUFFIXES, table_suffixes

    check_output(output, [source], table_suffixes(*JSON_SUFFIXES))
    kinds = frozenset(name for name in _KINDS if not kind or name in kind)
    given: dict[str, Any] = {"alternate_names": alternate_names, "columns": _column_map(columns)}
    reader = _build_reader(data_format, source, kinds, {name: value for name, value in given.items() if value})
    selection = Selection(kinds, min_weight, _codes(languages), targets)
    with ending_on_sigterm():
        _run_import(reader, selection, output)


def _run_import(reader: ImportFormat, selection: Selection, output: Path) -> None:
    from namefix.curate.import_names import import_names
    from namefix.errors import InputError
    from namefix.report.progress import BYTES

    rows = count(1)
    try:
        total = reader.total_bytes()
    except OSError as error:
        raise InputError(error.filename, None, f"cannot be read: {error.strerror}") from error
    with open_output(output) as write, progress_bar(BYTES, total) as advance:

        def write_row(text: str) -> None:
            write(text)
            written = next(rows)
            if not written % _ROWS_A_NOTE:
                advance(0, f"{written:,} rows written")

        def watch(size: int, kept: int) -> None:
            advance(size, f"{kept:,} rows kept")

        summary = import_names(reader, selection, write_row, watch=watch)
    typer.echo(f"{visible(str(output))}: {summary}", err=True)


def _build_reader(data_format: str, source: Path, kinds: frozenset[Kind], given: dict[str, Any]) -> ImportFormat:
    build = load("import format", data_format)
    if "kind" in build.options and len(kinds) == 1:
        given["kind"] = next(iter(kinds))
    if foreign := [name for name in given if name not in build.options]:
        option = {"columns": "--map", "alternate_names": "--alternate-names"}[foreign[0]]
        raise typer.BadParameter(f"does not go with {data_format}", param_hint=option)
    if "columns" in build.options and "columns" not in given:
        raise typer.BadParameter("name the columns, as in --map name=Name,country=Land", param_hint="--map")
    reader: ImportFormat = build(source, **given)
    return reader


def _column_map(columns: list[str] | None) -> dict[str, str]:
    pairs = [pair.partition("=") for listed in columns or () for pair in listed.split(",")]
    if wrong := [field for field, _, column in pairs if not column]:
        raise typer.BadParameter(f"must be FIELD=COLUMN, got {wrong[0]!r}", param_hint="--map")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _codes(languages: str | None) -> frozenset[str]:
    from namefix.names.language import check_code

    return frozenset(check_code(code) for code in languages.split(",")) if languages else frozenset()
