"""The bundled table as a compiled file: part of the wheel, or else compiled at the first use."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile

from platformdirs import user_cache_path

from namefix.errors import TableFormatError
from namefix.names.target_language import TargetLanguage, english
from namefix.package_data import find_bundled
from namefix.table.bundled import bundled_entities, bundled_tables
from namefix.table.compiled import write_part
from namefix.table.fingerprint import stamp
from namefix.table.part import TablePart
from namefix.table.sections import SUFFIX, Stamp

_MOST_KEPT = 8
"""Maximum number of files in the cache, which has one for each version of code and data that was used."""

_log = logging.getLogger(__name__)


def bundled_part(language: TargetLanguage | None = None) -> TablePart:
    """Return the bundled table, mapped from a compiled file that fits code and data of this installation.

    The file is that of the wheel or, in a checkout or with other versions of Python and its packages, one in the cache
    folder of the user, which is written at the first use. If it cannot be written, the table is built in memory.
    """
    language = language or english()
    name = _file_name(stamp(language.code))
    cached = cache_folder() / name
    for path in (find_bundled(f"compiled/{name}"), cached):
        if path and path.exists():
            try:
                return TablePart.mapped(path, language, is_trusted=True)
            except TableFormatError as error:
                _log.warning("compiled bundled table not used: %s", error)
    part = TablePart.of(bundled_entities(), language)
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        write_file(part, cached, stamp(language.code))
        mapped = TablePart.mapped(cached, language, is_trusted=True)
    except (OSError, TableFormatError) as error:
        _log.warning("bundled table built in memory, as at every start until its cache can be written: %s", error)
        return part
    _log.info("bundled table compiled into %s; the next start is faster", cached)
    clear_out(cached.parent)
    return mapped


def compile_bundled(folder: Path, release: str) -> Path:
    """Write the compiled bundled table for a wheel of a release into a folder, and return its path."""
    ours = stamp("en", release)
    path = folder / _file_name(ours)
    write_file(TablePart.of(bundled_entities()), path, ours)
    return path


def _file_name(stamp: Stamp) -> str:
    """Return the name of the compiled table, which contains a digest of all on which its content depends."""
    digest = blake2b("\n".join([*stamp, sys.byteorder]).encode(), digest_size=16)
    for path in bundled_tables():
        digest.update(path.read_bytes())
    return f"bundled-{digest.hexdigest()}{SUFFIX}"


def cache_folder() -> Path:
    """Return the folder of the user for compiled tables."""
    return user_cache_path("namefix", appauthor=False) / "tables"


def write_file(part: TablePart, path: Path, stamp: Stamp) -> None:
    """Write a file under a temporary name and rename it, so that no process reads it half-written."""
    with NamedTemporaryFile(dir=path.parent, prefix=path.stem, delete=False) as file:
        try:
            write_part(part, file.file, stamp)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink()
            raise
    Path(file.name).replace(path)


def clear_out(folder: Path) -> None:
    """Remove the oldest files of the cache; processes that have mapped them keep them."""
    with suppress(OSError):  # another process clears out too, or Windows keeps a mapped file
        for path in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)[:-_MOST_KEPT]:
            path.unlink()
