"""Chinese names, compared by syllables."""

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
"""Sounds not distinguished in southern varieties: zh/z, ch/c, sh/s, -ng/-n."""

_MOST = 0.4
"""Score above which the wording states that most syllables agree."""


class PinyinSyllables:
    """Score candidates by the share of equal syllables in the words of a Chinese name that differ.

    Pinyin has about four hundred syllables, and most pairs of them are real names, so a different syllable is more often
    another name than a mistake. Therefore the score is multiplied by the share of the document's names that the table knows.
    It is None if the words are not pinyin, if the entity is not of a country with Chinese names, and if the aligned source names
    the entity, and not the translation.
    """

    knots = (0, 0.1, 0.2, 0.4, 0.6, 0.8)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        shares = familiarity(document)
        agreeing = [
            None if _is_in_source(candidate, document) else _agreement(candidate, document.language)
            for candidate in candidates
        ]
        return [
            None if agreement is None else _score(agreement * shares[candidate.entity.kind])
            for candidate, agreement in zip(candidates, agreeing, strict=True)
        ]


def _score(value: float) -> Score:
    return Score(value, "most syllables agree" if value > _MOST else "may be another Chinese name")


def _is_in_source(candidate: Candidate, document: Document) -> bool:
    return any(candidate.entity.id in segment.unmatched for segment in document.opposite(candidate.mention.surface))


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
