"""The words that mention and alias share."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Score
from namefix.names.target_language import TargetLanguage
from namefix.score.differing_parts import differing_words


class ExactParts:
    """Score candidates by the share of words of the longer name that both have, without particles.

    In *Joe Byden* one of two words is exact. The score is None for names of one word.
    """

    knots = (0, 0.3, 0.5, 0.7, 1)
    alike_from = None

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        return [_score(candidate, document.language) for candidate in candidates]


def _score(candidate: Candidate, language: TargetLanguage) -> Score | None:
    ours, theirs = differing_words(candidate.mention.name, candidate.name, language)
    size = max(_count(candidate.mention.name.words, language), _count(candidate.name.words, language))
    if size < 2:
        return None
    exact = size - max(len(ours), len(theirs))
    return Score(exact / size, f"{exact} of {size} words are the same")


def _count(words: Sequence[str], language: TargetLanguage) -> int:
    return sum(word not in language.particles for word in words)
