"""The commands around tables: `namefix table find`, and those with a file of their own, as `namefix table check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from namefix.cli.build_command import build_table
from namefix.cli.check_table_command import CHECK_TABLE_EXIT_CODES, check_table
from namefix.cli.diff_command import DIFF_EXIT_CODES, diff_tables
from namefix.cli.import_command import import_table
from namefix.cli.merge_command import merge_tables
from namefix.cli.options import NoBundled, Tables, check_tables
from namefix.files.streams import page_width, print_text

if TYPE_CHECKING:
    from namefix.datatypes import Entity
    from namefix.table.name_table import NameTable

tables = typer.Typer(
    help="Check tables of names, look names up in them, make, compile, merge and compare them.", no_args_is_help=True
)
tables.command("build")(build_table)
tables.command("check", epilog=CHECK_TABLE_EXIT_CODES)(check_table)
tables.command("diff", epilog=DIFF_EXIT_CODES)(diff_tables)
tables.command("import")(import_table)
tables.command("merge")(merge_tables)

_NEAREST = 10
_COLUMNS = ("Form", "Is", "Like", "Entity", "Kind", "Country", "Weight", "Roles")
_WHOLE = ("Form", "Is", "Entity", "Country", "Weight")


@tables.command("find")
def find_name(
    name: Annotated[str, typer.Argument(help="A name, right or garbled.")],
    table: Tables = None,
    no_bundled: NoBundled = False,
) -> None:
    """Show which entities a name may mean, and why: the forms that are spelt so, then the nearest others."""
    from namefix.table import load_table

    print_text(describe(load_table(check_tables(table, no_bundled), bundled=not no_bundled), name))


def describe(names: NameTable, name: str) -> str:
    """Return what a table knows of a name: the forms that are spelt so, then the nearest others."""
    from namefix.report.grid import visible

    exact = _exact_rows(names, name)
    found = {row[3] for row in exact}
    nearest = [row for row in _nearest_rows(names, name) if row[3] not in found]
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
