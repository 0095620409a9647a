"""The country of the entity in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple

from namefix.datatypes import Candidate, Document, Mention, Score
from namefix.names.folding import fold

_REACH = 90
"""Number of letters of the same line on each side that count as context, about one clause."""


_REMEMBERED = 1 << 12
"""Number of cached contexts."""


class Context(NamedTuple):
    """The folded words and the codes of the countries in the context of a mention."""

    words: frozenset[str]
    countries: frozenset[str]


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
        shares = {code: count / len(named) for code, count in Counter(named).items()}
        near: dict[str, set[str]] = {}
        scores: list[Score | None] = []
        for candidate in candidates:
            country, surface = candidate.entity.country, candidate.mention.surface
            if country is None or not named:
                scores.append(None)
                continue
            if surface not in near:
                near[surface] = set().union(
                    *(context_of(mention, document).countries for mention in document.occurrences(surface))
                )
            if country in near[surface]:
                scores.append(Score(1.0, f"its country is named next to it ({country})"))
            elif share := shares.get(country):
                scores.append(Score(share / 2, f"same country as the text ({country})"))
            else:
                scores.append(Score(0.0, f"its country is not in the text ({country})"))
        return scores


def context_of(mention: Mention, document: Document) -> Context:
    """Return the context of a mention in its document."""
    return _contexts(document)(mention.start, mention.end)


@lru_cache(maxsize=2)
def _contexts(document: Document) -> Callable[[int, int], Context]:
    """Return the function that reads the contexts of spans of a document, each only once."""
    return cache(partial(_read_context, document))


def _read_context(document: Document, start: int, end: int) -> Context:
    text, language = document.text, document.language
    first, behind = _reach(start, end, text)
    before, after = text[first:start], text[end:behind]
    words = frozenset((*_folded_words(before), *_folded_words(after)))
    codes = {code for word in words if (code := language.lexicon.country_of(word))}
    codes.update(language.countries_in(before), language.countries_in(after))
    places = countries_of_places(document)
    near = places[bisect_left(places, (first, "")) : bisect_left(places, (behind, ""))]
    codes.update(code for at, code in near if not start <= at < end)
    return Context(words, frozenset(codes))


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
    text = document.text
    first, behind = _reach(mention.start, mention.end, text)
    return [*_folded_words(text[first : mention.start]), *_folded_words(text[mention.end : behind])]


@lru_cache(maxsize=_REMEMBERED)
def _folded_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text; mentions that begin or end at one place share them."""
    return tuple(fold(text).split())


def _reach(start: int, end: int, text: str) -> tuple[int, int]:
    """Return the span of the context of a span."""
    line_end = text.find("\n", end)
    first = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    return first, min(line_end if line_end >= 0 else len(text), end + _REACH)
