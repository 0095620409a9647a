"""The files of `data/languages`, one a language; read when they are first needed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from namefix.package_data import bundled_file


@cache
def language_file(code: str) -> Mapping[str, Any]:
    """Return what the file of a language says.

    Raises:
        TableError: If there is no such file.
    """
    return tomllib.loads(bundled_file(f"languages/{code}.toml").read_text(encoding="utf-8"))
