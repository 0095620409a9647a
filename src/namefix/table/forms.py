"""The forms of an entity: those listed in the table, those derived from the name of a person, and the garbles expected of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Indel

from namefix.datatypes import Entity, Form, FormStatus
from namefix.names.countries import has_either_order, is_surname_first
from namefix.names.name import name_of
from namefix.names.readings import readings_of
from namefix.names.similarity import likeness
from namefix.names.target_language import TargetLanguage

_MIN_SHORT_FORM = 3

_SHORTEST_READING = 5
"""Minimum number of letters of a reading of one word; shorter ones are names of many."""

_FOUND_BY_LETTERS = 0.72
"""Likeness from which a reading leads nowhere that its correct form does not lead."""


def forms_of(entity: Entity, language: TargetLanguage) -> list[Form]:
    """Return the forms of an entity in a language: listed forms, and surname and other word order of a person."""
    derived = _derived(entity, language) if entity.target else ()
    right = [
        form
        for form in dict.fromkeys((entity.name, *entity.aliases, *derived))
        if not _is_common_word(form, entity, language)
    ]
    known = set(right)
    forms = [Form(text, entity, "name" if text == entity.name else "alias", text) for text in right]
    variants = [text for text in entity.variants if text not in known and not _is_common_word(text, entity, language)]
    found = _counterparts((*variants, *entity.misspellings), right)
    forms += [Form(text, entity, "variant", next(found)) for text in variants]
    forms += [Form(text, entity, "misspelling", next(found)) for text in entity.misspellings]
    return forms


def expected_garbles(entity: Entity, language: TargetLanguage) -> list[Form]:
    """Return the forms of a target that translation is expected to make of it: readings of native forms, and swapped words.

    They are searched like listed forms, but they are not looked up: *Li Wei* can be a reading and the name of somebody else.
    """
    if not entity.target:
        return []
    right = [form.text for form in forms_of(entity, language) if form.is_right]
    taken = {name_of(text).squashed for text in right}
    found = {}
    for text, status in (*_swapped(entity), *_readings(entity)):
        squashed = name_of(text).squashed
        written = entity.name if _has_as_many_words(entity.name, text) else counterpart(text, right)
        is_new = squashed and squashed not in taken and _has_as_many_words(written, text)
        if is_new and (status == "swapped" or _leads_on(text, written, language)):
            taken.add(squashed)
            found[text] = Form(text, entity, status, written)
    return list(found.values())


def _has_as_many_words(written: str, text: str) -> bool:
    """Return whether two spellings have as many words, with or without hyphens: *al-Sharaa*, *Ash Sharaa*."""
    return len(written.split()) == len(text.split()) or len(name_of(written).words) == len(name_of(text).words)


def _swapped(entity: Entity) -> Iterator[tuple[str, FormStatus]]:
    words = entity.name.split(" ")
    if entity.kind == "person" and len(words) == 2:
        yield f"{words[1]} {words[0]}", "swapped"


def _readings(entity: Entity) -> Iterator[tuple[str, FormStatus]]:
    for native in entity.native:
        for reading in readings_of(native, entity.country, is_person=entity.kind == "person"):
            yield reading, "reading"


def _leads_on(reading: str, written: str, language: TargetLanguage) -> bool:
    """Return whether a reading finds what its correct form does not, and is no word or name by itself."""
    name, lexicon = name_of(reading), language.lexicon
    if " " not in reading and (
        len(reading) < _SHORTEST_READING
        or lexicon.zipf(name.folded)
        or lexicon.person_count(name.folded)
        or lexicon.town_size(name.folded)
    ):
        return False
    return likeness(name, name_of(written)) < _FOUND_BY_LETTERS


def texts_of(entity: Entity) -> Iterator[str]:
    """Yield name, aliases, variants and misspellings as listed in the table."""
    yield entity.name
    yield from entity.aliases
    yield from entity.variants
    yield from entity.misspellings


def _is_common_word(text: str, entity: Entity, language: TargetLanguage) -> bool:
    """Return whether an alias is a common word (Page, So, An), which does not identify an entity."""
    is_one_word = " " not in text and text != entity.name and entity.kind != "other"
    return is_one_word and language.is_plain(name_of(text).folded)


def counterpart(text: str, right: Sequence[str]) -> str:
    """Return the correct form for a misspelling or variant: one with as many words if possible, then the most similar."""
    return next(_counterparts([text], right))


def _counterparts(texts: Iterable[str], right: Sequence[str]) -> Iterator[str]:
    """Yield the correct form for each text, as `counterpart` does."""
    by_words: dict[int, tuple[list[str], list[str]]] = {}
    for form in right:
        forms, squashed = by_words.setdefault(len(form.split()), ([], []))
        forms.append(form)
        squashed.append(name_of(form).squashed)
    everything = list(right), [name_of(form).squashed for form in right]
    for text in texts:
        forms, squashed = by_words.get(len(text.split()), everything)
        yield forms[process.extractOne(name_of(text).squashed, squashed, scorer=Indel.normalized_similarity)[2]]


def _derived(entity: Entity, language: TargetLanguage) -> list[str]:
    words = entity.name.split()
    if entity.kind != "person" or len(words) < 2:
        return []
    derived = []
    if has_either_order(entity.country) and len(words) == 2:
        derived.append(f"{words[1]} {words[0]}")
    has_short = any(alias in entity.name for alias in entity.aliases)
    if not has_short and not is_surname_first(entity.country):
        particles = (at for at, word in enumerate(words[1:], 1) if name_of(word).folded in language.particles)
        first = next(particles, len(words) - 1)
        surname = " ".join(words[first:])
        if len(name_of(surname).squashed) >= _MIN_SHORT_FORM:
            derived.append(surname)
    return derived
