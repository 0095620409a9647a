"""Tables and reports that appear under their name only when they are whole, compressed where the name ends in .gz."""

from __future__ import annotations

import gzip
import signal
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO

import typer

from namefix.files.progress import is_watched, progress_bar
from namefix.files.streams import replace_file

_COMPRESSION = 6
"""Half the time of gzip's best, and a hundredth larger."""


def check_output(path: Path, suffixes: tuple[str, ...], sources: Collection[Path], option: str = "--output") -> None:
    """Refuse a file to write that has a wrong suffix, or is one of those that are read."""
    if not path.name.endswith(suffixes):
        raise typer.BadParameter(f"must end in {', '.join(suffixes)}", param_hint=option)
    if path.exists() and any(source.exists() and path.samefile(source) for source in sources):
        raise typer.BadParameter("is a file that is read; name another", param_hint=option)


@contextmanager
def open_table(path: Path) -> Iterator[Callable[[str], object]]:
    """Return what writes text to a file that appears only when all is written."""
    with replace_file(path) as file:
        if path.suffix == ".gz":
            with gzip.GzipFile("", "wb", _COMPRESSION, file, mtime=0) as packed:
                yield _writer(packed)
        else:
            yield _writer(file)


@contextmanager
def counting_rows() -> Iterator[Callable[[int], object]]:
    """Return what is told how many more rows were read, and shows it on a terminal."""
    with progress_bar("rows", is_shown=is_watched()) as bar:
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
