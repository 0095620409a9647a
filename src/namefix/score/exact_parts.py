"""The words that mention and alias share."""

from __future__ import annotations

import math
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Score
from namefix.names.target_language import TargetLanguage

_FREQUENT = 4.0
"""log10 of the count of the most frequent given names."""


class ExactParts:
    """Score candidates by the share of words of the longer name that both have, without particles and kinds of place.

    In *Joe Byden* one of two words is exact. Shared words count half if everybody has them (John), in full if hardly anybody has
    (Volodymyr). The score is 1 if all words are the same in any order, None for names of one word.
    """

    knots = (0, 0.3, 0.5, 0.7, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        return [_score(candidate, document.language) for candidate in candidates]


def _score(candidate: Candidate, language: TargetLanguage) -> Score | None:
    without = language.particles | language.designators
    words = [word for word in candidate.mention.name.words if word not in without]
    others = [word for word in candidate.name.words if word not in without]
    size = max(len(words), len(others))
    if size < 2:
        return None
    shared = {*words} & {*others}
    exact = size - max(sum(word not in shared for word in listed) for listed in (words, others))
    rarity = max((_rarity(word, language) for word in shared), default=0.0)
    value = exact / size * (1 if exact == size else (1 + rarity) / 2)
    return Score(value, f"{exact} of {size} words are the same" if exact else "a name of several words")


def _rarity(word: str, language: TargetLanguage) -> float:
    return max(1 - math.log10(1 + language.lexicon.person_count(word)) / _FREQUENT, 0.0)
