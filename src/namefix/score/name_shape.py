"""Letters of the mention that make it a likely name of somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from namefix.datatypes import Candidate, Document, Score
from namefix.names.romanisation import is_hepburn, syllables
from namefix.names.target_language import TargetLanguage
from namefix.score.english import changed_words


class _Shape(Enum):
    """The language whose names have the letters of the words that a repair would change."""

    CHINESE = Score(0.0, "may be a Chinese name")
    JAPANESE = Score(0.5, "may be a Japanese name")
    OTHER = Score(1.0, "neither a Chinese nor a Japanese name by its letters")


class NameShape:
    """Score candidates by the letters of the words that a repair would change: 0 for pinyin, 0.5 for Japanese, 1 for others.

    Nearly all sequences of syllables of Chinese and Japanese are names of people or places, most of which no list has: what is
    one letter away from Shanghai or Kanagawa is mostly another place.
    """

    knots = (0, 0.5, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        return [_shape(candidate, document.language).value for candidate in candidates]


def _shape(candidate: Candidate, language: TargetLanguage) -> _Shape:
    changed = changed_words(candidate, language)
    if not changed:
        return _Shape.OTHER
    if syllables(changed):
        return _Shape.CHINESE
    return _Shape.JAPANESE if all(map(is_hepburn, changed)) else _Shape.OTHER
