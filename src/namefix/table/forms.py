"""The forms of an entity: those listed in the table, and those derived from the name of a person."""

from __future__ import annotations

from collections.abc import Iterator

from namefix.datatypes import Entity, Form
from namefix.names.countries import has_either_order, is_surname_first
from namefix.names.name import name_of
from namefix.names.similarity import spelling_similarity
from namefix.names.target_language import TargetLanguage

_MIN_SHORT_FORM = 3


def forms_of(entity: Entity, language: TargetLanguage) -> list[Form]:
    """Return the forms of an entity in a language: listed forms, and surname and other word order of a person."""
    derived = _derived(entity, language) if entity.target else ()
    right = [
        form
        for form in dict.fromkeys((entity.name, *entity.aliases, *derived))
        if not _is_common_word(form, entity, language)
    ]
    forms = [Form(text, entity, "name" if text == entity.name else "alias", text) for text in right]
    forms += [
        Form(text, entity, "variant", counterpart(text, right))
        for text in entity.variants
        if text not in right and not _is_common_word(text, entity, language)
    ]
    forms += [Form(text, entity, "misspelling", counterpart(text, right)) for text in entity.misspellings]
    return forms


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


def counterpart(text: str, right: list[str]) -> str:
    """Return the correct form for a misspelling or variant: one with as many words if possible, then the most similar."""
    words = len(text.split())

    def likeness(form: str) -> tuple[bool, float]:
        return len(form.split()) == words, spelling_similarity(name_of(form), name_of(text))

    return max(right, key=likeness)


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
