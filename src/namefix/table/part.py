"""A part of the knowledge base: entities and forms in flat arrays, in memory or mapped from a compiled table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import attrgetter
from pathlib import Path
from typing import Any, Self, overload

import numpy as np
import numpy.typing as npt

from namefix.datatypes import Entity, Form, FormStatus
from namefix.errors import TableFormatError
from namefix.names.folding import fold_many
from namefix.names.name import name_of
from namefix.names.target_language import TargetLanguage, english
from namefix.table.array_checks import problem_of
from namefix.table.fingerprint import stamp
from namefix.table.forms import expected_garbles, forms_of, texts_of
from namefix.table.hashed_keys import HashedKeys, hash_of
from namefix.table.rows import (
    PackedEntities,
    Standings,
    as_offsets,
    pack_entities,
    pack_strings,
    standings_of,
    unpack_strings,
)
from namefix.table.sections import REMEDY, Arrays, open_sections

_REMEMBERED = 1 << 15
"""Number of entities whose forms are cached."""

_STATUS_OF: dict[str, FormStatus] = {"r": "reading", "s": "swapped"}
"""First letter of a packed garble → its status."""

_FEWEST_BITS, _MOST_BITS = 12, 22
"""Number of bits of a word's hash that index the array `reach`."""


class Forms(Sequence[Form]):
    """The forms of targets and the garbles expected of them, sorted by entity id and created on access.

    Listed forms are derived from the row of their entity again, garbles are read from the arrays, because deriving them is slow.
    """

    def __init__(self, entities: Sequence[Entity], arrays: Arrays, language: TargetLanguage, path: Path) -> None:
        self._entities, self._path = entities, path
        self.rows = arrays["form_rows"]
        self._rows, self._numbers = self.rows.data, arrays["form_numbers"].data
        self._garbles, self._garble_starts = arrays["garbles"].data, arrays["garble_starts"].data
        self._listed: Callable[[int], list[Form]] = lru_cache(_REMEMBERED)(
            lambda row: forms_of(entities[row], language)
        )
        self._garble: Callable[[int], Form] = lru_cache(_REMEMBERED)(self._read_garble)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, number: int) -> Form: ...
    @overload
    def __getitem__(self, number: slice) -> list[Form]: ...
    def __getitem__(self, number: int | slice) -> Form | list[Form]:
        """Return a form or a slice of forms."""
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        if number < 0:
            number += len(self)
        if self._garble_starts[number] < self._garble_starts[number + 1]:
            return self._garble(number)
        forms, place = self._listed(self._rows[number]), self._numbers[number]
        if place >= len(forms):
            raise self._damage(number)
        return forms[place]

    def garble_status(self, number: int) -> FormStatus | None:
        """Return the status of a form that is an expected garble, without reading it, or None for a listed form."""
        start = self._garble_starts[number]
        is_garble = start < self._garble_starts[number + 1]
        return _STATUS_OF.get(chr(self._garbles[start])) if is_garble else None

    def _read_garble(self, number: int) -> Form:
        packed = bytes(self._garbles[self._garble_starts[number] : self._garble_starts[number + 1]])
        text, _, written = packed.decode(errors="replace").partition("\0")
        status = _STATUS_OF.get(text[:1])
        if status is None or not written:
            raise self._damage(number)
        return Form(text[1:], self._entities[self._rows[number]], status, written)

    def _damage(self, number: int) -> TableFormatError:
        return TableFormatError(self._path, None, f"damaged: no form {number}; {REMEDY}")


def _packed(garble: Form) -> bytes:
    return f"{garble.status[0]}{garble.text}\0{garble.replacement}".encode(errors="replace")


