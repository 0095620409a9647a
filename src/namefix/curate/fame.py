"""Who is meant by a name first of all: the best weight under which each name is known, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from namefix.datatypes import Entity
from namefix.names.words import fold, fold_many
from namefix.table.name_table import forms_of

LEAST_RENOWN = 20.0
"""Language editions of Wikipedia from which on an entity is well known."""

FAR_BETTER = 3.0
"""How many times the weight of another entity a far better known one has."""

_MOST_NAMES = 2_000_000
"""Names that are held at most; of more, the best known. Wikidata has some 600,000 entities of this renown."""

_UNSORTED = 500_000


class Renown:
    """The weights of well-known entities by their names: those of the bundled table, and those that are imported.

    An imported name is held as a hash of 64 bits with a weight, 12 bytes in all: 24 MB at most.

    Args:
        bundled: The bundled table, whose aliases count too.

    Example:
        >>> renown = Renown([Entity("person/vladimir-putin", "person", "Vladimir Putin", ("Putin",), weight=200)])
        >>> renown.outshines("putin", "igor putin", 20), renown.outshines("putin", "vladimir putin", 20)
        (True, False)
    """

    def __init__(self, bundled: Iterable[Entity]) -> None:
        self._bundled: dict[str, list[tuple[str, float]]] = {}
        for entity in bundled:
            if entity.weight >= LEAST_RENOWN and entity.kind != "other":
                owner = fold(entity.name)
                for form in fold_many([form.text for form in forms_of(entity)]):
                    self._bundled.setdefault(form, []).append((owner, entity.weight))
        self._hashes = np.empty(0, np.int64)
        self._weights = np.empty(0, np.float32)
        self._new: list[tuple[int, float]] = []

    def add(self, folded: str, weight: float) -> None:
        """Add the folded name of an imported entity."""
        if weight >= LEAST_RENOWN:
            self._new.append((hash(folded), weight))
            if len(self._new) >= _UNSORTED:
                self.settle()

    def settle(self) -> None:
        """Sort what was added; `outshines` knows it from now on."""
        new = list(zip(*self._new, strict=True)) or [(), ()]
        hashes = np.concatenate([self._hashes, np.array(new[0], np.int64)])
        weights = np.concatenate([self._weights, np.array(new[1], np.float32)])
        self._new.clear()
        order = np.lexsort((-weights, hashes))
        hashes, weights = hashes[order], weights[order]
        is_best = np.ones(len(hashes), bool)
        is_best[1:] = hashes[1:] != hashes[:-1]
        hashes, weights = hashes[is_best], weights[is_best]
        if len(hashes) > _MOST_NAMES:
            kept = np.sort(np.argpartition(-weights, _MOST_NAMES)[:_MOST_NAMES])
            hashes, weights = hashes[kept], weights[kept]
        self._hashes, self._weights = hashes, weights

    def outshines(self, folded: str, owner: str, weight: float) -> bool:
        """Whether a form is the name of somebody far better known than the entity of this name and weight.

        Args:
            folded: A folded form; the name itself asks whether there is a far better known namesake.
            owner: The folded name of the entity.
            weight: Its weight.
        """
        needed = max(LEAST_RENOWN, FAR_BETTER * weight)
        is_name = folded == owner
        if any(known >= needed and (is_name or name != owner) for name, known in self._bundled.get(folded, ())):
            return True
        at = int(np.searchsorted(self._hashes, hash(folded)))
        return bool(at < len(self._hashes) and self._hashes[at] == hash(folded) and self._weights[at] >= needed)
