"""The words that mention and alias share."""

from __future__ import annotations

import math
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Score
from namefix.names.target_language import TargetLanguage
from namefix.score.differing_parts import differing_words

_FREQUENT = 4.0
"""log10 of the count of the most frequent given names."""


class ExactParts:
    """Score candidates by the share of words of the longer name that both have, without particles and kinds of place.

    In *Joe Byden* one of two words is exact. Shared words count half if everybody has them (John), in full if hardly anybody has
    (Volodymyr). The score is None for names of one word.
    """

    knots = (0, 0.3, 0.5, 0.7, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        return [_score(candidate, document.language) for candidate in candidates]


def _score(candidate: Candidate, language: TargetLanguage) -> Score | None:
    name, alias = candidate.mention.name, candidate.name
    ours, theirs = differing_words(name, alias, language)
    size = max(_count(name.words, language), _count(alias.words, language))
    if size < 2:
        return None
    exact = size - max(len(ours), len(theirs))
    shared = set(name.words) & set(alias.words) - language.particles - language.designators
    rarity = max((_rarity(word, language) for word in shared), default=0.0)
    value = exact / size * (1 if exact == size else (1 + rarity) / 2)
    return Score(value, f"{exact} of {size} words are the same")


def _count(words: Sequence[str], language: TargetLanguage) -> int:
    return sum(word not in language.particles and word not in language.designators for word in words)


def _rarity(word: str, language: TargetLanguage) -> float:
    return max(1 - math.log10(1 + language.lexicon.person_count(word)) / _FREQUENT, 0.0)
