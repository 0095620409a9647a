"""The words in which mention and alias differ, compared alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from namefix.datatypes import Candidate, Document, Score
from namefix.names.name import Name, name_of
from namefix.names.similarity import likeness
from namefix.names.target_language import TargetLanguage

_ALIKE = 0.75
"""Score from which the wording calls the words alike."""


class DifferingParts:
    """Score candidates by the similarity of the words that mention and alias do not share.

    In *Joe Byden* only *Byden* has to be explained, however long the rest is. The score is the lowest likeness of a pair of
    words, or that of all differing words together if their numbers differ; particles and kinds of place are ignored. It is 1 if
    the words are the same in any order.
    """

    knots = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        return [_score(candidate, document.language) for candidate in candidates]


def _score(candidate: Candidate, language: TargetLanguage) -> Score:
    ours, theirs = differing_words(candidate.mention.name, candidate.name, language)
    value = _likeness(ours, theirs)
    listed = f"{' '.join(ours)}/{' '.join(theirs)}"
    if not ours and not theirs:
        return Score(value, "the same words")
    return Score(value, f"the words that differ are {'alike' if value >= _ALIKE else 'unlike'}: {listed}")


def _likeness(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    if len(ours) == len(theirs):
        pairs = zip(ours, theirs, strict=True)
        return min((likeness(name_of(one), name_of(other)) for one, other in pairs), default=1.0)
    return likeness(name_of("".join(ours)), name_of("".join(theirs)))


@lru_cache(maxsize=1 << 15)
def differing_words(name: Name, alias: Name, language: TargetLanguage) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the folded words of a mention that an alias does not have, and the reverse, without particles and kinds of place.

    Example:
        >>> from namefix.names.target_language import english
        >>> differing_words(name_of("Ursula Vondrein"), name_of("Ursula von der Leyen"), english())
        (('vondrein',), ('leyen',))
    """
    shared = {*name.words} & {*alias.words} | language.particles | language.designators
    return (
        tuple(word for word in name.words if word not in shared),
        tuple(word for word in alias.words if word not in shared),
    )
