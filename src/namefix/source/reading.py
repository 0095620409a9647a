"""Reading of the source: its entities, and their alignment with the translation."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from namefix.datatypes import Document, Entity, Form, Mention, NativeName, Segment, Source
from namefix.names.countries import has_latin_names
from namefix.names.language import Language, language_of
from namefix.names.lexicon import Lexicon
from namefix.names.name import name_of
from namefix.names.source_name import SourceName
from namefix.source.align import Pair, Point, Span, align, shared_numbers
from namefix.source.native_forms import NativeForms
from namefix.source.unlisted import with_right_names, with_unlisted

_MOST_MISSED = 2
"""Number of names and numbers of the translation that may be missing from any source, because they may be garbled."""

_LEAST_SHARE = 0.35
"""Minimum share of names and numbers that must occur in the source."""

_FEW_BEARERS = 20
"""Maximum number of persons of the lexicon with a surname that by itself tells who is meant."""

_SAME_WORDS, _LEAST_WORDS = 0.5, 3
"""Minimum share and number of function words of the translation that show that the source is in the same language."""


def read_source(
    document: Document, text: str, code: str | None, forms: NativeForms, *, reads_unlisted: bool = True
) -> Document:
    """Return a document with its source, or with a warning that states why the source is ignored.

    Args:
        document: The document.
        text: Its source.
        code: The language of the source, None if unknown.
        forms: The native forms of the table.
        reads_unlisted: Whether names of the source that the table lacks are read.

    Raises:
        ConfigError: If the language is unknown.
    """
    language, written = language_of(text, code), language_of(text, None)
    if language is None or written is None:
        return _without(document, "the source has no letters")
    if written.script != language.script:
        return _without(
            document, f"the source is not written in the script of {code!r} but in {written.script} letters"
        )
    if language.script == "Latin" and _is_same_language(document, text):
        return _without(document, "the source is in the language of the translation")
    names, listed = forms.find(text, language), forms.listed(language)
    expected = _expected_names(document, _right_names(document.mentions), listed, names, language)
    if not _fits(document, text, names, expected):
        return _without(document, "the source does not fit: it lacks most names and numbers of the translation")
    unlisted: dict[str, SourceName] = {}
    if reads_unlisted:
        read = with_unlisted(text, language, names, document.language)
        unlisted = {name.entity.id: source_name for source_name, name in read.unlisted}
        names = read.all
        document = with_right_names(document, {name.entity.id: name.entity for _, name in read.unlisted}.values())
    right = _right_names(document.mentions)
    pairs = align(document.text, text, _points(names, right))
    segments = tuple(_segments(document, text, pairs, names, right))
    return replace(
        document,
        source=Source(text, language.code, tuple(names), segments, frozenset({*listed, *unlisted}), unlisted),
    )


def anchors(document: Document, names: Sequence[NativeName]) -> list[Point]:
    """Return the positions of names that are correct in a document and that its source names equally often."""
    return _points(names, _right_names(document.mentions))


def _without(document: Document, warning: str) -> Document:
    return replace(document, warnings=(*document.warnings, f"{warning}; repaired without it"))


def _is_same_language(document: Document, text: str) -> bool:
    words = {word.text for word in document.words if word.text.islower()}
    return len(words) >= _LEAST_WORDS and len(words.intersection(text.lower().split())) / len(words) >= _SAME_WORDS


def _right_names(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the correct names of targets, in order, the longest of overlapping ones."""
    right = [mention for mention in mentions if any(form.entity.target for form in mention.forms) and mention.is_right]
    kept: list[Mention] = []
    for mention in sorted(right, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _entity_ids(mention: Mention) -> set[str]:
    return {form.entity.id for form in mention.forms if form.entity.target and form.is_right}


def _expected_names(
    document: Document,
    right: Sequence[Mention],
    listed: Collection[str],
    names: Sequence[NativeName],
    language: Language,
) -> Mapping[str, set[str]]:
    """Return the surface forms of the translation that its source should name, with the ids of what they can mean.

    A frequent surname alone can be that of somebody else, and a source in Latin letters spells names from other scripts in its
    own way; both are expected only if they are there.
    """
    lexicon = document.language.lexicon
    named = {name.entity.id for name in names}
    expected = {}
    for mention in right:
        ids = {
            entity.id
            for form in mention.forms
            if form.is_right and (entity := form.entity).target and entity.id in listed
            if entity.id in named
            or (_tells_much(form, lexicon) and (language.script != "Latin" or has_latin_names(entity.country)))
        }
        if ids:
            expected[mention.surface] = ids
    return expected


def _tells_much(form: Form, lexicon: Lexicon) -> bool:
    """Return whether a form is more than a frequent surname."""
    name = form.name
    return form.entity.kind == "place" or len(name.words) > 1 or lexicon.person_count(name.folded) <= _FEW_BEARERS


def _fits(document: Document, text: str, names: Sequence[NativeName], expected: Mapping[str, set[str]]) -> bool:
    """Return whether enough names and numbers of the translation occur in the source."""
    named = {name.entity.id for name in names}
    found = sum(not ids.isdisjoint(named) for ids in expected.values())
    numbers, of = shared_numbers(document.text, text)
    total, there = len(expected) + of, found + numbers
    return total - there <= _MOST_MISSED or there / total >= _LEAST_SHARE


def _points(names: Sequence[NativeName], right: Sequence[Mention]) -> list[Point]:
    """Return the positions of entities that occur equally often in both texts."""
    places: dict[str, list[int]] = defaultdict(list)
    for name in names:
        places[name.entity.id].append(name.start)
    ours: dict[str, list[int]] = defaultdict(list)
    for mention in right:
        for entity_id in _entity_ids(mention):
            ours[entity_id].append(mention.start)
    return [
        Point(*pair)
        for entity_id, starts in ours.items()
        if len(starts) == len(places[entity_id])
        for pair in zip(starts, places[entity_id], strict=True)
    ]


def _segments(
    document: Document, text: str, pairs: Sequence[Pair], names: Sequence[NativeName], right: Sequence[Mention]
) -> Iterator[Segment]:
    starts, right_starts = [name.start for name in names], [mention.start for mention in right]
    for (start, end), around, (source_start, source_end) in pairs:
        inside = names[bisect_left(starts, source_start) : bisect_left(starts, source_end)]
        ours = right[bisect_left(right_starts, around[0]) : bisect_left(right_starts, around[1])]
        counts = Counter(name.entity.id for name in inside if name.is_sure)
        sure = frozenset(counts)
        for mention in ours:
            counts.subtract(_entity_ids(mention))
        unmatched = frozenset(
            name.entity.id
            for name in inside
            if counts[name.entity.id] > 0 and not _has_its_people(document, around, ours, name.entity)
        )
        rest = _without_names(text, source_start, source_end, inside)
        yield Segment(start, end, source_start, source_end, tuple(inside), sure, unmatched, rest)


def _has_its_people(document: Document, around: Span, right: Sequence[Mention], entity: Entity) -> bool:
    """Return whether the context contains the people or the adjective of the country that an entity is."""
    lexicon = document.language.lexicon
    country = _code_of(entity, lexicon)
    if country is None:
        return False
    first, last = document.words_between(*around)
    named = {position for mention in right for position in range(*document.words_between(mention.start, mention.end))}
    return any(
        lexicon.country_of(document.words[position].folded) == country
        for position in range(first, last)
        if position not in named
    )


def _code_of(entity: Entity, lexicon: Lexicon) -> str | None:
    """Return the code of the country that an entity is, None for other entities, including capitals."""
    if entity.kind != "place":
        return None
    if "country" in entity.roles:
        return entity.country
    folded = name_of(entity.name).folded
    return None if lexicon.is_place(folded) else lexicon.country_of(folded)


def _without_names(text: str, start: int, end: int, names: Sequence[NativeName]) -> str:
    pieces, at = [], start
    for name in names:
        if name.is_sure and not name.entity.is_from_source and name.start >= at:
            pieces.append(text[at : name.start])
            at = name.end
    return " ".join([*pieces, text[at:end]])
