"""What `namefix check` does with each file: tell what is found, repair it in place, or explain one name."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import typer

from namefix.check.check_output import Output
from namefix.check.findings import CheckedFile, check_content
from namefix.check.house_names import HouseFixer
from namefix.check.settings_file import Settings, SettingsFinder
from namefix.check.walk import Found
from namefix.errors import InputError, MissingExtraError, NamefixError, OutputError
from namefix.files import format_of
from namefix.files.decoding import is_binary
from namefix.files.disk import STANDARD, replace_file, shown_path
from namefix.files.plain_text import PlainText
from namefix.files.streams import print_bytes, print_text
from namefix.report.grid import visible


class Fixers:
    """Builds a fixer for each set of settings, when the first file needs it."""

    def __init__(self) -> None:
        self._built: dict[str, HouseFixer] = {}

    def of(self, settings: Settings) -> HouseFixer:
        """Return the fixer of these settings."""
        key = f"{settings.folder} {settings.model_dump_json()}"
        if key not in self._built:
            self._built[key] = HouseFixer(settings)
        return self._built[key]


@dataclass
class Checking:
    """One run of the command over its files.

    Args:
        settings: Says how each file is read and repaired.
        output: Who is told.
        writes: Whether files are repaired.
        reviews: Whether uncertain names are told too.
        stdin_name: What standard input is called.
    """

    settings: SettingsFinder
    output: Output
    writes: bool = False
    reviews: bool = False
    stdin_name: Path | None = None
    fixers: Fixers = field(default_factory=Fixers)
    _missing: set[str] = field(default_factory=set)

    def run(self, files: Iterable[Found | InputError]) -> int:
        """Handle every file and return the exit code; one that fails is reported, and the others have their turn."""
        exit_code = 0
        for found in files:
            try:
                if isinstance(found, InputError):
                    raise found
                checked = self.check(found)
                if checked:
                    exit_code = max(exit_code, self._finish(checked, found.path))
            except (InputError, OutputError) as error:
                exit_code = _report(error)
            except MissingExtraError as error:
                exit_code = error.exit_code
                if error.extra not in self._missing:
                    _report(error)
                self._missing.add(error.extra)
        self.output.close()
        return exit_code

    def check(self, found: Found) -> CheckedFile | None:
        """Return what is found in a file; None for one that a folder brings and that is no text.

        Raises:
            InputError: If it cannot be read.
        """
        path = self.stdin_name or found.path if found.path == STANDARD else found.path
        shown = str(self.stdin_name) if found.path == STANDARD and self.stdin_name else shown_path(found.path)
        settings = self.settings.of(path.parent)
        kind = format_of(path, settings.file_types)
        content = _read(found.path)
        if not found.is_named and isinstance(kind, PlainText) and is_binary(content):
            return None
        checked = check_content(content, shown, kind, self.fixers.of(settings))
        if found.is_named and content.strip() and not checked.readable.text.strip():
            typer.echo(f"namefix: {shown}: warning: there is no text in it that namefix reads", err=True)
        return checked

    def _finish(self, checked: CheckedFile, path: Path) -> int:
        """Tell what was found, and repair it; return 1 if there is something left to change."""
        is_output = self.writes and path == STANDARD
        if not is_output:
            self.output.tell(checked.findings if self.reviews else checked.changes)
        if not self.writes:
            return int(bool(checked.changes))
        content, left_out = checked.repaired()
        if is_output:
            print_bytes(content)
        elif len(left_out) < len(checked.changes):
            with replace_file(path) as file:
                file.write(content)
        for finding in left_out:
            place = f"{checked.path}:{finding.place.line}:{finding.place.column}"
            problem = f"{finding.edit.before} → {finding.edit.after} has no place in the markup; do it by hand"
            typer.echo(f"namefix: {place}: {problem}", err=True)
        if checked.changes:
            typer.echo(f"{checked.path}: {len(checked.changes) - len(left_out)} changed", err=True)
        return int(bool(left_out))


def explain(name: str, checking: Checking, files: Iterable[Found | InputError]) -> int:
    """Print what was decided on a name at each of its places, and why."""
    exit_code = 0
    for found in files:
        try:
            if isinstance(found, InputError):
                raise found
            checked = checking.check(found)
            if checked is None:
                continue
            for place, reason in checked.reasons_on(name):
                print_text(f"{visible(checked.path)}:{place.line}:{place.column}: {visible(reason)}\n")
        except (InputError, OutputError, MissingExtraError) as error:
            exit_code = _report(error)
    return exit_code


def _read(path: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == STANDARD else path.read_bytes()
    except OSError as error:
        raise InputError(shown_path(path), None, f"cannot be read: {error.strerror or error}") from error


def _report(error: NamefixError) -> int:
    typer.echo(f"namefix: {error}", err=True)
    return error.exit_code
