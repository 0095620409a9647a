"""The weight of the best-known entity of each name, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from namefix.datatypes import Entity
from namefix.names.folding import fold_many
from namefix.names.name import name_of
from namefix.names.target_language import english
from namefix.table.name_table import forms_of

WELL_KNOWN_WEIGHT = 20.0
"""Minimum number of language editions of Wikipedia that make an entity well known."""

FAR_BETTER_KNOWN = 3.0
"""Minimum ratio of the weight of a far better known entity to that of another one."""

_MOST_NAMES = 2_000_000
"""Maximum number of names in memory; the best known are kept. Wikidata has about 600,000 well-known entities."""

_UNSORTED = 500_000


class WellKnownNames:
    """The names of well-known entities, bundled and imported, with their weights.

    An imported name takes 12 bytes, a 64-bit hash and a weight: at most 24 MB in all.

    Args:
        bundled: The bundled table, of which all forms count.

    Example:
        >>> putin = Entity("person/vladimir-putin", "person", "Vladimir Putin", ("Putin",), weight=200)
        >>> names = WellKnownNames([putin])
        >>> [names.belongs_to_better_known("putin", owner, 20) for owner in ("igor putin", "vladimir putin")]
        [True, False]
    """

    def __init__(self, bundled: Iterable[Entity]) -> None:
        self._bundled: dict[str, list[tuple[str, float]]] = {}
        for entity in bundled:
            if entity.weight >= WELL_KNOWN_WEIGHT and entity.kind != "other":
                owner = name_of(entity.name).folded
                for form in fold_many([form.text for form in forms_of(entity, english())]):
                    self._bundled.setdefault(form, []).append((owner, entity.weight))
        self._hashes = np.empty(0, np.int64)
        self._weights = np.empty(0, np.float32)
        self._new: list[tuple[int, float]] = []

    def add(self, folded: str, weight: float) -> None:
        """Add the folded name of an imported entity."""
        if weight >= WELL_KNOWN_WEIGHT:
            self._new.append((hash(folded), weight))
            if len(self._new) >= _UNSORTED:
                self.merge_added()

    def merge_added(self) -> None:
        """Merge the names that were added, so that `belongs_to_better_known` finds them."""
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

    def belongs_to_better_known(self, folded: str, owner: str, weight: float) -> bool:
        """Return whether a form is the name of another, far better known entity.

        Args:
            folded: A folded form of an entity; if it is the name itself, a namesake is looked for.
            owner: The folded name of the entity.
            weight: The weight of the entity.
        """
        needed = max(WELL_KNOWN_WEIGHT, FAR_BETTER_KNOWN * weight)
        is_name = folded == owner
        if any(known >= needed and (is_name or name != owner) for name, known in self._bundled.get(folded, ())):
            return True
        at = int(np.searchsorted(self._hashes, hash(folded)))
        return bool(at < len(self._hashes) and self._hashes[at] == hash(folded) and self._weights[at] >= needed)
