"""The command `namefix table import`: a foreign data set in, a table out, with a progress bar and a summary."""

from __future__ import annotations

from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from namefix.cli.table_output import check_output, ending_on_sigterm, open_table
from namefix.files.progress import BYTES, is_watched, progress_bar
from namefix.registry import IMPORT_FORMATS, load

if TYPE_CHECKING:
    from namefix.curate.foreign import ImportFormat, Selection
    from namefix.datatypes import Kind

_ROWS_A_SIGN = 10_000
_KINDS: tuple[Kind, ...] = ("person", "place")


class ImportedKind(StrEnum):
    """The kinds of entities that data sets have."""

    PERSON = "person"
    PLACE = "place"


def import_table(
    data_format: Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of {', '.join(IMPORT_FORMATS)}.")],
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="The file, plain or compressed (.gz, .bz2, .xz).")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="TABLE.jsonl.gz", help="The table, also plain .jsonl.")
    ],
    kind: Annotated[
        list[ImportedKind] | None, typer.Option(help="Only this kind; for csv, the kind of all rows.")
    ] = None,
    min_weight: Annotated[
        float, typer.Option(min=0, metavar="WEIGHT", help="Leave out who is less known; unknown is 0.")
    ] = 0,
    languages: Annotated[
        str | None,
        typer.Option(
            metavar="CODE,...", help="Native forms in these languages only.", show_default="all other scripts"
        ),
    ] = None,
    targets: Annotated[
        float | None,
        typer.Option(
            min=0, metavar="WEIGHT", help="Names may be corrected to, from this weight on.", show_default="none"
        ),
    ] = None,
    alternate_names: Annotated[
        Path | None, typer.Option(metavar="FILE", help="geonames: alternateNamesV2.txt.")
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="FIELD=COLUMN,...", help="csv: which column has the name, id, kind, aliases, ..."
        ),
    ] = None,
) -> None:
    """Make a table of Wikidata, GeoNames, OpenSanctions, JRC-Names or a CSV file.

    Names become known, not targets, unless --targets is given. The table appears when it is whole; after an interruption, run
    the same command again: it starts anew.
    """
    from namefix.curate.foreign import Selection
    from namefix.table.writing import JSON_SUFFIXES, table_suffixes

    check_output(output, table_suffixes(*JSON_SUFFIXES), [source])
    kinds = frozenset(name for name in _KINDS if not kind or name in kind)
    given: dict[str, Any] = {"alternate_names": alternate_names, "columns": _column_map(columns)}
    reader = _build_reader(data_format, source, kinds, {name: value for name, value in given.items() if value})
    selection = Selection(kinds, min_weight, _codes(languages), targets)
    with ending_on_sigterm():
        _run(reader, selection, output)


def _run(reader: ImportFormat, selection: Selection, output: Path) -> None:
    from namefix.curate.import_names import import_names
    from namefix.errors import InputError

    rows = count(1)
    try:
        total = reader.total_bytes()
    except OSError as error:
        raise InputError(error.filename, None, f"cannot be read: {error.strerror}") from error
    with open_table(output) as write, progress_bar(BYTES, total=total, is_shown=is_watched()) as bar:

        def watch(size: int, kept: int) -> None:
            bar.note(f"{kept:,} rows kept")
            bar.advance(size)

        def write_row(text: str) -> None:
            write(text)
            written = next(rows)
            if not written % _ROWS_A_SIGN:
                bar.note(f"{written:,} rows written")

        summary = import_names(reader, selection, write_row, watch=watch)
    typer.echo(f"{output}: {summary}", err=True)


def _build_reader(data_format: str, source: Path, kinds: frozenset[Kind], given: dict[str, Any]) -> ImportFormat:
    build = load("import format", data_format)
    if "kind" in build.options and len(kinds) == 1:
        given["kind"] = next(iter(kinds))
    if foreign := [name for name in given if name not in build.options]:
        option = {"columns": "--map", "alternate_names": "--alternate-names"}[foreign[0]]
        raise typer.BadParameter(f"does not go with {data_format}", param_hint=option)
    if "columns" in build.options and "columns" not in given:
        raise typer.BadParameter("tell the columns, as in --map name=Name,country=Land", param_hint="--map")
    reader: ImportFormat = build(source, **given)
    return reader


def _column_map(columns: list[str] | None) -> dict[str, str]:
    pairs = [pair.partition("=") for listed in columns or () for pair in listed.split(",")]
    if wrong := [field for field, _, column in pairs if not column]:
        raise typer.BadParameter(f"must be FIELD=COLUMN, got {wrong[0]!r}", param_hint="--map")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _codes(languages: str | None) -> frozenset[str]:
    from namefix.names.languages import check_code

    return frozenset(check_code(code) for code in languages.split(",")) if languages else frozenset()
