"""The data that comes with namefix; the only place that knows where it lies."""

from __future__ import annotations

from pathlib import Path

from namefix.errors import TableError

_PLACES = (Path(__file__).parent / "data", Path(__file__).parents[2] / "data")
"""In an installed package, in a checkout."""


def bundled_file(name: str) -> Path:
    """Return a bundled file or folder, such as `aliases`.

    Raises:
        TableError: If the installation has lost it.
    """
    for place in _PLACES:
        if (place / name).exists():
            return place / name
    raise TableError(f"bundled data {name!r} is missing from {_PLACES[0]}; install namefix again")
