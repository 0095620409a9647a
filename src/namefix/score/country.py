"""The country of the entity in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from namefix.datatypes import Candidate, Document, Mention, Score
from namefix.names.folding import fold

_REACH = 90
"""Number of letters of the same line on each side that count as context, about one clause."""


class CountryNearby:
    """Score candidates by mentions of the entity's country: 1 in the context of the mention, otherwise by its share.

    A country is recognised by its names, people and adjective, and by places of the table in it. Outside of the context, the
    score is half the share of the country among all countries named in the document. It is None if the table has no country
    of the entity, or the document names no country.
    """

    knots = (0, 0.25, 0.5, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        if not candidates:
            return []
        language, country_of = document.language, document.language.lexicon.country_of
        named = [code for word in document.words if word.text[0].isupper() and (code := country_of(word.folded))]
        named += language.countries_in(document.text)
        named += [code for _, code in countries_of_places(document)]
        near: dict[str, set[str]] = {}
        scores: list[Score | None] = []
        for candidate in candidates:
            country, surface = candidate.entity.country, candidate.mention.surface
            if country is None or not named:
                scores.append(None)
                continue
            if surface not in near:
                near[surface] = set().union(
                    *(countries_near(mention, document) for mention in document.occurrences(surface))
                )
            if country in near[surface]:
                scores.append(Score(1.0, f"its country is named next to it ({country})"))
            elif share := named.count(country) / len(named):
                scores.append(Score(share / 2, f"same country as the text ({country})"))
            else:
                scores.append(Score(0.0, f"its country is not in the text ({country})"))
        return scores


def countries_near(mention: Mention, document: Document) -> set[str]:
    """Return the codes of the countries named in the context of the mention."""
    start, end = _reach(mention, document)
    text, language = document.text, document.language
    codes = {code for word in words_near(mention, document) if (code := language.lexicon.country_of(word))}
    codes.update(language.countries_in(text[start : mention.start]), language.countries_in(text[mention.end : end]))
    places = countries_of_places(document)
    first, behind = bisect_left(places, (start, "")), bisect_left(places, (end, ""))
    return codes | {code for at, code in places[first:behind] if not mention.start <= at < mention.end}


@lru_cache(maxsize=2)
def countries_of_places(document: Document) -> list[tuple[int, str]]:
    """Return the positions of places of the table that are in exactly one country, with its code."""
    places = []
    for mention in document.mentions:
        countries = {form.entity.country for form in mention.forms if form.entity.kind == "place"}
        if len(countries) == 1 and (country := countries.pop()):
            places.append((mention.start, country))
    return sorted(places)


def words_near(mention: Mention, document: Document) -> list[str]:
    """Return the folded words in the context of the mention."""
    start, end = _reach(mention, document)
    return [*fold(document.text[start : mention.start]).split(), *fold(document.text[mention.end : end]).split()]


def _reach(mention: Mention, document: Document) -> tuple[int, int]:
    text = document.text
    start = max(text.rfind("\n", 0, mention.start) + 1, mention.start - _REACH)
    line_end = text.find("\n", mention.end)
    return start, min(line_end if line_end >= 0 else len(text), mention.end + _REACH)
