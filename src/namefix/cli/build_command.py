"""The command `namefix table build`: tables in, one compiled table out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from namefix.cli.options import NoBundled
from namefix.files.streams import print_text, replace_file


def build_table(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[TABLE]...", help="CSV or JSON Lines, also .gz.")
    ] = None,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="NAMES.nfx", help="The compiled table.")],
    no_bundled: NoBundled = False,
) -> None:
    """Compile tables, and the bundled one, into one file that opens at once and that processes share.

    Build it again after every update of namefix: another version does not read it.
    """
    from namefix.curate.compiled import compile_table
    from namefix.table import is_compiled, join_tables, load_entities
    from namefix.table.bulk_loading import without_garbage_collection
    from namefix.table.bundled import bundled_entities

    if not is_compiled(output):
        raise typer.BadParameter("the name of a compiled table ends in .nfx", param_hint="--output")
    if no_bundled and not paths:
        raise typer.BadParameter("needs a TABLE, else there are no names", param_hint="--no-bundled")
    with without_garbage_collection(), replace_file(output) as file:
        entities = join_tables(load_entities(paths or []), [] if no_bundled else bundled_entities())
        part = compile_table(entities, file)
    targets = sum(entity.target for entity in part.entities)
    known, size = len(part.entities) - targets, output.stat().st_size / 1e6
    print_text(f"{len(part.entities)} entities: {targets} targets, {known} known; {size:.1f} MB\n")
