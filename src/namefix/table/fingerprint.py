"""The fingerprint of the code and data that determine a compiled table."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from namefix.package_data import bundled_file
from namefix.table.sections import Stamp

_PACKAGE = Path(__file__).parents[1]
_RULES = ("table", "names", "datatypes.py")
"""The code that derives the forms, folded names and index, and the data beside it."""

_DATA = ("languages", "lexicon")
"""The bundled data that this code reads."""

_READ = {".json", ".py", ".toml", ".tsv"}

_PACKAGES = ("Unidecode", "wordfreq")
"""Packages whose data determine folding and the common words."""


@cache
def stamp(language: str, release: str | None = None) -> Stamp:
    """Return the version and the fingerprint of this installation, for tables of a language.

    Args:
        language: The code of the language.
        release: The version, if namefix is not installed yet.
    """
    digest = blake2b(language.encode(), digest_size=16)
    for place in (*(_PACKAGE / name for name in _RULES), *map(bundled_file, _DATA)):
        for path in sorted(place.rglob("*.*")) if place.is_dir() else [place]:
            if path.suffix in _READ:
                digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    others = [f"{name} {version(name)}" for name in _PACKAGES]
    digest.update("\n".join([*others, unicodedata.unidata_version, sys.implementation.name]).encode())
    return Stamp(release or version("namefix"), digest.hexdigest())
