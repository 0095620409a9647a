"""Right names of somebody else."""

from __future__ import annotations

import math
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document
from namefix.names.lexicon import is_place, person_count
from namefix.score.english import changed_words

_FREQUENT = 4.0
"""log10 of the count of the most frequent given names."""


_TOWN = 0.1
"""Score of a town that no table has."""

_GIVEN_NAME = 0.15
"""Least score of a word of people's names."""


class KnownName:
    """Score candidates by whether the mention is a right name as it stands: 0 surely, 1 nobody is known to be called so.

    A name of the table, known or target, is right (0), a town that the table does not have nearly so (0.1). Else the changed
    words are looked up among the words of people's names: the less frequent, the higher the score.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        return [self._score(candidate) for candidate in candidates]

    def explain(self, candidate: Candidate, score: float, document: Document) -> str:
        """Say whether somebody is called so."""
        if score == 0:
            return f"{candidate.mention.surface!r} is the right name of somebody else"
        if score == _TOWN:
            return "there is a town of that name"
        return "nobody is known by that name" if score == 1 else "it is a name that some people have"

    def _score(self, candidate: Candidate) -> float | None:
        if candidate.mention.is_right:
            return 0.0
        changed = changed_words(candidate)
        if not changed:
            return 1.0
        if is_place(" ".join(changed)):
            return _TOWN
        return 1 - min(math.log10(1 + min(map(person_count, changed))) / _FREQUENT, 1 - _GIVEN_NAME)
