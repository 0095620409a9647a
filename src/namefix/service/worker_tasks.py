"""Tasks of the worker processes beside repairing texts; they need nothing of the process that handles connections."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from namefix.config import Config
from namefix.pipeline import NameFixer
from namefix.table import load_table
from namefix.table.bulk_loading import without_garbage_collection
from namefix.table.compiled import map_parts
from namefix.table.name_table import NameTable

T = TypeVar("T")

_FIRST_TEXT = "President Makron met the mayor of Paris."


def nothing() -> None:
    """Return what a process needs that only reads tables."""


def map_tables(config: Config, folder: Path, _: None) -> NameTable:
    """Return the tables, mapped from files that nobody else changes."""
    with without_garbage_collection():
        return map_parts(load_table(config.tables, bundled=config.bundled), folder)


def build_fixer(table: NameTable, config: Config) -> NameFixer:
    """Return a fixer that has loaded everything, so that the first text is not slower than others."""
    fixer = NameFixer(table, config)
    fixer.fix(_FIRST_TEXT)
    return fixer


def timed(job: Callable[[NameFixer], T], fixer: NameFixer) -> tuple[T, float]:
    """Return the result of a job and its duration in seconds."""
    start = time.monotonic()
    return job(fixer), time.monotonic() - start
