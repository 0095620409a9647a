"""The location of the bundled data."""

from __future__ import annotations

from pathlib import Path

from namefix.errors import TableError

_PLACES = (Path(__file__).parent / "data", Path(__file__).parents[2] / "data")
"""The data folder of an installed package and of a checkout."""


def bundled_file(name: str) -> Path:
    """Return the path of a bundled file or folder, such as `aliases`.

    Raises:
        TableError: If it is missing.
    """
    if path := find_bundled(name):
        return path
    raise TableError(f"bundled data {name!r} is missing from {_PLACES[0]}; reinstall namefix")


def find_bundled(name: str) -> Path | None:
    """Return the path of a bundled file or directory, or None if it is missing."""
    return next((place / name for place in _PLACES if (place / name).exists()), None)
