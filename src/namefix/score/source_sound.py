"""Names without a native form, found in the source by their sound."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rapidfuzz import fuzz

from namefix.datatypes import Candidate, Document, Score, Source
from namefix.names.name import name_of
from namefix.names.native_sounds import likeliest_segment, modelled_languages, sound_probabilities
from namefix.names.similarity import spelling_similarity

_LEAST = 0.5
"""Minimum spelling similarity for using the score; below, no other evidence would be sufficient."""

_ALIKE = 0.5
"""Score from which the wording states that the source sounds like a name."""


class SoundInSource:
    """Score candidates by the probability that the aligned source segment contains a transliteration of the name.

    For sources in Latin letters, the spelling similarity is used. The maximum over the mentions of a surface form counts. The
    score is None if the source names the entity, if the table has a native form in its script, and for names with too low a
    spelling similarity to the mention.

    Reference:
        Parameters: `data/learn_native_sounds.py`.
    """

    knots = (0.1, 0.3, 0.5, 0.7, 0.9)
    alike_from = _ALIKE
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        source = document.source
        if source is None:
            return [None] * len(candidates)
        asked = [_pairs(candidate, document, source) for candidate in candidates]
        pairs = sorted({pair for pairs in asked for pair in pairs})
        found = dict(zip(pairs, _likeness(pairs, source.language), strict=True))
        values = [max((found[pair] for pair in pairs), default=None) for pairs in asked]
        return [
            None if value is None else Score(value, partial(_words, candidate, value, document, source))
            for candidate, value in zip(candidates, values, strict=True)
        ]


def _words(candidate: Candidate, value: float, document: Document, source: Source) -> str:
    """Return the wording with the part of the source that sounds like the name."""
    if value < _ALIKE:
        return "nothing in the source sounds like it"
    if source.language not in modelled_languages():
        return "the source has a similar name"
    rests = [segment.rest for segment in document.opposite(candidate.mention.surface)]
    _, rest = max(
        zip(sound_probabilities([(candidate.alias, rest) for rest in rests], source.language), rests, strict=True)
    )
    start, end = likeliest_segment(candidate.alias, rest, source.language)
    return f"sounds like {rest[start:end]} in the source"


def _pairs(candidate: Candidate, document: Document, source: Source) -> set[tuple[str, str]]:
    """Return the name with each segment of the source that may hold a transliteration of it."""
    surface, alias, entity_id = candidate.mention.surface, candidate.alias, candidate.entity.id
    if (
        entity_id in source.listed
        or entity_id in source.named
        or spelling_similarity(candidate.mention.name, candidate.name) < _LEAST
    ):
        return set()
    return {(alias, segment.rest) for segment in document.opposite(surface)}


def _likeness(pairs: Sequence[tuple[str, str]], language: str) -> list[float]:
    if language in modelled_languages():
        return sound_probabilities(pairs, language)
    squashed = ((name_of(name).squashed, name_of(rest).squashed) for name, rest in pairs)
    return [fuzz.partial_ratio(name, rest) / 100 if rest else 0.0 for name, rest in squashed]
