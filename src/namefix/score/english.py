"""Ordinary English words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from namefix.datatypes import Candidate, Document, Score
from namefix.names.lexicon import MAX_ZIPF
from namefix.names.name import Name
from namefix.names.target_language import TargetLanguage

_RARE = 0.55
"""Score above which the wording calls a word rare."""


class EnglishFrequency:
    """Score candidates by the rarity in English of the words that a repair would change.

    The score is 1 for a word that is not English, 0 for the most frequent one, and the mean for several changed words.
    A name broken by an encoding ("S ã o Paulo") is not English.
    """

    knots = (0.3, 0.5, 0.65, 0.8, 0.9, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        return [self._score(candidate, document.language) for candidate in candidates]

    def _score(self, candidate: Candidate, language: TargetLanguage) -> Score:
        surface, changed = candidate.mention.surface, changed_words(candidate, language)
        if not changed:
            return Score(1.0, "only spaces differ")
        value = 1 - sum(map(language.lexicon.zipf, changed)) / len(changed) / MAX_ZIPF
        return Score(value, lambda: _words(surface, value))


def _words(surface: str, value: float) -> str:
    if value == 1:
        return f"not an English word: {surface}"
    return f"rare in English: {surface}" if value > _RARE else f"common in English: {surface}"


def changed_words(candidate: Candidate, language: TargetLanguage) -> tuple[str, ...]:
    """Return the folded words of the mention that the repair does not keep, without particles.

    There are none if only single letters were separated.
    """
    form = candidate.form
    return _changed(candidate.mention.name, form.replacement_name if form.is_derived_garble else form.name, language)


@lru_cache(maxsize=1 << 15)
def _changed(name: Name, alias: Name, language: TargetLanguage) -> tuple[str, ...]:
    if language.is_broken(name.text) and name.squashed == alias.squashed:
        return ()
    return tuple(word for word in name.words if word not in alias.words and word not in language.particles)
