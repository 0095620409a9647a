"""Entities as flat arrays that can be mapped from a file; objects are created on access."""

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
"""Separators of the fields of a row and of the items of a list; tables contain neither, because they must be printable."""

_KINDS: tuple[Kind, ...] = get_args(Kind)
_KIND, _TARGET, _BUNDLED = 3, 4, 8
"""Bits of the flags: the number of the kind, a target, bundled."""

_REMEMBERED = 1 << 13
"""Number of cached entities."""


class Standings(NamedTuple):
    """The target flags and weights of entities."""

    is_target: npt.NDArray[np.bool_]
    weights: npt.NDArray[np.float64]


class PackedEntities(Sequence[Entity]):
    """A sequence of entities, sorted by id.

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
        """Return an entity, the same object as long as it is cached."""
        if isinstance(row, slice):
            return [self[number] for number in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(f"row {row} is out of range for {len(self)} entities")
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
        """Return the target flags and weights of all entities."""
        return Standings((self._flags & _TARGET) > 0, np.asarray(self._weights))


def pack_entities(entities: Sequence[Entity]) -> Arrays:
    """Return the arrays that `PackedEntities` reads.

    Raises:
        TableError: If a text is empty or contains a tab or a line end.
    """
    rows = [_row(entity).encode() for entity in entities]
    return {
        "rows": np.frombuffer(b"".join(rows), dtype=np.uint8),
        "row_starts": as_offsets(accumulate(map(len, rows), initial=0), len(rows) + 1),
        "row_flags": np.fromiter(map(_flags_of, entities), dtype=np.uint8, count=len(rows)),
        "row_weights": np.fromiter((entity.weight for entity in entities), dtype=np.float64, count=len(rows)),
    }


def standings_of(entities: Sequence[Entity]) -> Standings:
    """Return the target flags and weights of entities."""
    is_target = np.fromiter((entity.target for entity in entities), dtype=np.bool_, count=len(entities))
    return Standings(
        is_target, np.fromiter((entity.weight for entity in entities), dtype=np.float64, count=len(entities))
    )


def as_offsets(offsets: Iterable[int], count: int) -> npt.NDArray[Any]:
    """Return ascending offsets as an array of four or, if needed, eight bytes each."""
    array = np.fromiter(offsets, dtype=np.uint64, count=count)
    return array.astype(np.uint32) if array[-1] <= np.iinfo(np.uint32).max else array


def _row(entity: Entity) -> str:
    lists = (entity.aliases, entity.variants, entity.misspellings, entity.native, entity.roles)
    aliases, variants, misspellings, native, roles = map(_ITEM.join, lists)
    fields = (entity.id, entity.name, aliases, variants, misspellings, native, entity.country or "", roles)
    texts = (entity.id, entity.name, entity.country or "", *(item for listed in lists for item in listed))
    if any(_FIELD in text or _ITEM in text for text in texts) or any("" in listed for listed in lists):
        raise TableError(f"entity {entity.id!r} has an empty form, or a form with a tab or line end; remove it")
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
