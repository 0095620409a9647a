"""The knowledge base: entities, their forms, and exact lookup of names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import lru_cache
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import Any, Self

import numpy as np

from namefix.datatypes import Entity, Form
from namefix.names.name import name_of
from namefix.names.target_language import TargetLanguage
from namefix.table.forms import counterpart, forms_of
from namefix.table.part import TablePart

__all__ = ["NameTable", "counterpart", "forms_of"]

_REMEMBERED = 1 << 15
"""Number of cached lookups."""


class NameTable:
    """All entities with their forms, regardless of the order of rows.

    Args:
        entities: The rows of all tables, with unique ids.
        language: The language of the names and of the texts to repair; English by default.

    Example:
        >>> table = NameTable([Entity("person/keir-starmer", "person", "Keir Starmer")])
        >>> [form.text for form in table.meanings("starmer")]
        ['Starmer']
    """

    def __init__(self, entities: Iterable[Entity], language: TargetLanguage | None = None) -> None:
        self._join([TablePart.of(entities, language)])

    @classmethod
    def joined(cls, parts: Sequence[TablePart]) -> Self:
        """Return the table of several parts; of several entities with one id, the one of the first part counts."""
        table = cls.__new__(cls)
        table._join(parts)
        return table

    def _join(self, parts: Sequence[TablePart]) -> None:
        self.parts = tuple(part for part in parts if part.entities) or tuple(parts[:1])
        self.language = self.parts[0].language
        for number, part in enumerate(self.parts):
            for other in self.parts[:number]:
                part.hide_rows_of(other)
        self.entities: Mapping[str, Entity] = _EntitiesById(self.parts)
        self.meanings = lru_cache(_REMEMBERED)(self._meanings)
        """Return the forms that fold to a folded name, those of targets first, sorted by id."""
        self.longest_from = lru_cache(_REMEMBERED)(self._longest_from)
        """Return an upper bound of the number of words in names that begin with a folded word; 0 for most words."""
        self._has = lru_cache(_REMEMBERED)(lambda folded: any(part.named(folded) for part in self.parts))

    def with_entities(self, entities: Iterable[Entity]) -> NameTable:
        """Return a table that has these entities too; what it has already, by id, stays."""
        more = [entity for entity in entities if entity.id not in self.entities]
        return NameTable.joined([*self.parts, TablePart.of(more, self.language)]) if more else self

    def __reduce__(self) -> tuple[Any, ...]:
        """Rebuild the table from its parts in another process."""
        return NameTable.joined, (self.parts,)

    @property
    def forms(self) -> list[Form]:
        """All forms of all targets, sorted by entity id; computed on every access."""
        targets = (entity for entity in self.entities.values() if entity.target)
        return [form for entity in targets for form in self.forms_of(entity)]

    def __contains__(self, folded: str) -> bool:
        """Return whether a form of the table folds to a folded name."""
        return self._has(folded)

    def _longest_from(self, word: str) -> int:
        return max(part.longest_from(word) for part in self.parts)

    def has_office(self, folded: str) -> bool:
        """Return whether a folded name consists of words of offices and occupations."""
        return all(any(word in part.office_words for part in self.parts) for word in folded.split(" "))

    @property
    def has_own(self) -> bool:
        """True if the table has targets that are not bundled."""
        return any(part.has_own for part in self.parts)

    def best_known(self, count: int) -> Iterator[Entity]:
        """Yield the `count` best-known entities, targets before others, sorted by id."""
        if count >= len(self.entities):
            yield from self.entities.values()
            return
        standings = [part.standings() for part in self.parts]
        weights = np.concatenate([standing.weights for standing in standings])
        is_target = np.concatenate([standing.is_target for standing in standings])
        ranked = map(self._place_of, np.lexsort((-weights, ~is_target)).tolist())
        best = islice((part.entities[row] for part, row in ranked if row not in part.hidden), count)
        yield from sorted(best, key=attrgetter("id"))

    def _place_of(self, number: int) -> tuple[TablePart, int]:
        """Return the part and the row of an entity by its number, counted over all parts."""
        for part in self.parts:
            if number < len(part.entities):
                return part, number
            number -= len(part.entities)
        raise IndexError(number)

    def forms_of(self, entity: Entity) -> list[Form]:
        """Return the forms of an entity in the language of the table."""
        return forms_of(entity, self.language)

    def find(self, name: str) -> list[Form]:
        """Return the forms spelt like `name`, ignoring letter case, diacritics and hyphens; the best known first."""
        return sorted(self.meanings(name_of(name).folded), key=lambda form: (-form.entity.weight, form.entity.id))

    def _meanings(self, folded: str) -> tuple[Form, ...]:
        found = [entity for part in self.parts for entity in part.named(folded)]
        if len(self.parts) > 1:
            found.sort(key=lambda entity: (not entity.target, entity.id))
        return tuple(form for entity in found for form in self.forms_of(entity) if form.name.folded == folded)


class _EntitiesById(Mapping[str, Entity]):
    """The entities of all parts, sorted by id."""

    def __init__(self, parts: Sequence[TablePart]) -> None:
        self._parts = parts

    def __getitem__(self, key: str) -> Entity:
        for part in self._parts:
            if (row := part.row_of(key)) is not None:
                return part.entities[row]
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (entity.id for entity in self.values())

    def __len__(self) -> int:
        return sum(len(part.entities) - len(part.hidden) for part in self._parts)

    def values(self) -> ValuesView[Entity]:
        """Return all entities."""
        return _Values(self)

    def __reversed__(self) -> Iterator[str]:
        return reversed(list(self))


class _Values(ValuesView[Entity]):
    _mapping: _EntitiesById

    def __iter__(self) -> Iterator[Entity]:
        return merge(*(part.visible() for part in self._mapping._parts), key=attrgetter("id"))
