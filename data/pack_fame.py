"""Fame of the entities of a pack, on the scale of the core's weights: about the number of Wikipedia's language editions.

Each list has a sign of fame of its own: medals, films, offices, the scale of a map, languages with a name. A sign is calibrated
by the entities whose fame is known from elsewhere, those of Pantheon and of the curated tables. Persons of a list whom neither
has count as `UNLISTED`, because Pantheon begins at 25 languages and has nobody below.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from pack_joining import Joined

UNLISTED = 6.0
VITAL = 25.0
"""Least fame of a person among Wikipedia's vital articles, as in the core."""
PER_LIST = 2.0
"""Fame that each further list adds."""
FAMOUS_ELSEWHERE = frozenset(("map scale of nature", "languages of a region"))
"""Scales of places of which only the famous ones have a known fame; the others count as unlisted."""
FEWEST = 60
"""Entities of a step of a scale."""


def magnitude(people: float) -> float:
    """Return 25 for each power of ten above ten thousand, the core's weight of a town, and up to 1 for smaller towns."""
    above = 25 * math.log10(max(people, 1) / 10_000)
    return above if above >= 1 else max(0.0, min(1.0, people / 10_000))


class Scales:
    """Signs of fame and the fame that they stand for.

    Args:
        entities: The joined entities.
        known: The fame of those of them for whom it is known, by their number.
        is_complete: Whether those for whom it is not known are little known.
    """

    def __init__(self, entities: list[Joined], known: Mapping[int, float], *, is_complete: bool) -> None:
        pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for number, one in enumerate(entities):
            for scale, value in _signals(one):
                fame = known.get(number, UNLISTED if is_complete or scale in FAMOUS_ELSEWHERE else None)
                if fame is not None:
                    pairs[scale].append((value, fame))
        self.steps = {scale: _steps(sorted(found)) for scale, found in sorted(pairs.items())}

    def fame(self, scale: str, value: float) -> float:
        """Return the fame that a value of a scale stands for."""
        if scale == "languages":
            return value
        if scale == "people":
            return magnitude(value)
        starts, means = self.steps.get(scale, ([], []))
        return means[max(bisect_right(starts, value) - 1, 0)] if means else 0.0


def _signals(one: Joined) -> dict[str, float]:
    """Return the highest value of each scale."""
    highest: dict[str, float] = {}
    for record in one.records:
        for scale, value in record.signals:
            highest[scale] = max(highest.get(scale, 0.0), value)
    return highest.items()  # type: ignore[return-value]


def _steps(pairs: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Return the first values of steps of at least 60 pairs, and the mean fame of each, which never falls."""
    groups: list[list[tuple[float, float]]] = [[]]
    for pair in pairs:
        if len(groups[-1]) >= FEWEST and pair[0] > groups[-1][-1][0]:
            groups.append([])
        groups[-1].append(pair)
    if len(groups) > 1 and len(groups[-1]) < FEWEST / 4:
        groups[-2] += groups.pop()
    starts, means, highest = [], [], 0.0
    for group in groups:
        highest = max(highest, sum(fame for _, fame in group) / len(group))
        starts.append(group[0][0])
        means.append(round(highest, 2))
    return starts, means


def set_fame(entities: Iterable[Joined], scales: Scales, vital: Collection[str], keys: Mapping[int, str]) -> None:
    """Set the fame of entities: that of their best sign, raised by further lists and by being vital.

    Args:
        entities: The entities.
        scales: The calibrated scales.
        vital: The folded titles of vital articles.
        keys: The folded name, by the number of the entity, of those whose name nobody else bears.
    """
    for number, one in enumerate(entities):
        best = max((scales.fame(scale, value) for scale, value in _signals(one)), default=0.0)
        is_vital = keys.get(number) in vital and one.first.kind == "person"
        one.fame = round(max(best, VITAL if is_vital else 0) + PER_LIST * (len(one.sources) - 1), 1)
