"""The names directly before and after the mention."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from namefix.datatypes import Candidate, Document, Entity, Mention, Score
from namefix.names.name import name_of
from namefix.names.similarity import likeness
from namefix.names.words import is_capitalised, is_name_gap

_ALIKE = 0.75
"""Minimum similarity for a neighbour to count as part of the entity's name."""


class NeighbourAgreement:
    """Score candidates by adjacent names that belong to the entity.

    "Rutter" after "Brad" is not Mark Rutte: a neighbour that is not part of the entity's name gives 0, one that is, 1. Words
    of its office count as parts of its name ("Ozeki" before a wrestler's). The score is None without adjacent names, and the
    mean over the mentions of a surface form.
    """

    knots = (0, 0.5, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given; None without adjacent names."""
        neighbours: dict[str, list[str]] = {}
        scores: list[Score | None] = []
        for candidate in candidates:
            surface = candidate.mention.surface
            if surface not in neighbours:
                mentions = document.occurrences(surface)
                neighbours[surface] = [name for mention in mentions for name in names_beside(mention, document)]
            agree = [_is_of(name, candidate.entity) for name in neighbours[surface]]
            value = sum(agree) / len(agree) if agree else None
            scores.append(None if value is None else Score(value, _words(value)))
        return scores


def _words(value: float) -> str:
    return "the name next to it fits" if value > 0.5 else "another name is next to it"


@lru_cache(maxsize=1 << 15)
def _is_of(name: str, entity: Entity) -> bool:
    """Return whether a name is similar to a word of an entity's names or offices."""
    words = {word for text in (entity.name, *entity.aliases, *entity.roles) for word in name_of(text).words}
    return any(likeness(name_of(name), name_of(word)) >= _ALIKE for word in words)


def names_beside(mention: Mention, document: Document) -> list[str]:
    """Return the capitalised words directly before and after a mention that are not common English."""
    first, behind = document.words_between(mention.start, mention.end)
    words, text = document.words, document.text
    names = []
    if first and is_name_gap(text[words[first - 1].end : mention.start], words[first - 1].text):
        names.append(words[first - 1].text)
    if behind < len(words) and is_name_gap(text[mention.end : words[behind].start], mention.surface):
        names.append(words[behind].text)
    return [name for name in names if is_capitalised(name) and not document.language.is_plain(name_of(name).folded)]
