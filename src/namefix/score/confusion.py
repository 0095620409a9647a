"""Sounds that translation confuses, learned from pairs of names with the same native form."""

from __future__ import annotations

import math
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Score
from namefix.names.countries import left_endings
from namefix.names.name import Name, name_of
from namefix.names.sound_model import sound_changes, sound_distances

_OFTEN, _SELDOM = 0.6, 0.25
"""Scores above which translation often confuses two names, and below which it rarely does."""

_CHANGES = 3
"""Maximum number of sound changes in the wording."""

_SHORTEST_STEM = 3
"""Minimum number of letters before an ending."""

_ENDING_COST = 0.15
"""Distance for a remaining ending."""


class LearnedConfusion:
    """Score candidates by the learned sound model: 1 for the same letters, 0.7 for frequent confusions, towards 0 for others.

    The score is exp(-distance) of `namefix.names.sound_model`. A case ending that translation has left on a name of
    a Slavic country reduces it only slightly.
    """

    knots = (0, 0.15, 0.35, 0.55, 0.75, 1)
    alike_from = 0.15

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        whole = sound_distances([(candidate.mention.name, candidate.name) for candidate in candidates])
        stems = {row: stem for row, candidate in enumerate(candidates) if (stem := _stem(candidate))}
        bare = sound_distances([(stem, candidates[row].name) for row, stem in stems.items()])
        for row, distance in zip(stems, bare, strict=True):
            whole[row] = min(whole[row], distance + _ENDING_COST)
        return [_score(candidate, math.exp(-distance)) for candidate, distance in zip(candidates, whole, strict=True)]


def _score(candidate: Candidate, value: float) -> Score:
    return Score(value, lambda: _words(candidate, value))


def _words(candidate: Candidate, value: float) -> str:
    how = "alike" if value > _OFTEN else "similar" if value > _SELDOM else "different"
    changes = sound_changes(candidate.mention.name, candidate.name)[:_CHANGES]
    listed = ", ".join(f"{one or '-'}/{other or '-'}" for one, other in changes)
    return f"sounds {how}: {listed}" if listed else "same letters"


def _stem(candidate: Candidate) -> Name | None:
    """Return the mention without an ending of the languages of the country, if it has one that the alias does not have."""
    mention = candidate.mention.name
    longest = len(mention.words[-1]) - _SHORTEST_STEM
    endings = (ending for ending in left_endings(candidate.entity.country) if len(ending) <= longest)
    ending = next(filter(mention.folded.endswith, endings), "")
    return (
        name_of(mention.folded.removesuffix(ending)) if ending and not candidate.name.folded.endswith(ending) else None
    )