class TablePart:
    """Entities that were built or mapped together.

    Args:
        entities: The entities, sorted by id.
        arrays: The arrays derived by `TablePart.of`, or all arrays of a mapped file.
        language: The language of the names.
        path: The compiled table of a mapped part.
    """

    def __init__(
        self, entities: Sequence[Entity], arrays: Arrays, language: TargetLanguage, path: Path | None = None
    ) -> None:
        self.entities, self.arrays, self.language, self.path = entities, arrays, language, path
        self.forms = Forms(entities, arrays, language, path or Path("table"))
        self.hidden: frozenset[int] = frozenset()
        """Rows hidden by rows of an earlier part with the same ids."""
        self._names = _keys_from(arrays, "name")
        self._reach = arrays["reach"].data

    @classmethod
    def of(cls, entities: Iterable[Entity], language: TargetLanguage | None = None) -> Self:
        """Return a part built in memory from entities, whose names are English by default."""
        ordered, language = sorted(entities, key=attrgetter("id")), language or english()
        return cls(ordered, _arrays_of(ordered, language), language)

    @classmethod
    def mapped(
        cls,
        path: Path,
        language: TargetLanguage | None = None,
        *,
        is_trusted: bool = False,
        is_verified: bool = False,
    ) -> Self:
        """Return a part mapped from a compiled table, whose names are English by default.

        Args:
            path: The compiled table.
            language: The language of the names.
            is_trusted: Whether namefix itself wrote the file, so that the content of its arrays is not checked.
            is_verified: Whether the file was verified when it was installed, so that its checksum is not computed.

        Raises:
            TableFormatError: If the file is not a compiled table of this version, or is damaged.
        """
        language = language or english()
        arrays = open_sections(path, stamp(language.code), is_verified=is_verified)
        if not is_trusted and (problem := problem_of(arrays)):
            raise TableFormatError(path, None, f"damaged: {problem}; {REMEDY}")
        return cls(PackedEntities(arrays), arrays, language, path)

    def __reduce__(self) -> tuple[Callable[..., TablePart], tuple[Any, ...]]:
        """Map the file again in another process, or pass on the entities."""
        if self.path:
            return TablePart.mapped, (self.path, self.language)
        return TablePart.of, (list(self.entities), self.language)

    def to_arrays(self) -> Arrays:
        """Return the arrays for a compiled table."""
        return {**self.arrays, **pack_entities(self.entities), **_arrays_from(self._ids, "id")}

    def hide_rows_of(self, other: TablePart) -> None:
        """Hide the rows whose ids another part has."""
        rows = self._ids.rows_like(other._ids)
        self.hidden |= {row for row in rows if other.row_of(self.entities[row].id) is not None}

    def row_of(self, key: str) -> int | None:
        """Return the visible row of an id, or None."""
        rows = (row for row in self._ids.rows_of(key) if row not in self.hidden and self.entities[row].id == key)
        return next(rows, None)

    def visible(self) -> Iterator[Entity]:
        """Yield the entities that are not hidden, sorted by id."""
        return (entity for row, entity in enumerate(self.entities) if row not in self.hidden)

    def standings(self) -> Standings:
        """Return the target flags and weights of all rows."""
        if isinstance(self.entities, PackedEntities):
            return self.entities.standings()
        return standings_of(self.entities)

    def named(self, folded: str) -> tuple[Entity, ...]:
        """Return the entities with a folded name, targets first, sorted by id."""
        rows = [row for row in self._names.rows_of(folded) if row not in self.hidden]
        entities = (self.entities[row] for row in rows)
        return tuple(
            entity for entity in entities if any(name_of(text).folded == folded for text in self._listed_texts(entity))
        )

    def _listed_texts(self, entity: Entity) -> Iterable[str]:
        """Return the texts under which exact lookup finds an entity."""
        return (form.text for form in forms_of(entity, self.language)) if entity.target else texts_of(entity)

    def longest_from(self, word: str) -> int:
        """Return an upper bound of the number of words in names that begin with a folded word; 0 for most words."""
        return int(self._reach[hash_of(word) & (len(self._reach) - 1)])

    @cached_property
    def office_words(self) -> frozenset[str]:
        """The folded words of offices and occupations."""
        return frozenset(unpack_strings(self.arrays["office_words"]))

    @cached_property
    def has_own(self) -> bool:
        """True if the part has targets that are not bundled."""
        return bool(self.arrays["has_own"][0])

    @cached_property
    def has_bundled(self) -> bool:
        """True if the part has bundled rows."""
        return bool(self.arrays["has_bundled"][0])

    @cached_property
    def _ids(self) -> HashedKeys:
        if "id_hashes" in self.arrays:
            return _keys_from(self.arrays, "id")
        return HashedKeys.of([entity.id for entity in self.entities], np.arange(len(self.entities)))


def _arrays_of(entities: Sequence[Entity], language: TargetLanguage) -> Arrays:
    form_rows: list[int] = []
    form_numbers: list[int] = []
    garbles: list[bytes] = []
    texts: list[str] = []
    rows: list[int] = []
    for row, entity in enumerate(entities):
        if entity.target:
            forms = forms_of(entity, language)
            texts += [form.text for form in forms]
            rows += [row] * len(forms)
            expected = [_packed(garble) for garble in expected_garbles(entity, language)]
            garbles += [*[b""] * len(forms), *expected]
            count = len(forms) + len(expected)
            form_rows += [row] * count
            form_numbers += range(count)
    for row, entity in enumerate(entities):
        if not entity.target:
            known = list(texts_of(entity))
            texts += known
            rows += [row] * len(known)
    keys = dict.fromkeys(zip(fold_many(texts), rows, strict=True))
    names = HashedKeys.of([key for key, _ in keys], [row for _, row in keys])
    offices = fold_many(sorted({role for entity in entities for role in entity.roles}))
    has_own = any(entity.target and not entity.is_bundled for entity in entities)
    return {
        "form_rows": np.array(form_rows, dtype=np.uint32),
        "form_numbers": np.array(form_numbers, dtype=np.uint16),
        "garbles": np.frombuffer(b"".join(garbles), dtype=np.uint8),
        "garble_starts": as_offsets(accumulate(map(len, garbles), initial=0), len(garbles) + 1),
        "office_words": pack_strings(sorted({word for office in offices for word in office.split(" ")})),
        "has_own": np.array([has_own], dtype=np.uint8),
        "has_bundled": np.array([any(entity.is_bundled for entity in entities)], dtype=np.uint8),
        "reach": _reach_of([key for key, _ in keys]),
        **_arrays_from(names, "name"),
    }


def _reach_of(keys: Sequence[str]) -> npt.NDArray[np.uint8]:
    bits = min(max(len(keys).bit_length(), _FEWEST_BITS), _MOST_BITS)
    words = np.fromiter((hash_of(key.partition(" ")[0]) for key in keys), dtype=np.uint32, count=len(keys))
    sizes = np.fromiter((min(key.count(" ") + 1, 255) for key in keys), dtype=np.uint8, count=len(keys))
    reach = np.zeros(1 << bits, dtype=np.uint8)
    np.maximum.at(reach, words & np.uint32((1 << bits) - 1), sizes)
    return reach


def _keys_from(arrays: Arrays, what: str) -> HashedKeys:
    return HashedKeys(arrays[f"{what}_directory"], arrays[f"{what}_hashes"], arrays[f"{what}_rows"])


def _arrays_from(keys: HashedKeys, what: str) -> Arrays:
    return {f"{what}_directory": keys.directory, f"{what}_hashes": keys.hashes, f"{what}_rows": keys.rows}
