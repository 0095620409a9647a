"""The settings file `namefix.toml` for a folder and all folders below it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self

from pathspec import GitIgnoreSpec
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from namefix.config import Bundled, Config, RejectedNames, SettledName, check_settled, plain_problem
from namefix.errors import ConfigError
from namefix.registry import FILE_FORMATS

NAME = "namefix.toml"
_NO_PIPELINE = "none"
_NO_STYLE_FILE = ("keep", "canonical")


class Settings(BaseModel):
    """The keys of the file. Paths and patterns are relative to `folder`, which contains the file.

    Example:
        >>> Settings(folder=Path("desk"), tables=["names.csv"]).to_config().tables[0].as_posix()
        'desk/names.csv'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Annotated[Path, Field(exclude=True)]
    tables: tuple[Path, ...] = ()
    """Table files in addition to the bundled one."""
    bundled: Bundled = True
    """Use the bundled table and all installed packs, or those named."""
    style: str = "keep"
    """House style: "keep", "canonical" or the path of a style file."""
    pipeline: str | None = None
    """An installed spaCy pipeline, or "none"; None means the default one."""
    precision: Annotated[float, Field(ge=0.5, lt=1)] | None = None
    """Expected share of correct changes."""
    calibrator: Path | None = None
    """Parameter file to use instead of the bundled one."""
    source_calibrator: Path | None = None
    """Parameter file for texts with a source."""
    accepted: tuple[SettledName, ...] = ()
    """Names that are never changed."""
    rejected: RejectedNames = {}
    """Wrong name → correct name, which always replaces it."""
    include: tuple[str, ...] = ()
    """Patterns of the files of a folder that are read, instead of the known suffixes."""
    exclude: tuple[str, ...] = ()
    """Patterns of files and folders that are not read."""
    time_limit: Annotated[float, Field(gt=0)] = 300
    """Maximum seconds for a file; a file that takes longer is reported and left alone. `inf` means no limit."""
    file_types: Mapping[str, str] = {}
    """Suffix → name of a file format, in addition to the known ones."""

    @field_validator("file_types")
    @classmethod
    def _known_formats(cls, types: Mapping[str, str]) -> Mapping[str, str]:
        for suffix, name in types.items():
            if not suffix.startswith("."):
                raise ValueError(f"a suffix begins with a dot, got {suffix!r}")
            if name not in FILE_FORMATS:
                raise ValueError(f"unknown file format {name!r}; known are {', '.join(sorted(FILE_FORMATS))}")
        return {suffix.lower(): name for suffix, name in types.items()}

    @field_validator("include", "exclude")
    @classmethod
    def _valid_patterns(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        GitIgnoreSpec.from_lines(patterns)
        return patterns

    @model_validator(mode="after")
    def _has_names(self) -> Self:
        if not self.tables and not self.bundled:
            raise ValueError("without the bundled table, name a table (tables, --table), or there are no names")
        check_settled(self.accepted, self.rejected)
        return self

    def to_config(self) -> Config:
        """Return the configuration of a fixer."""
        settings: dict[str, Any] = {"bundled": self.bundled, "accepted": self.accepted, "rejected": self.rejected}
        settings["tables"] = tuple(self.folder / table for table in self.tables)
        settings["style"] = self.style if self.style in _NO_STYLE_FILE else self.folder / self.style
        if self.pipeline is not None:
            settings["pipeline"] = None if self.pipeline == _NO_PIPELINE else self.pipeline
        if self.precision is not None:
            settings["precision"] = self.precision
        for key, path in (("calibrator", self.calibrator), ("source_calibrator", self.source_calibrator)):
            settings[key] = self.folder / path if path is not None else None
        try:
            return Config(**settings)
        except ValidationError as error:
            raise ConfigError(f"{self.folder / NAME}: {_problems(error)}") from error


class SettingsFinder:
    """Lookup of the settings of a folder: those of the nearest file upwards, with keys overridden by the command line.

    Args:
        file: The file for all folders; None means the nearest one upwards.
        overrides: Keys with their values.
    """

    def __init__(self, file: Path | None, overrides: Mapping[str, Any]) -> None:
        self._file, self._overrides = file, overrides
        self._found: dict[Path, Settings] = {}
        self._read: dict[Path | None, Settings] = {}

    def of(self, folder: Path) -> Settings:
        """Return the settings of a folder.

        Raises:
            ConfigError: If the file is not valid; the message names file and key.
        """
        folder = folder.absolute()
        if folder not in self._found:
            file = self.file_of(folder)
            if file not in self._read:
                self._read[file] = _read(file, self._overrides)
            self._found[folder] = self._read[file]
        return self._found[folder]

    def file_of(self, folder: Path) -> Path | None:
        """Return the settings file of a folder, None if there is none."""
        folder = folder.absolute()
        return self._file or next(
            (parent / NAME for parent in (folder, *folder.parents) if (parent / NAME).is_file()), None
        )


def check_settings(content: str, file: Path) -> None:
    """Check the content of a file.

    Raises:
        ConfigError: If it is not valid; the message names file and key.
    """
    _settings_of(content, file, {})


def _read(file: Path | None, overrides: Mapping[str, Any]) -> Settings:
    """Return the settings of a file, or the defaults."""
    try:
        content = file.read_text(encoding="utf-8") if file else ""
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not valid TOML in UTF-8: {error}") from error
    return _settings_of(content, file, overrides)


def _settings_of(content: str, file: Path | None, overrides: Mapping[str, Any]) -> Settings:
    try:
        keys = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: not valid TOML in UTF-8: {error}") from error
    folder = file.absolute().parent if file else Path.cwd()
    if "folder" in keys:
        raise ConfigError(f"{file}: unknown key 'folder'; {_allowed()}")
    settings = _checked({**keys, "folder": folder}, str(file))
    return _checked({**settings.model_dump(), **overrides, "folder": folder}, "options") if overrides else settings


def _checked(keys: Mapping[str, Any], origin: str) -> Settings:
    try:
        return Settings(**keys)
    except ValidationError as error:
        raise ConfigError(f"{origin}: {_problems(error)}") from error


def _problems(error: ValidationError) -> str:
    return "; ".join(
        f"unknown key {'.'.join(map(str, item['loc']))!r}; {_allowed()}"
        if item["type"] == "extra_forbidden"
        else f"{'.'.join(map(str, item['loc'])) or NAME}: {plain_problem(item['msg'])}, got {item['input']!r:.60}"
        if item["loc"]
        else plain_problem(item["msg"])
        for item in error.errors()
    )


def _allowed() -> str:
    return f"allowed are {', '.join(name for name in Settings.model_fields if name != 'folder')}"
