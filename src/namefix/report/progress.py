"""Progress bars on standard error, with a count, the rate and the time left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import length_hint
from time import monotonic
from types import TracebackType
from typing import Self, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.text import Text

T = TypeVar("T")

BYTES = "bytes"
"""A unit that is written as kB, MB or GB."""

_PAUSE = 0.1
"""Minimum seconds between two updates, because a million rows may be counted one by one."""


class ProgressBar:
    """A bar that is shown from `with` on; messages on standard error appear above it.

    Args:
        unit: What is counted, such as "rows", or `BYTES`.
        total: Their number, if known.
    """

    def __init__(self, unit: str, total: int | None = None) -> None:
        count = "{task.completed:,.0f}" + ("" if total is None else "/{task.total:,.0f}") + f" {unit}"
        amounts = (DownloadColumn(), TransferSpeedColumn()) if unit == BYTES else (TextColumn(count), _Rate())
        # In a notebook, too, the bar is a line of text: what rich would show there needs ipywidgets.
        console = Console(stderr=True, force_terminal=True, force_jupyter=False)
        note = TextColumn("{task.fields[note]}")
        columns = (BarColumn(), TaskProgressColumn(), *amounts, TimeRemainingColumn(), note)
        self._progress = Progress(*columns, console=console, redirect_stdout=False)
        self._task = self._progress.add_task("", total=total, note="")
        self._done, self._updated, self._note = 0, 0.0, ""

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._update()
        self._progress.stop()

    def advance(self, amount: int = 1, note: str = "") -> None:
        """Count finished units; a note replaces the previous one after the bar."""
        self._done, self._note = self._done + amount, note or self._note
        if monotonic() - self._updated > _PAUSE:
            self._update()

    def _update(self) -> None:
        self._progress.update(self._task, completed=self._done, note=self._note)
        self._updated = monotonic()


class _Rate(ProgressColumn):
    """The column with the rate."""

    def render(self, task: Task) -> Text:
        """Return the rate, empty until it can be measured."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.1f}/s" if speed else "")


def track(items: Iterable[T], unit: str, total: int | None = None) -> Iterator[T]:
    """Yield items, and show a bar that counts them; the total of a list need not be given."""
    with ProgressBar(unit, total or length_hint(items) or None) as bar:
        for item in items:
            yield item
            bar.advance()
