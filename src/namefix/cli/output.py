"""Standard output in UTF-8, whatever the locale, files to write, and progress on standard error."""

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
"""Half the time of gzip's best, and a hundredth larger."""


def print_text(text: str) -> None:
    """Write to standard output.

    Raises:
        BrokenPipeError: If its reader has left.
        OutputError: If it cannot be written for another reason.
    """
    print_bytes(text.encode("utf-8", "surrogateescape"))


def print_bytes(content: bytes) -> None:
    """Write to standard output, as `print_text` does."""
    with output_errors("standard output"):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def forget_standard_output() -> None:
    """Send what is still to be flushed to nowhere, after a pipe broke."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def page_width() -> int:
    """Return how many characters fit a line of standard output: the terminal's, within reason; 100 in a file."""
    if not sys.stdout.isatty():
        return _PAGE_WIDTH
    return max(_LEAST_WIDTH, shutil.get_terminal_size((_PAGE_WIDTH, 24)).columns)


@contextmanager
def open_output(path: Path) -> Iterator[Callable[[str], object]]:
    """Return what writes text to a file, compressed where its name ends in `.gz`, or to standard output.

    The file appears only when all is written.
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
    """Refuse a file to write that has a wrong suffix, or is one of those that are read."""
    if suffixes and not path.name.endswith(suffixes):
        raise typer.BadParameter(f"must end in {', '.join(suffixes)}", param_hint=option)
    if path != STANDARD and path.exists() and any(source.exists() and path.samefile(source) for source in sources):
        raise typer.BadParameter("is a file that is read; name another", param_hint=option)


def progress(items: Iterable[T], unit: str, *, prints: bool) -> Iterable[T]:
    """Yield items and show how far the work is, where standard error is a terminal.

    Args:
        items: What is worked through.
        unit: What they are called.
        prints: Whether results go to standard output meanwhile, which must not be a terminal then.
    """
    if not sys.stderr.isatty() or (prints and sys.stdout.isatty()):
        return items
    from namefix.report.progress import track

    return track(items, unit)


@contextmanager
def progress_bar(unit: str, total: int | None = None) -> Iterator[Callable[..., object]]:
    """Return a function that counts what is done, as `ProgressBar.advance`; it shows a bar where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from namefix.report.progress import ProgressBar

    with ProgressBar(unit, total) as bar:
        yield bar.advance


@contextmanager
def ending_on_sigterm() -> Iterator[None]:
    """End on SIGTERM as on Ctrl-C, so that nothing is left behind."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _writer(file: IO[bytes] | gzip.GzipFile) -> Callable[[str], object]:
    return lambda text: file.write(text.encode("utf-8"))
