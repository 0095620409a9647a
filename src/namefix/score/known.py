"""Right names of somebody else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum

from namefix.datatypes import Candidate, Document, Score
from namefix.names.target_language import TargetLanguage
from namefix.score.english import changed_words

_FREQUENT = 4.0
"""log10 of the count of the most frequent given names."""

_GIVEN_NAME = 0.15
"""Least score of a word of people's names."""


class _Standing(Enum):
    """What a name is known to be."""

    RIGHT = Score(0.0, "the right name of somebody else")
    TOWN = Score(0.1, "there is a town of this name")
    UNKNOWN = Score(1.0, "nobody is known by this name")


class KnownName:
    """Score candidates by whether the mention is a right name as it stands: 0 surely, 1 nobody is known to be called so.

    A name of the table, known or target, is right (0), a town that the table does not have nearly so (0.1). Else the changed
    words are looked up among the words of people's names: the less frequent, the higher the score.
    """

    knots = (0, 0.15, 0.4, 0.8, 1)
    alike_from = None

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        return [self._score(candidate, document.language) for candidate in candidates]

    def _score(self, candidate: Candidate, language: TargetLanguage) -> Score:
        if candidate.mention.is_right:
            return _Standing.RIGHT.value
        changed = changed_words(candidate, language)
        if not changed:
            return _Standing.UNKNOWN.value
        if language.lexicon.is_place(" ".join(changed)):
            return _Standing.TOWN.value
        count = min(map(language.lexicon.person_count, changed))
        if not count:
            return _Standing.UNKNOWN.value
        return Score(max(1 - math.log10(1 + count) / _FREQUENT, _GIVEN_NAME), "some people have this name")
