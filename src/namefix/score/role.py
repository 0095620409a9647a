"""The office or occupation in the context of the mention."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

from namefix.datatypes import Candidate, Document, Entity, Score
from namefix.names.name import name_of
from namefix.names.target_language import TargetLanguage
from namefix.score.country import Context, context_of, words_near

_LONG = 3
"""Minimum number of words of an office that identifies its owner by itself: NATO Secretary General."""

_ANYBODYS = 0.6
"""Factor for an office that many people have, without the country in the context: President, footballer."""


class RoleNearby:
    """Score candidates by the share of words of the entity's best role in the context of the mention.

    "British Prime Minister Kiel Stamer" supports the prime minister of Britain (1), "Prime Minister Kiel Stamer" any prime
    minister (0.6). The maximum over the mentions of a surface form counts. It is None if the table has no roles of the entity.
    """

    knots = (0, 0.3, 0.6, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        near: dict[str, list[Context]] = {}
        scores: list[Score | None] = []
        for candidate in candidates:
            roles, country = role_words(candidate.entity.roles, document.language), candidate.entity.country
            if not roles:
                scores.append(None)
                continue
            surface = candidate.mention.surface
            if surface not in near:
                near[surface] = [context_of(mention, document) for mention in document.occurrences(surface)]
            value = max(
                _share(role, context.words, has_country=country in context.countries)
                for role in roles
                for context in near[surface]
            )
            scores.append(Score(value, partial(_words, candidate, document)))
        return scores


def _words(candidate: Candidate, document: Document) -> str:
    """Return the wording with the words of the role that were found, if any."""
    found = {
        word
        for mention in document.occurrences(candidate.mention.surface)
        for word in role_beside(candidate.entity, words_near(mention, document), document.language)
    }
    words = [word for role in candidate.entity.roles for word in name_of(role).words if word in found]
    return f"its office is next to it ({' '.join(dict.fromkeys(words))})" if words else "its office is not next to it"


def role_beside(entity: Entity, near: Sequence[str], language: TargetLanguage) -> frozenset[str]:
    """Return the words of the role of an entity with the largest share in the context."""
    words = frozenset(near)
    best = max(role_words(entity.roles, language), key=lambda role: len(role & words) / len(role), default=frozenset())
    return best & words


def _share(role: frozenset[str], near: frozenset[str], *, has_country: bool) -> float:
    share = len(role & near) / len(role)
    return share if has_country or len(role) >= _LONG else _ANYBODYS * share


@lru_cache(maxsize=1 << 15)
def role_words(roles: tuple[str, ...], language: TargetLanguage) -> list[frozenset[str]]:
    """Return the significant words of each role."""
    return [words for role in roles if (words := frozenset(name_of(role).words) - language.function_words - {""})]
