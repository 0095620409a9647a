"""The structure of mention and alias."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from namefix.datatypes import Candidate, Document, Score
from namefix.names.name import Name
from namefix.names.target_language import TargetLanguage


class _Words(Enum):
    """The relation between the words of mention and alias."""

    OTHERS = Score(0.0, "different number of words")
    SPLIT = Score(0.3, "same letters, split differently")
    GIVEN = Score(0.6, "a given name alone")
    SAME = Score(1.0, "same number of words")


class SameShape:
    """Score candidates by the number of words of mention and alias, without particles and fragments: 1 if equal, 0 if not.

    The score is 0.3 if the same letters were joined or split, 0.6 for a given name alone, because news rarely use given names
    alone, and many people share them.
    """

    knots = (0, 0.3, 0.6, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        return [_compare(candidate, document.language).value for candidate in candidates]


def _compare(candidate: Candidate, language: TargetLanguage) -> _Words:
    surface, name, alias = candidate.mention.surface, candidate.mention.name, candidate.name
    if (
        _count(name, language) == _count(alias, language)
        or language.is_broken(surface)
        or surface.rpartition(" ")[2].islower()
    ):
        return _Words.GIVEN if candidate.form.status == "given" else _Words.SAME
    return _Words.SPLIT if name.squashed == alias.squashed else _Words.OTHERS


def _count(name: Name, language: TargetLanguage) -> int:
    return sum(word not in language.particles for word in name.words)
