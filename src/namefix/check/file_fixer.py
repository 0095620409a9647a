"""Reading and repairing of files with the settings of their folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from namefix import registry
from namefix.check.settings_file import SettingsFinder
from namefix.check.time_limit import limit_time
from namefix.errors import InputError
from namefix.files import format_of
from namefix.files.disk import STANDARD, read_content, shown_path
from namefix.files.fixed_file import FixedFile, fix_content
from namefix.pipeline import NameFixer
from namefix.protocols import FileFormat

R = TypeVar("R")


class FileFixer:
    """Repairer of files of all formats; a fixer is built for each set of settings on first use.

    Args:
        settings: Finds the settings of the folder of a file.
        file_type: The format of all files; None selects it by suffix.
        stdin_name: A file name for standard input that determines its format and folder; None means plain text.
        time_limit: Maximum seconds for a file; None means that of its settings.
    """

    def __init__(
        self,
        settings: SettingsFinder,
        *,
        file_type: str | None = None,
        stdin_name: Path | None = None,
        time_limit: float | None = None,
    ) -> None:
        self._settings, self._stdin_name, self._time_limit = settings, stdin_name, time_limit
        self._kind: FileFormat | None = registry.load("file format", file_type)() if file_type else None
        self._built: dict[str, NameFixer] = {}

    def fix(self, path: Path, *, source: Path | None = None, source_language: str | None = None) -> FixedFile:
        """Repair the reading text of a file.

        Args:
            path: The file; `STANDARD` is standard input.
            source: The file from which it was translated.
            source_language: The language code of the source.

        Raises:
            InputError: If one of the files cannot be read, or it takes longer than the time limit.
            MissingExtraError: If the parser of its format is not installed.
        """
        named = self._named(path)
        content = read_content(path)
        from_source = read_content(source) if source else b""
        fixer = self.fixer_of(named.parent)

        def work() -> FixedFile:
            original = self._kind_of(source).read(from_source, shown_path(source)).text if source else None
            return fix_content(
                content,
                shown_path(named),
                self._kind_of(named),
                lambda text: fixer.fix(text, source=original, source_language=source_language),
            )

        return self.within_limit(work, path)

    def within_limit(self, work: Callable[[], R], path: Path) -> R:
        """Return the result of work on a file.

        Raises:
            InputError: If it takes longer than the time limit.
        """
        named = self._named(path)
        try:
            return limit_time(work, self._time_limit or self._settings.of(named.parent).time_limit)
        except TimeoutError as error:
            self._built.clear()  # its caches may be incomplete
            problem = f"{error}; raise the limit (--time-limit, or time_limit in namefix.toml), or exclude the file"
            raise InputError(shown_path(named), None, problem) from error

    def _named(self, path: Path) -> Path:
        return self._stdin_name if path == STANDARD and self._stdin_name else path

    def text_of(self, path: Path) -> str:
        """Return the reading text of a file.

        Raises:
            InputError: If it cannot be read, or it takes longer than the time limit.
        """
        content = read_content(path)
        return self.within_limit(lambda: self._kind_of(path).read(content, shown_path(path)).text, path)

    def fixer_of(self, folder: Path) -> NameFixer:
        """Return the fixer for the files of a folder."""
        config = self._settings.of(folder).to_config()
        key = config.model_dump_json()
        if key not in self._built:
            self._built[key] = NameFixer.from_config(config)
        return self._built[key]

    def _kind_of(self, path: Path) -> FileFormat:
        return self._kind or format_of(path, self._settings.of(path.parent).file_types)
