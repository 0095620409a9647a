"""Whether mention and alias are built alike."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document
from namefix.names.name import Name
from namefix.names.words import PARTICLES, is_broken

_SPLIT, _GIVEN = 0.3, 0.6


class SameShape:
    """Score candidates by whether mention and alias have as many words, particles and what is broken off aside: 1 yes, 0 no.

    Between them: 0.3 where the same letters are glued or split, 0.6 for a given name alone. News calls few people by their
    given names, and many people have the same one.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        return [_score(candidate) for candidate in candidates]

    def explain(self, candidate: Candidate, score: float, document: Document) -> str:
        """Say whether the numbers of words agree."""
        told = {_SPLIT: "the same letters, glued or split", _GIVEN: "a given name alone", 1.0: "as many words"}
        return told.get(score, "another number of words")


def _score(candidate: Candidate) -> float:
    surface, name, alias = candidate.mention.surface, candidate.mention.name, candidate.name
    if _words(name) == _words(alias) or is_broken(surface) or surface.rpartition(" ")[2].islower():
        return _GIVEN if candidate.form.status == "given" else 1.0
    return _SPLIT if name.squashed == alias.squashed else 0.0


def _words(name: Name) -> int:
    return sum(word not in PARTICLES for word in name.words)
