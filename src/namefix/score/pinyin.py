"""Chinese names, syllable by syllable."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from namefix.datatypes import Candidate, Document, Score
from namefix.names.countries import has_chinese_names
from namefix.names.romanisation import syllables
from namefix.names.target_language import TargetLanguage
from namefix.score.english import changed_words
from namefix.score.table_coverage import familiarity

_SIBILANT = re.compile(r"(?<=^[zcs])h|(?<=n)g$")
"""What speakers of the south do not tell apart: zh/z, ch/c, sh/s, -ng/-n."""

_MOST = 0.4
"""Score above which most syllables are said to agree."""


class PinyinSyllables:
    """Score candidates by the share of syllables that agree in those words of a Chinese name that differ.

    Pinyin has some four hundred syllables, and most pairs of them make somebody's name: one other syllable is more often
    somebody else than a slip. So the score counts only as far as the table knows the document's names (`familiar`).
    None where those words are no pinyin, or the entity is not of a country with Chinese names.
    """

    knots = (0, 0.1, 0.2, 0.4, 0.6, 0.8)
    alike_from = None

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        shares = familiarity(document)
        agreeing = [_agreement(candidate, document.language) for candidate in candidates]
        return [
            None if agreement is None else _score(agreement * shares[candidate.entity.kind])
            for candidate, agreement in zip(candidates, agreeing, strict=True)
        ]


def _score(value: float) -> Score:
    return Score(value, "most syllables agree" if value > _MOST else "may be another Chinese name")


def _agreement(candidate: Candidate, language: TargetLanguage) -> float | None:
    if not has_chinese_names(candidate.entity.country):
        return None
    kept = candidate.mention.name.words
    ours = _sounds(changed_words(candidate, language))
    theirs = _sounds(tuple(word for word in candidate.name.words if word not in kept))
    if not ours or not theirs:
        return None
    return Levenshtein.normalized_similarity(ours, theirs)


def _sounds(words: tuple[str, ...]) -> list[str]:
    return [_SIBILANT.sub("", syllable) for syllable in syllables(words)]
