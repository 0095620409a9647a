"""The entity's country in the text."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document
from namefix.lexicon import country_of
from namefix.score.role import words_near
from namefix.text import fold


class CountryNearby:
    """Score candidates by whether the text speaks of the entity's country: 1 beside the mention, else its share.

    A country is told by its names, capital, people and adjective. Far from the mention, the score is half the share
    that the country has of all countries named in the document. None where the table has no country of the entity, or
    the document names none at all.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        if not candidates:
            return []
        named = [code for word in document.words if word.text[0].isupper() and (code := country_of(fold(word.text)))]
        near: dict[str, set[str]] = {}
        scores: list[float | None] = []
        for candidate in candidates:
            country, surface = candidate.entity.country, candidate.mention.surface
            if country is None or not named:
                scores.append(None)
                continue
            if surface not in near:
                mentions = document.occurrences(surface)
                words = (word for mention in mentions for word in words_near(mention, document))
                near[surface] = {code for word in words if (code := country_of(word))}
            scores.append(1.0 if country in near[surface] else named.count(country) / len(named) / 2)
        return scores

    def explain(self, candidate: Candidate, score: float) -> str:
        """Say whether the country was found."""
        if score == 1:
            return f"its country ({candidate.entity.country}) stands beside it"
        return f"the text is about its country ({candidate.entity.country})" if score else "its country is not named"
