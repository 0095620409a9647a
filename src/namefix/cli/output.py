"""Standard output in UTF-8, files to write, and progress on standard error."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO, TypeVar

import typer

from namefix.files.disk import STANDARD, output_errors, replace_file

T = TypeVar("T")

_PAGE_WIDTH, _LEAST_WIDTH = 100, 40

_COMPRESSION = 6
"""Compression level of gzip; it takes half the time of the best one and is 1 % larger."""


def print_text(text: str) -> None:
    """Write to standard output.

    Raises:
        BrokenPipeError: If the pipe is broken.
        OutputError: If it cannot be written for another reason.
    """
    print_bytes(text.encode("utf-8", "surrogateescape"))


def print_bytes(content: bytes) -> None:
    """Write to standard output, as `print_text` does."""
    with output_errors("standard output"):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def forget_standard_output() -> None:
    """Discard unflushed output after a broken pipe."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def page_width() -> int:
    """Return the width of standard output in characters: that of the terminal, within limits, or 100 for a file."""
    if not sys.stdout.isatty():
        return _PAGE_WIDTH
    return max(_LEAST_WIDTH, shutil.get_terminal_size((_PAGE_WIDTH, 24)).columns)


@contextmanager
def open_output(path: Path) -> Iterator[Callable[[str], object]]:
    """Return a function that writes text to a file, compressed if its name ends in `.gz`, or to standard output.

    The file appears only when it is complete.
    """
    if path == STANDARD:
        yield print_text
        return
    with replace_file(path) as file:
        if path.suffix != ".gz":
            yield _writer(file)
            return
        with gzip.GzipFile("", "wb", _COMPRESSION, file, mtime=0) as packed:
            yield _writer(packed)


def check_output(
    path: Path, sources: Collection[Path], suffixes: tuple[str, ...] = (), option: str = "--output"
) -> None:
    """Refuse an output file with a wrong suffix, or one of the input files."""
    if suffixes and not path.name.endswith(suffixes):
        raise typer.BadParameter(f"must end in {', '.join(suffixes)}", param_hint=option)
    if path != STANDARD and path.exists() and any(source.exists() and path.samefile(source) for source in sources):
        raise typer.BadParameter("is a file that is read; name another", param_hint=option)


def progress(
    items: Iterable[T], unit: str, *, prints: bool, count: Callable[[], int | None] = lambda: None
) -> Iterable[T]:
    """Yield items and show the progress if standard error is a terminal.

    Args:
        items: The items.
        unit: Their name.
        prints: Whether results are printed meanwhile, so that standard output must not be a terminal.
        count: Called for the number of items if the progress is shown; None means unknown.
    """
    if not sys.stderr.isatty() or (prints and sys.stdout.isatty()):
        return items
    from namefix.report.progress import track

    return track(items, unit, count())


@contextmanager
def progress_bar(unit: str, total: int | None = None) -> Iterator[Callable[..., object]]:
    """Return a function that counts finished units, like `ProgressBar.advance`, with a bar if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from namefix.report.progress import ProgressBar

    with ProgressBar(unit, total) as bar:
        yield bar.advance


@contextmanager
def ending_on_sigterm() -> Iterator[None]:
    """End on SIGTERM as on Ctrl-C, so that no partial files remain."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _writer(file: IO[bytes] | gzip.GzipFile) -> Callable[[str], object]:
    return lambda text: file.write(text.encode("utf-8"))
