"""Ordinary English."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from namefix.datatypes import Candidate, Document
from namefix.names.lexicon import MAX_ZIPF, zipf
from namefix.names.name import Name
from namefix.names.words import is_broken


class EnglishFrequency:
    """Score candidates by how rare in English those words of the mention are that a repair would change.

    1 is a word that English text does not have, 0 the most frequent one; of several changed words the mean counts.
    A name that encoding has broken up ("S ã o Paulo") is no English.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        return [self._score(candidate) for candidate in candidates]

    def explain(self, candidate: Candidate, score: float, document: Document) -> str:
        """Say how ordinary the mention is."""
        if score == 1:
            return f"{candidate.mention.surface!r} is not English"
        return f"{candidate.mention.surface!r} is rare in English" if score > 0.55 else "it is ordinary English"

    def _score(self, candidate: Candidate) -> float | None:
        changed = changed_words(candidate)
        if not changed:
            return 1.0
        return 1 - sum(zipf(word) for word in changed) / len(changed) / MAX_ZIPF


def changed_words(candidate: Candidate) -> tuple[str, ...]:
    """Return the folded words of the mention that the alias does not have; none where only lone letters are parted."""
    return _changed(candidate.mention.name, candidate.name)


@lru_cache(maxsize=1 << 15)
def _changed(name: Name, alias: Name) -> tuple[str, ...]:
    if is_broken(name.text) and name.squashed == alias.squashed:
        return ()
    return tuple(word for word in name.words if word not in alias.words)
