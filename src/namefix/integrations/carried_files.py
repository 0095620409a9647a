"""Tables and other files of the settings, stored with a spaCy pipeline so that it does not need the originals."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import srsly

from namefix.config import Config
from namefix.decide.calibrator import Calibrator
from namefix.errors import TableFormatError
from namefix.pipeline import NameFixer

_log = logging.getLogger(__name__)

_CONTENTS = "contents.json"
"""File in a folder that maps its files to settings."""

_SETTINGS = ("tables", "style", "calibrator", "source_calibrator")


class CarriedFile(NamedTuple):
    """A file of a setting with its content."""

    setting: str
    path: str
    content: bytes


def files_of(config: Config, saved: Sequence[CarriedFile]) -> list[CarriedFile]:
    """Return the files of a configuration: the stored ones, unless it now has others.

    Raises:
        TableFormatError: If a file cannot be read.
    """
    files: list[CarriedFile] = []
    for setting in _SETTINGS:
        paths = _paths(config, setting)
        kept = [file for file in saved if file.setting == setting]
        if kept and paths in ([], [file.path for file in kept]):
            files += kept
        else:
            files += [CarriedFile(setting, path, _read(path)) for path in paths]
    return files


def build_fixer(config: Config, saved: Sequence[CarriedFile]) -> NameFixer:
    """Return the fixer of a configuration, with stored files instead of the originals.

    Raises:
        TableError: If a table cannot be used.
    """
    if not saved:
        return NameFixer.from_config(config)
    with TemporaryDirectory(prefix="namefix-") as folder:
        places: dict[str, list[Path]] = {}
        for number, file in enumerate(files_of(config, saved), start=1):
            place = Path(folder, str(number), Path(file.path).name)
            place.parent.mkdir()
            place.write_bytes(file.content)
            places.setdefault(file.setting, []).append(place)
        tables = tuple(places.pop("tables", ()))
        others = {setting: place for setting, (place,) in places.items()}
        source_calibrator = Calibrator.read(others["source_calibrator"]) if "source_calibrator" in others else None
        config = config.model_copy(update={"tables": tables, **others})
        return NameFixer.from_config(config, source_calibrator=source_calibrator)


def pack(files: Iterable[CarriedFile]) -> bytes:
    """Return files as one string of bytes.

    Example:
        >>> unpack(pack([CarriedFile("tables", "names.csv", b"id,kind,name")]))
        [CarriedFile(setting='tables', path='names.csv', content=b'id,kind,name')]
    """
    return bytes(srsly.msgpack_dumps(_with_version([file._asdict() for file in files])))


def unpack(data: bytes) -> list[CarriedFile]:
    """Return the files of `pack`."""
    return [CarriedFile(**entry) for entry in _entries(srsly.msgpack_loads(data))]


def write_folder(folder: Path, files: Iterable[CarriedFile]) -> None:
    """Write files into a folder; tables remain readable tables."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for number, file in enumerate(files, start=1):
        name = f"{number}-{Path(file.path).name}"
        (folder / name).write_bytes(file.content)
        entries.append({"setting": file.setting, "path": file.path, "file": name})
    srsly.write_json(folder / _CONTENTS, _with_version(entries))


def read_folder(folder: Path) -> list[CarriedFile]:
    """Return the files of `write_folder`."""
    entries = _entries(srsly.read_json(folder / _CONTENTS))
    return [CarriedFile(entry["setting"], entry["path"], _read(folder / entry["file"])) for entry in entries]


def _paths(config: Config, setting: str) -> list[str]:
    value = getattr(config, setting)
    if setting == "tables":
        return [str(path) for path in value]
    return [] if value in (None, "keep", "canonical") else [str(value)]


def _read(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise TableFormatError(path, None, f"cannot be read: {error.strerror or error}") from error


def _with_version(entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"version": version("namefix"), "files": entries}


def _entries(saved: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    if saved["version"] != version("namefix"):
        told = "saved with namefix %s, read by %s: names of the bundled table may differ"
        _log.warning(told, saved["version"], version("namefix"))
    entries: Sequence[Mapping[str, Any]] = saved["files"]
    return entries
