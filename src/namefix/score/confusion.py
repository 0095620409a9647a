"""What translation confuses, as learned from pairs of names with one native form."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Score
from namefix.names.name import name_of
from namefix.names.sound_model import sound_changes, sound_distances

_OFTEN, _SELDOM = 0.6, 0.25
"""Scores above which translation confuses two names often, and below which it hardly does."""

_CHANGES = 3
"""Sound changes that are named."""

_SLAVIC = frozenset("BA BG BY CZ HR ME MK PL RS RU SI SK UA".split())
_ENDING = re.compile(r"(?<=\w{3})(?:ovi|ov[aáyéeu]?|[eě]m|om|ou|ho|mu|ym|im|ů|[aáeěéiíoóuúyý])$")
"""Endings of the cases and possessives of Czech, Polish, Russian and Ukrainian."""

_ENDING_COST = 0.15
"""Distance for an ending that is left on."""


class LearnedConfusion:
    """Score candidates by the learned sound model: 1 the same letters, 0.7 what is often confused, towards 0 what is not.

    The score is exp(-distance) of `namefix.names.sound_model`. A Slavic case ending that translation has left on a name of those
    countries costs little.
    """

    knots = (0, 0.15, 0.35, 0.55, 0.75, 1)
    alike_from = 0.15

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        whole = sound_distances([(candidate.mention.name, candidate.name) for candidate in candidates])
        stems = {row: stem for row, candidate in enumerate(candidates) if (stem := _stem(candidate))}
        bare = sound_distances([(name_of(stem), candidates[row].name) for row, stem in stems.items()])
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


def _stem(candidate: Candidate) -> str | None:
    """Return the mention without a Slavic ending, if it has one and the alias does not end alike."""
    if candidate.entity.country not in _SLAVIC:
        return None
    surface = candidate.mention.surface
    stem = _ENDING.sub("", surface)
    ending = surface[len(stem) :]
    return stem if ending and not candidate.alias.endswith(ending) else None
