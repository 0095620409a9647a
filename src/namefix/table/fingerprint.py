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
_RULES = ("table", "candidates", "names", "datatypes.py")
"""The code that derives the forms, folded names and index."""

_PACKAGES = ("Unidecode", "wordfreq")
"""Packages whose data determine folding and the common words."""


@cache
def stamp(language: str) -> Stamp:
    """Return the version and the fingerprint of this installation, for tables of a language."""
    digest = blake2b(digest_size=16)
    for name in _RULES:
        place = _PACKAGE / name
        for path in sorted(place.glob("*.py")) if place.is_dir() else [place]:
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    languages = sorted(bundled_file("languages").glob("*.toml"))
    for path in (*languages, bundled_file(f"lexicon/{language}/person_words.tsv")):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    others = [f"{name} {version(name)}" for name in _PACKAGES]
    digest.update("\n".join([*others, unicodedata.unidata_version, sys.implementation.name]).encode())
    return Stamp(version("namefix"), digest.hexdigest())
