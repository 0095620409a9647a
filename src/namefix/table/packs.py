"""Packs: compiled tables of other distributions, registered by entry points of the group `namefix.packs`.

The entry point leads to the path of a compiled table; the file `pack.json` beside it has its date and counts. A pack whose table
was compiled by another version of namefix is compiled again from its own rows, into the cache of the user, at the first use.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import numpy as np

from namefix.datatypes import Entity
from namefix.errors import ConfigError, TableFormatError
from namefix.names.target_language import TargetLanguage, english
from namefix.table.bundled_cache import cache_folder, clear_out, write_file
from namefix.table.fingerprint import stamp
from namefix.table.part import TablePart
from namefix.table.rows import PackedEntities, pack_strings, unpack_strings
from namefix.table.sections import SUFFIX, Arrays, open_sections

CORE = "core"
"""The name of the bundled table among packs."""

_GROUP = "namefix.packs"
_BEGINNING = 64
"""Number of bytes at the start of a file that contain the checksum of its header."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pack:
    """An installed pack: its name, the version of its distribution, and its compiled table."""

    name: str
    version: str
    path: Path

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """The date, and the numbers of rows, targets, persons and places; nothing if the file is missing."""
        try:
            facts = json.loads((self.path.parent / "pack.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return facts if isinstance(facts, dict) else {}


def installed_packs() -> dict[str, Pack]:
    """Return the installed packs by name, sorted."""
    return {point.name: _pack_of(point) for point in sorted(entry_points(group=_GROUP), key=lambda point: point.name)}


def _pack_of(point: EntryPoint) -> Pack:
    return Pack(point.name, point.dist.version if point.dist else "", Path(point.load()))


def chosen_packs(bundled: bool | str) -> list[Pack]:
    """Return the packs that a setting chooses: all installed ones, none, or those named, separated by `+`.

    Raises:
        ConfigError: If a named pack is not installed; the message has the command that installs it.

    Example:
        >>> chosen_packs("core"), chosen_packs(False)
        ([], [])
    """
    wanted = [] if isinstance(bundled, bool) else [name for name in bundled.split("+") if name != CORE]
    if not bundled or (not wanted and bundled is not True):
        return []
    packs = installed_packs()
    if bundled is True:
        return list(packs.values())
    if missing := [name for name in wanted if name not in packs]:
        known = ", ".join((CORE, *packs))
        remedy = f"install it with `python -m pip install 'namefix[{missing[0]}]'`; installed are: {known}"
        raise ConfigError(f"bundled: the pack {missing[0]!r} is not installed; {remedy}")
    return [packs[name] for name in dict.fromkeys(wanted)]


def pack_part(pack: Pack, language: TargetLanguage | None = None) -> TablePart:
    """Return the table of a pack, mapped from its file, or from one in the cache if that is of another version of namefix.

    Files of a distribution were verified when they were installed; `namefix doctor` verifies them again.

    Raises:
        TableFormatError: If the table is missing or damaged.
    """
    language = language or english()
    try:
        return TablePart.mapped(pack.path, language, is_trusted=True, is_verified=True)
    except TableFormatError:
        if not pack.path.is_file():
            raise
    cached = cache_folder() / f"{pack.name}-{_digest(pack.path, language)}{SUFFIX}"
    if cached.exists():
        try:
            return TablePart.mapped(cached, language, is_trusted=True, is_verified=True)
        except TableFormatError as error:
            _log.warning("compiled table of the pack %s not used: %s", pack.name, error)
    return _compile_again(pack, cached, language)


def _compile_again(pack: Pack, cached: Path, language: TargetLanguage) -> TablePart:
    _log.info("the pack %s is of another version of namefix; it is compiled again, which takes a minute", pack.name)
    arrays = open_sections(pack.path, None)
    part = TablePart.of(PackedEntities(arrays), language)
    part.arrays = {**part.arrays, **{name: arrays[name] for name in ("origins", "origin_names") if name in arrays}}
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        write_file(part, cached, stamp(language.code))
        mapped = TablePart.mapped(cached, language, is_trusted=True, is_verified=True)
    except (OSError, TableFormatError) as error:
        _log.warning("pack %s built in memory, as at every start until its cache can be written: %s", pack.name, error)
        return part
    clear_out(cached.parent)
    return mapped


def _digest(path: Path, language: TargetLanguage) -> str:
    """Return a digest of the file's checksum and of all on which its compiled form depends."""
    with path.open("rb") as file:
        return blake2b(file.read(_BEGINNING) + "\n".join(stamp(language.code)).encode(), digest_size=16).hexdigest()


def write_pack(path: Path, rows: Iterable[tuple[Entity, Sequence[str]]]) -> TablePart:
    """Write the compiled table of a pack; the same rows give the same bytes, whatever their order.

    Args:
        path: The file.
        rows: Each entity with the names of its origins, of which there are at most 32.
    """
    ordered = sorted(rows, key=lambda row: row[0].id)
    names = sorted({origin for _, origins in ordered for origin in origins})
    bits = {name: 1 << number for number, name in enumerate(names)}
    part = TablePart.of([entity for entity, _ in ordered])
    flags = [sum(bits[origin] for origin in set(origins)) for _, origins in ordered]
    part.arrays = {
        **part.arrays,
        "origins": np.array(flags, dtype=np.uint32),
        "origin_names": pack_strings(names),
    }
    write_file(part, path, stamp(part.language.code))
    return part


def origins_of(arrays: Arrays, row: int) -> list[str]:
    """Return the names of the origins of a row; none if its table does not have them."""
    if "origins" not in arrays:
        return []
    flags = int(arrays["origins"][row])
    return [name for number, name in enumerate(unpack_strings(arrays["origin_names"])) if flags >> number & 1]
