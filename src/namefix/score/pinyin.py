"""Well-formed Chinese names."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document
from namefix.romanisation import is_pinyin
from namefix.text import fold


class WellFormedPinyin:
    """Score candidates by whether the mention is a well-formed Chinese name beside another one: 0 one word, 1 several.

    Chinese names are many, and one other syllable makes somebody else: such a name is right more often than it is
    likeness that makes it wrong. None where one of the two is no pinyin.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        return [
            float(" " in fold(candidate.mention.surface))
            if is_pinyin(candidate.mention.surface) and is_pinyin(candidate.alias)
            else None
            for candidate in candidates
        ]

    def explain(self, candidate: Candidate, score: float) -> str:
        """Say that both are Chinese names."""
        return "both are well-formed Chinese names"
