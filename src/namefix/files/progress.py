"""Progress bars on standard error, with a count, the rate and the time left."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.text import Text

T = TypeVar("T")

BYTES = "bytes"
"""A unit that is written as kB, MB or GB."""


class ProgressBar:
    """A bar that is shown already.

    Args:
        progress: What draws it.
        task: The bar among those that it draws.
    """

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task = progress, task

    def advance(self, amount: int) -> None:
        """Count so many more units as done."""
        self._progress.update(self._task, advance=amount)

    def note(self, text: str) -> None:
        """Replace the remark behind the bar."""
        self._progress.update(self._task, note=text)


class _Rate(ProgressColumn):
    """Units a second."""

    def render(self, task: Task) -> Text:
        """Return the rate, empty until it can be measured."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.1f}/s" if speed else "")


def is_watched(*, prints: bool = False) -> bool:
    """Return whether a bar on standard error would be seen, and would not be torn by results on the same terminal.

    Args:
        prints: Whether results go to standard output meanwhile.
    """
    return sys.stderr.isatty() and not (prints and sys.stdout.isatty())


@contextmanager
def progress_bar(unit: str, *, total: int | None = None, is_shown: bool) -> Iterator[ProgressBar]:
    """Show a bar until the end of the block.

    Args:
        unit: What is counted, such as `rows`, or `BYTES`.
        total: Their number, if known.
        is_shown: Without it, nothing is written.
    """
    count = "{task.completed:,.0f}" + ("" if total is None else "/{task.total:,.0f}") + f" {unit}"
    amounts = (DownloadColumn(), TransferSpeedColumn()) if unit == BYTES else (TextColumn(count), _Rate())
    # In a notebook, too, the bar is a line of text: what rich would show there needs ipywidgets.
    console = Console(stderr=True, force_terminal=True, force_jupyter=False)
    columns = (BarColumn(), TaskProgressColumn(), *amounts, TimeRemainingColumn(), TextColumn("{task.fields[note]}"))
    with Progress(*columns, console=console, redirect_stdout=False, disable=not is_shown) as progress:
        yield ProgressBar(progress, progress.add_task("", total=total, note=""))


def track(items: Iterable[T], unit: str, *, total: int | None = None, is_shown: bool) -> Iterator[T]:
    """Yield items, and show a bar that counts them.

    Args:
        items: What is worked through.
        unit: What they are called.
        total: Their number, if known.
        is_shown: Without it, nothing is written.

    Example:
        >>> list(track("ab", "letters", total=2, is_shown=False))
        ['a', 'b']
    """
    with progress_bar(unit, total=total, is_shown=is_shown) as bar:
        for item in items:
            yield item
            bar.advance(1)
