"""Reading and repairing of files with the settings of their folders."""

from __future__ import annotations

from pathlib import Path

from namefix import registry
from namefix.check.settings_file import SettingsFinder
from namefix.files import format_of
from namefix.files.disk import STANDARD, read_content, shown_path
from namefix.files.fixed_file import FixedFile, fix_content
from namefix.pipeline import NameFixer
from namefix.protocols import FileFormat


class FileFixer:
    """Repairer of files of all formats; a fixer is built for each set of settings on first use.

    Args:
        settings: Finds the settings of the folder of a file.
        file_type: The format of all files; None selects it by suffix.
        stdin_name: A file name for standard input that determines its format and folder; None means plain text.
    """

    def __init__(
        self, settings: SettingsFinder, *, file_type: str | None = None, stdin_name: Path | None = None
    ) -> None:
        self._settings, self._stdin_name = settings, stdin_name
        self._kind: FileFormat | None = registry.load("file format", file_type)() if file_type else None
        self._built: dict[str, NameFixer] = {}

    def fix(self, path: Path, *, source: Path | None = None, source_language: str | None = None) -> FixedFile:
        """Repair the reading text of a file.

        Args:
            path: The file; `STANDARD` is standard input.
            source: The file from which it was translated.
            source_language: The language code of the source.

        Raises:
            InputError: If one of the files cannot be read.
            MissingExtraError: If the parser of its format is not installed.
        """
        named = self._stdin_name if path == STANDARD and self._stdin_name else path
        original = self._kind_of(source).read(read_content(source), shown_path(source)).text if source else None
        fixer = self.fixer_of(named.parent)
        return fix_content(
            read_content(path),
            shown_path(named),
            self._kind_of(named),
            lambda text: fixer.fix(text, source=original, source_language=source_language),
        )

    def fixer_of(self, folder: Path) -> NameFixer:
        """Return the fixer for the files of a folder."""
        config = self._settings.of(folder).to_config()
        key = config.model_dump_json()
        if key not in self._built:
            self._built[key] = NameFixer.from_config(config)
        return self._built[key]

    def _kind_of(self, path: Path) -> FileFormat:
        return self._kind or format_of(path, self._settings.of(path.parent).file_types)
