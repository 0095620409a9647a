"""The office or occupation beside the mention."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

from namefix.datatypes import Candidate, Document, Entity, Score
from namefix.names.name import name_of
from namefix.names.target_language import TargetLanguage
from namefix.score.country import countries_near, words_near

_LONG = 3
"""Words from which on an office names itself whose it is: NATO Secretary General."""

_ANYBODYS = 0.6
"""What an office counts that many have, where the country does not stand beside it: President, footballer."""


class RoleNearby:
    """Score candidates by the share of words of the entity's likeliest role that stand near the mention.

    "British Prime Minister Kiel Stamer" speaks for the prime minister of Britain (1), "Prime Minister Kiel Stamer" for any
    (0.6). Of several mentions with one surface form, the best counts. None where the table has no roles of the entity.
    """

    knots = (0, 0.3, 0.6, 1)
    alike_from = None

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        near: dict[str, list[tuple[set[str], set[str]]]] = {}
        scores: list[Score | None] = []
        for candidate in candidates:
            surface = candidate.mention.surface
            if surface not in near:
                near[surface] = [
                    (set(words_near(mention, document)), countries_near(mention, document))
                    for mention in document.occurrences(surface)
                ]
            roles, country = role_words(candidate.entity.roles, document.language), candidate.entity.country
            shares = [
                _share(role, words, has_country=country in countries)
                for role in roles
                for words, countries in near[surface]
            ]
            value = max(shares, default=None)
            scores.append(None if value is None else Score(value, partial(_words, candidate, document)))
        return scores


def _words(candidate: Candidate, document: Document) -> str:
    """Name the words of the role that were found, or say that there are none."""
    found = {
        word
        for mention in document.occurrences(candidate.mention.surface)
        for word in role_beside(candidate.entity, words_near(mention, document), document.language)
    }
    words = [word for role in candidate.entity.roles for word in name_of(role).words if word in found]
    return f"its office is next to it ({' '.join(dict.fromkeys(words))})" if words else "its office is not next to it"


def role_beside(entity: Entity, near: Sequence[str], language: TargetLanguage) -> frozenset[str]:
    """Return the words of that role of an entity of which the largest share stands near."""
    words = frozenset(near)
    best = max(role_words(entity.roles, language), key=lambda role: len(role & words) / len(role), default=frozenset())
    return best & words


def _share(role: frozenset[str], near: set[str], *, has_country: bool) -> float:
    share = len(role & near) / len(role)
    return share if has_country or len(role) >= _LONG else _ANYBODYS * share


@lru_cache(maxsize=1 << 15)
def role_words(roles: tuple[str, ...], language: TargetLanguage) -> list[frozenset[str]]:
    """Return the telling words of each role."""
    return [words for role in roles if (words := frozenset(name_of(role).words) - language.function_words - {""})]
