"""Entities as flat arrays, which can be mapped from a file; each becomes an object when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple, get_args, overload

import numpy as np
import numpy.typing as npt

from namefix.datatypes import Entity, Kind
from namefix.errors import TableError
from namefix.table.sections import Arrays

_FIELD, _ITEM = "\t", "\n"
"""What parts the fields of a row, and the items of a list; neither can be printed, so that no table has them."""

_KINDS: tuple[Kind, ...] = get_args(Kind)
_KIND, _TARGET, _BUNDLED = 3, 4, 8
"""The bits of the flags: the number of the kind, whether it is a target, whether it comes with namefix."""

_REMEMBERED = 1 << 13
"""Entities that are kept as objects."""


class Standings(NamedTuple):
    """One entry for each of some entities: whether it is a target, and how well known it is."""

    is_target: npt.NDArray[np.bool_]
    weights: npt.NDArray[np.float64]


class PackedEntities(Sequence[Entity]):
    """Entities in the order of their ids.

    Example:
        >>> kyiv = Entity("place/kyiv", "place", "Kyiv", variants=("Kiev",), country="UA", weight=300)
        >>> PackedEntities(pack_entities([kyiv]))[0] == kyiv
        True
    """

    def __init__(self, arrays: Arrays) -> None:
        self._text, self._starts = arrays["rows"].data, arrays["row_starts"].data
        self._flags, self._weights = arrays["row_flags"], arrays["row_weights"].data
        self._made = lru_cache(_REMEMBERED)(self._make)

    def __len__(self) -> int:
        return len(self._flags)

    @overload
    def __getitem__(self, row: int) -> Entity: ...
    @overload
    def __getitem__(self, row: slice) -> list[Entity]: ...
    def __getitem__(self, row: int | slice) -> Entity | list[Entity]:
        """Return an entity, the same object as long as it is remembered."""
        if isinstance(row, slice):
            return [self[number] for number in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(f"there are {len(self)} entities, none of number {row}")
        return self._made(row % len(self))

    def _make(self, row: int) -> Entity:
        text = bytes(self._text[self._starts[row] : self._starts[row + 1]]).decode()
        key, name, aliases, variants, misspellings, native, country, roles, *_ = text.split(_FIELD) + [""] * 8
        flags = int(self._flags[row])
        return Entity(
            key, _KINDS[flags & _KIND], name,
            _listed(aliases), _listed(variants), _listed(misspellings), _listed(native),
            country or None, _listed(roles), self._weights[row], bool(flags & _TARGET), bool(flags & _BUNDLED),
        )  # fmt: skip

    def standings(self) -> Standings:
        """Return for each entity whether it is a target, and its weight."""
        return Standings((self._flags & _TARGET) > 0, np.asarray(self._weights))


def pack_entities(entities: Sequence[Entity]) -> Arrays:
    """Return the arrays that `PackedEntities` reads.

    Raises:
        TableError: If a text has characters that no table may have.
    """
    rows = [_row(entity).encode() for entity in entities]
    return {
        "rows": np.frombuffer(b"".join(rows), dtype=np.uint8),
        "row_starts": as_offsets(accumulate(map(len, rows), initial=0), len(rows) + 1),
        "row_flags": np.fromiter(map(_flags_of, entities), dtype=np.uint8, count=len(rows)),
        "row_weights": np.fromiter((entity.weight for entity in entities), dtype=np.float64, count=len(rows)),
    }


def standings_of(entities: Sequence[Entity]) -> Standings:
    """Return for each entity whether it is a target, and its weight."""
    is_target = np.fromiter((entity.target for entity in entities), dtype=np.bool_, count=len(entities))
    return Standings(
        is_target, np.fromiter((entity.weight for entity in entities), dtype=np.float64, count=len(entities))
    )


def as_offsets(offsets: Iterable[int], count: int) -> npt.NDArray[Any]:
    """Return rising offsets in the fewest bytes, four or eight each."""
    array = np.fromiter(offsets, dtype=np.uint64, count=count)
    return array.astype(np.uint32) if array[-1] <= np.iinfo(np.uint32).max else array


def _row(entity: Entity) -> str:
    lists = (entity.aliases, entity.variants, entity.misspellings, entity.native, entity.roles)
    aliases, variants, misspellings, native, roles = map(_ITEM.join, lists)
    fields = (entity.id, entity.name, aliases, variants, misspellings, native, entity.country or "", roles)
    texts = (entity.id, entity.name, entity.country or "", *(item for listed in lists for item in listed))
    if any(_FIELD in text or _ITEM in text for text in texts) or any("" in listed for listed in lists):
        raise TableError(f"entity {entity.id!r} has an empty form, or a tab or line end in one; remove it")
    return _FIELD.join(fields).rstrip(_FIELD)


def _flags_of(entity: Entity) -> int:
    return _KINDS.index(entity.kind) | entity.target * _TARGET | entity.is_bundled * _BUNDLED


def _listed(field: str) -> tuple[str, ...]:
    return tuple(field.split(_ITEM)) if field else ()


def pack_strings(strings: Iterable[str]) -> npt.NDArray[np.uint8]:
    """Return strings without line ends as one array.

    Example:
        >>> unpack_strings(pack_strings(["envoy", "mayor"]))
        ['envoy', 'mayor']
    """
    return np.frombuffer("\n".join(strings).encode(), dtype=np.uint8)


def unpack_strings(packed: npt.NDArray[np.uint8]) -> list[str]:
    """Return the strings of `pack_strings`, without empty ones."""
    return [string for string in packed.tobytes().decode().split("\n") if string]
