"""Tables in plain text of a given width."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from io import StringIO

from rich import box
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from namefix.report.escapes import visible

_FEW = 6
"""Maximum number of columns with wide gaps."""


def draw_grid(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: int,
    *,
    numbers: Collection[str] = (),
    whole: Collection[str] = (),
) -> str:
    """Return a table of at most `width` characters a line; long cells are folded at words.

    Control characters and line ends in a cell are shown as escapes.

    Args:
        columns: The headings.
        rows: The cells of each row.
        width: Number of characters; wide characters such as Chinese count twice.
        numbers: Columns that are aligned to the right.
        whole: Columns whose cells are never folded.
    """
    gap = 2 if len(columns) <= _FEW else 1
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, gap, 0, 0), show_edge=False)
    for column in columns:
        justify: JustifyMethod = "right" if column in numbers else "left"
        table.add_column(column, justify=justify, overflow="fold", no_wrap=column in whole)
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    page = StringIO()
    console = Console(file=page, width=width, color_system=None, force_terminal=False, force_jupyter=False)
    console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in page.getvalue().splitlines())
