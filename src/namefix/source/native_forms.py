"""Finding the entities of the table in a source by their native forms, and persons also by their surnames."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import NamedTuple

from namefix.datatypes import Entity, NativeName
from namefix.names.countries import has_either_order, is_surname_first
from namefix.names.language import Language
from namefix.names.native_folding import SCRIPTS
from namefix.names.target_language import TargetLanguage, english
from namefix.source.common_words import is_given_name, is_within_sentence, is_word
from namefix.source.lookup import CharacterLookup, Place, WordLookup
from namefix.source_names import REMEMBERED

_SYLLABLES = re.compile(f"[{SCRIPTS['Han']}{SCRIPTS['Hangul']}]+")
_PARTS = re.compile(r"[\s·・•‧･＝]+")
_INITIALS = re.compile(r"(?<!\w)[^\W\d_][.．·・](?:[ \u00a0\u202f]?[^\W\d_][.．·・])*[ \u00a0\u202f]?$")
_BEHIND_INITIALS = frozenset(".．·・ \u00a0\u202f")
_LONGEST_INITIALS = 16


class _Form(NamedTuple):
    """A native form of an entity, or the surname at its end, as `text`."""

    entity: Entity
    listed: str
    text: str
    is_whole: bool


class _Index(NamedTuple):
    """The forms of a language, by the number of their text in the lookup."""

    lookup: CharacterLookup | WordLookup
    forms: list[list[_Form]]
    listed: frozenset[str]
    given_names: frozenset[str]


class _Found(NamedTuple):
    """A form in a text; `start` is before `surname` if there are initials."""

    start: int
    end: int
    form: _Form
    surname: int


class NativeForms:
    """The native forms of entities, prepared for each language on first use.

    Args:
        entities: The entities, read on first use.
        target: The language of their names.

    Example:
        >>> from namefix.names.language import language_of
        >>> forms = NativeForms([Entity("person/keir-starmer", "person", "Keir Starmer", native=("Кир Стармер",))])
        >>> text = "Встреча с Киром Стармером"
        >>> [text[name.start : name.end] for name in forms.find(text, language_of(text, None))]
        ['Киром Стармером']
    """

    def __init__(self, entities: Iterable[Entity], target: TargetLanguage | None = None) -> None:
        self._unsorted, self._target = entities, target or english()
        self._indices: dict[tuple[str, str], _Index] = {}
        self._names_of = lru_cache(REMEMBERED)(self._read)

    @cached_property
    def _entities(self) -> list[Entity]:
        return sorted(self._unsorted, key=attrgetter("id"))

    @cached_property
    def _with_native(self) -> list[Entity]:
        return [entity for entity in self._entities if entity.native]

    def find(self, text: str, language: Language) -> list[NativeName]:
        """Return the names in the order of the text, the longest of those that begin first.

        The names of one span are entities that share a form, in the order of their ids. Where one of those that share a
        surname is named in full somewhere, only that one is meant. A name is sure unless it is one character only, or a
        common word that is a person's whole name or surname; the full name elsewhere in the text makes it sure.
        """
        return list(self._names_of(text, language))

    def _read(self, text: str, language: Language) -> tuple[NativeName, ...]:
        text = text.encode("utf-8", "replace").decode("utf-8")  # without surrogates
        found = _leftmost_longest(self._found(text, language))
        given_names = self._index(language).given_names
        sure = [not self._is_doubtful(text, one, language, given_names) for one in found]
        in_full = {
            one.form.entity.id for one, is_sure in zip(found, sure, strict=True) if one.form.is_whole and is_sure
        }
        decided = {(one.start, one.end) for one in found if one.form.entity.id in in_full}
        return tuple(
            NativeName(one.start, one.end, one.form.entity, one.form.listed, one.form.is_whole, is_sure or is_in_full)
            for one, is_sure in zip(found, sure, strict=True)
            if (is_in_full := one.form.entity.id in in_full) or one.form.is_whole or (one.start, one.end) not in decided
        )

    def listed(self, language: Language) -> frozenset[str]:
        """Return the ids of the entities for which the table lists a native form in the script of a language."""
        return self._index(language).listed

    def _index(self, language: Language) -> _Index:
        key = language.script, language.code if language.script == "Han" else ""
        if key not in self._indices:
            entities = self._entities if language.script == "Latin" else self._with_native
            self._indices[key] = _build_index(entities, language, self._target.particles | language.particles)
        return self._indices[key]

    def _found(self, text: str, language: Language) -> Iterator[_Found]:
        index = self._index(language)
        for place in index.lookup.find(text, language):
            for form in index.forms[place.form]:
                start = place.start if form.is_whole else _start_with_initials(text, place, form)
                if start is not None:
                    yield _Found(start, place.end, form, place.start)

    def _is_doubtful(self, text: str, found: _Found, language: Language, given_names: frozenset[str]) -> bool:
        form, entity = found.form.text, found.form.entity
        if form in given_names and is_given_name(text, found.start, found.end, entity, language):
            return True
        if language.marks_names and is_within_sentence(text, found.start):
            return False
        return is_word(form, text[found.surname : found.end], entity, language, self._target)


def _build_index(entities: Iterable[Entity], language: Language, particles: Collection[str]) -> _Index:
    grouped: dict[str, list[_Form]] = defaultdict(list)
    for entity in entities:
        for form in _forms(entity, language, particles):
            grouped[form.text].append(form)
    forms = list(grouped.values())
    listed = frozenset(form.entity.id for group in forms for form in group if form.listed in form.entity.native)
    names = [_PARTS.split(text) for text, (form, *_) in grouped.items() if form.entity.kind == "person"]
    given_names = frozenset(parts[0] for parts in names if len(parts) > 1)
    lookup = WordLookup(list(grouped), language.script) if language.has_words else CharacterLookup(list(grouped))
    return _Index(lookup, forms, listed, given_names)


def _forms(entity: Entity, language: Language, particles: Collection[str]) -> Iterator[_Form]:
    """Yield the forms in the script of a language, and the surname of a person; in Latin script also correct English forms."""
    right = (entity.name, *entity.aliases, *entity.variants) if language.script == "Latin" else ()
    for listed in (*right, *filter(language.writes, entity.native)):
        is_whole = listed not in right or entity.kind != "person" or " " in listed or listed == entity.name
        yield _Form(entity, listed, listed, is_whole)
        if surname := _surname(entity, listed, language, particles):
            yield _Form(entity, listed, surname, is_whole=False)


def _surname(entity: Entity, native: str, language: Language, particles: Collection[str]) -> str | None:
    """Return the surname of a target at the end of a native form; None if it is not separated from the rest, or missing."""
    words = _PARTS.split(native)
    country = entity.country
    is_first = is_surname_first(country) or (has_either_order(country) and not language.is_cased)
    if not entity.target or entity.kind != "person" or len(words) < 2 or is_first:
        return None
    short = [alias for alias in entity.aliases if alias in entity.name and alias != entity.name]
    sizes = [alias.count(" ") + 1 for alias in short if entity.name.endswith(" " + alias)]
    if short and not sizes:
        return None  # the person is called by another part of the name
    size = max(sizes, default=1) if len(words) == entity.name.count(" ") + 1 else 1
    first = len(words) - size
    while first > 1 and words[first - 1].lower() in particles:
        first -= 1
    if first < 1:
        return None
    surname = native[[part.end() for part in _PARTS.finditer(native)][first - 1] :]
    return surname if len(surname) >= (2 if _SYLLABLES.fullmatch(surname) else 3) else None


def _start_with_initials(text: str, place: Place, form: _Form) -> int | None:
    """Return the start of a surname including initials before it; None if the initials belong to another person."""
    if text[max(0, place.start - 1) : place.start] not in _BEHIND_INITIALS:
        return place.start
    initials = _INITIALS.search(text, max(0, place.start - _LONGEST_INITIALS), place.start)
    if not initials or not initials.group()[0].isupper():
        return place.start
    given = _PARTS.split(f"{form.listed.removesuffix(form.text)} {form.entity.name}")
    return initials.start() if initials.group()[0] in {word[:1].upper() for word in given} else None


def _leftmost_longest(found: Iterable[_Found]) -> list[_Found]:
    """Return forms that do not overlap or share one span, with one form an entity, a whole one if possible."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end, one.form.entity.id, not one.form.is_whole)):
        is_apart = not kept or one.start >= kept[-1].end
        if is_apart or (one[:2] == kept[-1][:2] and one.form.entity is not kept[-1].form.entity):
            kept.append(one)
    return kept
