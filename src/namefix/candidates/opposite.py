"""Candidates from the source: entities named by the aligned segment, for mentions of any spelling."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from namefix.candidates.present import given_name
from namefix.datatypes import Document, Entity, Form, Mention, NativeName, Source
from namefix.names.name import name_of
from namefix.names.similarity import native_likeness
from namefix.names.target_language import TargetLanguage
from namefix.table.name_table import forms_of

_ALIKE = 0.35
"""Minimum spelling similarity for choosing a form by it; below, it is chosen by its number of words."""

_MOST = 3
"""Maximum number of forms for each surface form."""


def opposite_forms(surfaces: Sequence[str], document: Document) -> list[list[Form]]:
    """Return for each surface form the forms of entities named only by the aligned source, most similar first."""
    source = document.source
    if source is None:
        return [[] for _ in surfaces]
    right = [mention for mention in document.mentions if {form.entity.id for form in mention.forms} & source.named]
    starts = [mention.start for mention in right]
    found = []
    for surface in surfaces:
        free = [mention for mention in document.occurrences(surface) if not _has_right_name(mention, right, starts)]
        found.append(_forms(free, source, document.language) if free else [])
    return found


def _has_right_name(mention: Mention, right: Sequence[Mention], starts: Sequence[int]) -> bool:
    """Return whether a mention contains the correct name of an entity that the source names."""
    inside = right[bisect_left(starts, mention.start) : bisect_left(starts, mention.end)]
    return any(other.end <= mention.end for other in inside)


def _forms(mentions: Sequence[Mention], source: Source, language: TargetLanguage) -> list[Form]:
    surface = mentions[0].surface
    words = surface.split(" ")
    if any(word.islower() or language.is_plain(name_of(word).folded) for word in (words[0], words[-1])):
        return []
    found: dict[str, tuple[float, Form]] = {}
    for name in _unmatched_names(mentions, source):
        if name.entity.id not in found:
            native = name_of(source.text[name.start : name.end])
            reading = 0.0 if name.entity.is_from_source else native_likeness(mentions[0].name, native)
            found[name.entity.id] = _likest(surface, name.entity, reading, language)
    likest = sorted(found.values(), key=lambda pair: (-pair[0], pair[1].entity.id))
    return [form for _, form in likest[:_MOST]]


def _unmatched_names(mentions: Sequence[Mention], source: Source) -> Iterator[NativeName]:
    for mention in mentions:
        if segment := source.opposite(mention):
            for name in segment.names:
                if name.entity.target and name.entity.id in segment.unmatched:
                    yield name


def _likest(surface: str, entity: Entity, reading: float, language: TargetLanguage) -> tuple[float, Form]:
    """Return the form most similar to a mention, and its similarity.

    If the mention is more similar to the romanised native name, or not similar at all, the first form with as many words is
    returned.
    """
    letters = name_of(surface).squashed
    forms = [form for form in forms_of(entity, language) if form.is_right]
    alike = [
        (Indel.normalized_similarity(letters, form.name.squashed), form)
        for form in (*forms, *given_name(entity, language))
    ]
    likeness, likest = max(alike, key=lambda pair: pair[0])
    if likeness >= max(_ALIKE, reading):
        return likeness, likest
    size = surface.count(" ")
    as_long = (form for form in forms if form.text.count(" ") == size and form.name.words[0] not in language.titles)
    return max(likeness, reading), next(as_long, _surname(entity) if not size else forms[0])


def _surname(entity: Entity) -> Form:
    """Return the last word of a name as a form, which is no form of the table if it is also a common word."""
    surname = entity.name.rpartition(" ")[2]
    return Form(surname, entity, "alias", surname)
