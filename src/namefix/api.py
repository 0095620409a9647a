"""The functions `fix` and `load`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Unpack

from pydantic import ValidationError
from rapidfuzz import process

from namefix.config import Config, Policy, Settings, plain_problem
from namefix.errors import ConfigError
from namefix.pipeline import NameFixer
from namefix.results import CorrectedText


def fix(text: str, *, source: str | None = None, source_language: str | None = None) -> CorrectedText:
    """Repair the names of a text with the bundled table; the fixer is built on the first call and cached.

    Args:
        text: The translation.
        source: The source of the translation, whose names are evidence.
        source_language: The ISO 639-1 code of the source; by default, its script decides.

    Raises:
        ConfigError: If the language is unknown.
        InputError: If the text or its source is not a string.

    Example:
        >>> fix("French President Makron met British Prime Minister Kiel Stamer.").text
        'French President Macron met British Prime Minister Keir Starmer.'
    """
    return _default_fixer().fix(text, source=source, source_language=source_language)


@lru_cache(maxsize=1)
def _default_fixer() -> NameFixer:
    return load()


def load(*tables: str | Path, **settings: Unpack[Settings]) -> NameFixer:
    """Return a fixer with your tables and the bundled one.

    Args:
        tables: CSV or JSON Lines files, plain or `.gz`.
        settings: Fields of `Config`: `bundled=False` uses only your tables, `style="canonical"` sets the house style,
            `precision=0.98` makes only repairs of which 98 in 100 are expected to be correct.

    Raises:
        ConfigError: If a setting is unknown or out of range.
        TableError: If a table cannot be used; the message lists all problems.
        ModelNotFoundError: If the spaCy pipeline is not installed.

    Example:
        >>> load(style="canonical").fix("The mayor of Kiev spoke.").text
        'The mayor of Kyiv spoke.'
    """
    if "tables" in settings:
        raise ConfigError("tables are no setting of load; name them first, as in load('names.csv', bundled=False)")
    for table in tables:
        if not isinstance(table, str | Path):
            raise ConfigError(f"a table must be the path of a file, got {table!r:.60} ({type(table).__name__})")
    return NameFixer.from_config(checked_config(tables=tuple(map(Path, tables)), **settings))


def checked_config(**settings: Any) -> Config:
    """Return the validated configuration for settings.

    Raises:
        ConfigError: If settings are unknown or out of range; the message lists all of them, with the nearest known ones.

    Example:
        >>> checked_config(precision=0.98).precision
        0.98
    """
    try:
        return Config(**settings)
    except ValidationError as error:
        problems = "; ".join(_problem(item["type"], item["loc"], item["msg"]) for item in error.errors())
        raise ConfigError(f"wrong settings: {problems}") from error


def _problem(kind: str, place: tuple[int | str, ...], message: str) -> str:
    message = plain_problem(message)
    if kind == "extra_forbidden":
        settings = Policy.model_fields if place[0] == "policy" else Config.model_fields
        nearest, *_ = process.extractOne(str(place[-1]), [*settings])
        message = f"there is no such setting; the nearest is {nearest!r}"
    return f"{'.'.join(map(str, place))}: {message}" if place else message
