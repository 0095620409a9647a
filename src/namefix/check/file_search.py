"""Search for the files of a command: named files and, in folders, files of known formats that no rule excludes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pathspec import GitIgnoreSpec

from namefix.check.settings_file import SettingsFinder
from namefix.errors import InputError
from namefix.files import PLAIN, known_suffixes
from namefix.files.decoding import LOOKED_AT, is_binary
from namefix.files.disk import STANDARD

_IGNORE_FILE = ".gitignore"


class FoundFile(NamedTuple):
    """A file to read; `is_named` is true if the user named it, not only a folder above it."""

    path: Path
    is_named: bool


class FileFinder:
    """Search for files; rules of `.gitignore` apply as in Git, also outside of a repository.

    Args:
        settings: Finds `include`, `exclude` and `file_types` for each folder.
        honours_ignores: Whether `.gitignore` files are read.
        forces_excludes: Whether rules also exclude named files, as needed by hooks that name all changed files.
    """

    def __init__(
        self, settings: SettingsFinder, *, honours_ignores: bool = True, forces_excludes: bool = False
    ) -> None:
        self._settings, self._forces = settings, forces_excludes
        self._honours_ignores = honours_ignores
        self._rules: dict[Path, GitIgnoreSpec | None] = {}
        self._suffixes = known_suffixes()

    def files(self, paths: Iterable[Path]) -> Iterator[FoundFile | InputError]:
        """Yield the files without repetitions, those of a folder sorted, and errors for unreadable paths."""
        seen: set[Path] = set()
        for path in paths:
            for found in self._below(path):
                if isinstance(found, InputError) or found.path not in seen:
                    yield found
                if isinstance(found, FoundFile):
                    seen.add(found.path)

    def _below(self, path: Path) -> Iterator[FoundFile | InputError]:
        if path == STANDARD:
            yield FoundFile(path, is_named=True)
        elif path.is_dir():
            root = _repository(path.absolute()) or path.absolute()
            yield from self._walk(path, root)
        elif not path.exists():
            yield InputError(path, None, "cannot be read: no such file or folder")
        elif not (self._forces and self._is_excluded_by_any(path.absolute())):
            yield FoundFile(path, is_named=True)

    def _walk(self, folder: Path, root: Path) -> Iterator[FoundFile | InputError]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield InputError(folder, None, f"cannot be read: {error.strerror or error}")
            return
        for entry in entries:
            path = folder / entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name.startswith(".") or entry.is_symlink() or self._is_excluded(path.absolute(), root, is_folder):
                continue
            if is_folder:
                yield from self._walk(path, root)
            elif entry.is_file(follow_symlinks=False) and self._is_to_be_read(path.absolute()):
                yield FoundFile(path, is_named=False)

    def _is_to_be_read(self, path: Path) -> bool:
        settings = self._settings.of(path.parent)
        known = self._suffixes | dict(settings.file_types)
        kind = known.get(path.suffix.lower())
        is_wanted = _matches(settings.include, path, settings.folder) if settings.include else kind is not None
        return is_wanted and not (kind in (None, PLAIN) and _is_binary(path))

    def _is_excluded_by_any(self, path: Path) -> bool:
        """Return whether a rule excludes a file or a folder above it."""
        root = _repository(path.parent) or path.parent
        above = [folder for folder in path.parents if folder != root and folder.is_relative_to(root)]
        return self._is_excluded(path, root, False) or any(self._is_excluded(folder, root, True) for folder in above)

    def _is_excluded(self, path: Path, root: Path, is_folder: bool) -> bool:
        settings = self._settings.of(path.parent)
        if _matches(settings.exclude, path, settings.folder, is_folder=is_folder):
            return True
        return self._honours_ignores and self._is_ignored(path, root, is_folder)

    def _is_ignored(self, path: Path, root: Path, is_folder: bool) -> bool:
        """Return whether `.gitignore` files ignore a path; the nearest matching one decides."""
        for folder in path.parents:
            rules = self._rules_of(folder)
            if rules is not None:
                verdict = rules.check_file(_relative(path, folder, is_folder)).include
                if verdict is not None:
                    return verdict
            if folder == root:
                break
        return False

    def _rules_of(self, folder: Path) -> GitIgnoreSpec | None:
        if folder not in self._rules:
            file = folder / _IGNORE_FILE
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else None
            self._rules[folder] = GitIgnoreSpec.from_lines(lines) if lines else None
        return self._rules[folder]


def _is_binary(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return is_binary(file.read(LOOKED_AT))
    except OSError:
        return False  # whoever reads it reports that


def _repository(folder: Path) -> Path | None:
    """Return the root of the Git repository that contains a folder, or None."""
    return next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), None)


def _matches(patterns: tuple[str, ...], path: Path, folder: Path, *, is_folder: bool = False) -> bool:
    if not patterns or not path.is_relative_to(folder):
        return False
    return _spec_of(patterns).match_file(_relative(path, folder, is_folder))


@lru_cache
def _spec_of(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(patterns)


def _relative(path: Path, folder: Path, is_folder: bool) -> str:
    return path.relative_to(folder).as_posix() + ("/" if is_folder else "")
