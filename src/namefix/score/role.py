"""The office or occupation beside the mention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from namefix.datatypes import Candidate, Document, Entity, Mention
from namefix.text import fold

_REACH = 90
"""Letters of the same line on both sides in which a role counts: about one clause."""

_EMPTY = frozenset("of the and for in to a an at on by".split())


class RoleNearby:
    """Score candidates by the share of words of the entity's likeliest role that stand near the mention.

    "British Prime Minister Kiel Stamer" speaks for a prime minister. Of several mentions with one surface form, the
    best counts. None where the table has no roles of the entity.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        near: dict[str, list[set[str]]] = {}
        scores: list[float | None] = []
        for candidate in candidates:
            surface = candidate.mention.surface
            if surface not in near:
                near[surface] = [set(words_near(mention, document)) for mention in document.occurrences(surface)]
            scores.append(_best(candidate.entity, near[surface]))
        return scores

    def explain(self, candidate: Candidate, score: float) -> str:
        """Name the role that was found, or say that none was."""
        return (
            f"its office stands beside it ({' / '.join(candidate.entity.roles[:2])})"
            if score
            else "no office beside it"
        )


def words_near(mention: Mention, document: Document) -> list[str]:
    """Return the folded words of the mention's line, at most a clause away, without those of the mention."""
    text = document.text
    start = max(text.rfind("\n", 0, mention.start) + 1, mention.start - _REACH)
    line_end = text.find("\n", mention.end)
    end = min(line_end if line_end >= 0 else len(text), mention.end + _REACH)
    return f"{fold(text[start : mention.start])} {fold(text[mention.end : end])}".split()


def _best(entity: Entity, near: Sequence[set[str]]) -> float | None:
    roles = role_words(entity.roles)
    if not roles:
        return None
    return max(len(role & words) / len(role) for role in roles for words in near)


@lru_cache(maxsize=1 << 15)
def role_words(roles: tuple[str, ...]) -> list[frozenset[str]]:
    """Return the telling words of each role."""
    return [words for role in roles if (words := frozenset(re.split(" ", fold(role))) - _EMPTY - {""})]
