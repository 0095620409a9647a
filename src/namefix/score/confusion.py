"""Sounds that translation confuses, learned from pairs of names with the same native form."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from namefix.datatypes import Candidate, Document, Score
from namefix.names.countries import left_beginnings_and_endings, left_endings
from namefix.names.name import Name, name_of
from namefix.names.similarity import spelling_similarity
from namefix.names.sound_model import sound_changes, sound_distances

_OFTEN, _SELDOM = 0.6, 0.25
"""Scores above which translation often confuses two names, and below which it rarely does."""

_CHANGES = 3
"""Maximum number of sound changes in the wording."""

_SHORTEST_STEM = 3
"""Minimum number of letters before an ending."""

_ENDING_COST, _FOREIGN_COST = 0.15, 0.4
"""Distances for a remaining ending of a language of the country, and for what any other language leaves on a name."""

_LEAST_STEM = 0.8
"""Minimum spelling similarity to the alias of what is left without it."""


class LearnedConfusion:
    """Score candidates by the learned sound model: 1 for the same letters, 0.7 for frequent confusions, towards 0 for others.

    The score is exp(-distance) of `namefix.names.sound_model`. A case ending that translation has left on a name of
    a Slavic country reduces it only slightly, a prefix, particle or ending of another language somewhat more.
    """

    knots = (0, 0.15, 0.35, 0.55, 0.75, 1)
    alike_from = 0.15
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        stems = [(row, *stem) for row, candidate in enumerate(candidates) for stem in _stems(candidate)]
        whole = [(candidate.mention.name, candidate.name) for candidate in candidates]
        distances = sound_distances([*whole, *((stem, candidates[row].name) for row, stem, _ in stems)])
        bare = distances[len(candidates) :]
        for (row, _, cost), distance in zip(stems, bare, strict=True):
            distances[row] = min(distances[row], distance + cost)
        return [
            _score(candidate, math.exp(-distance)) for candidate, distance in zip(candidates, distances, strict=False)
        ]


def _score(candidate: Candidate, value: float) -> Score:
    return Score(value, lambda: _words(candidate, value))


def _words(candidate: Candidate, value: float) -> str:
    how = "alike" if value > _OFTEN else "similar" if value > _SELDOM else "different"
    changes = sound_changes(candidate.mention.name, candidate.name)[:_CHANGES]
    listed = ", ".join(f"{one or '-'}/{other or '-'}" for one, other in changes)
    return f"sounds {how}: {listed}" if listed else "same letters"


def _stems(candidate: Candidate) -> Iterator[tuple[Name, float]]:
    """Yield the mention without what translation has left on it and the alias does not have, with the cost of that."""
    mention, alias = candidate.mention.name.folded, candidate.name.folded
    longest = len(candidate.mention.name.words[-1]) - _SHORTEST_STEM
    for ending in left_endings(candidate.entity.country):
        if len(ending) <= longest and mention.endswith(ending):
            if not alias.endswith(ending):
                yield name_of(mention.removesuffix(ending)), _ENDING_COST
            break
    for rest in _rests(mention):
        if spelling_similarity(rest, candidate.name) >= _LEAST_STEM:
            yield rest, _FOREIGN_COST


@lru_cache(maxsize=1 << 15)
def _rests(folded: str) -> tuple[Name, ...]:
    """Return what is left of a folded mention without each prefix, particle or ending of any language that it has."""
    beginnings, endings = left_beginnings_and_endings()
    rests = [folded.removesuffix(ending) for ending in endings if folded.endswith(ending)]
    rests += [folded.removeprefix(beginning).strip() for beginning in beginnings if folded.startswith(beginning)]
    return tuple(name_of(rest) for rest in rests if len(rest) > _SHORTEST_STEM)
