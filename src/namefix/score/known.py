"""Correct names of other entities."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum

from namefix.datatypes import Candidate, Document, Score
from namefix.names.countries import is_of_other_gender
from namefix.names.target_language import TargetLanguage
from namefix.score.english import changed_words

_FREQUENT = 4.0
"""log10 of the count of the most frequent given names."""

_GIVEN_NAME = 0.15
"""Minimum score of a word in names of people."""


_TOWN, _VILLAGE = 0.1, 0.3
"""Scores of the name of a town of 15,000 people, and of a smaller one."""


class _Standing(Enum):
    """The known status of a name."""

    RELATIVE = Score(0.0, "the surname of a woman or of a man of its family")
    RIGHT = Score(0.0, "the right name of somebody else")
    UNKNOWN = Score(1.0, "nobody is known by this name")


class KnownName:
    """Score candidates by the knowledge that the mention is a correct name: 0 certainly, 1 if no such name is known.

    The score is 0 for a name of the table, known or target, and for the feminine form of a surname or the reverse, unless the
    given name is the same; it is 0.1 for a place that has the name of another town. Otherwise it depends on the changed
    words: the less frequent they are in names of people, the higher the score.
    """

    knots = (0, 0.15, 0.35, 0.6, 0.85, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        return [self._score(candidate, document.language) for candidate in candidates]

    def _score(self, candidate: Candidate, language: TargetLanguage) -> Score:
        if candidate.mention.is_right:
            return _Standing.RIGHT.value
        changed = changed_words(candidate, language)
        if not changed:
            return _Standing.UNKNOWN.value
        if _is_relative(candidate):
            return _Standing.RELATIVE.value
        name, is_place = " ".join(changed), candidate.entity.kind == "place"
        if is_place and language.lexicon.town_size(name):
            score = _TOWN if language.lexicon.is_place(name) else _VILLAGE
            return Score(score, "there is a town of this name")
        count = min(map(language.lexicon.person_count, changed))
        if not count:
            return _Standing.UNKNOWN.value
        return Score(max(1 - math.log10(1 + count) / _FREQUENT, _GIVEN_NAME), "some people have this name")


def _is_relative(candidate: Candidate) -> bool:
    name, alias = candidate.mention.name, candidate.name
    is_namesake = candidate.entity.kind == "person" and set(name.words).isdisjoint(alias.words)
    return is_namesake and is_of_other_gender(name.words[-1], alias.words[-1], candidate.entity.country)
