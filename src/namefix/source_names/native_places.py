"""English names of places by their native names, by `data/build_native_places.py`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from namefix.package_data import bundled_file


@cache
def place_names(language_code: str) -> Mapping[str, str]:
    """Return the English names of places by their folded native names without designators.

    Example:
        >>> place_names("ko")["강릉"]
        'Gangneung'
    """
    lines = bundled_file(f"lexicon/places/{language_code}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {native: name for native, name, _ in rows}
