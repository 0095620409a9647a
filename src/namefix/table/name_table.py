"""The knowledge base in memory: forms that may be written, exact look-up, and the words that names are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import attrgetter

from rapidfuzz.distance import Indel

from namefix.datatypes import Entity, Form
from namefix.lexicon import is_plain
from namefix.text import PARTICLES, fold, fold_many, squash

SURNAME_FIRST = frozenset("CN HK KH KP KR MO TW VN".split())
_BOTH_ORDERS = frozenset("HU JP KR".split())
_MIN_SHORT_FORM = 3


class NameTable:
    """All entities with their forms, independent of the order of rows.

    Args:
        entities: The rows of all tables; ids are unique.

    Example:
        >>> table = NameTable([Entity("person/keir-starmer", "person", "Keir Starmer")])
        >>> [form.text for form in table.meanings("starmer")]
        ['Starmer']
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities = {entity.id: entity for entity in sorted(entities, key=attrgetter("id"))}
        self.forms = [form for entity in self.entities.values() if entity.target for form in forms_of(entity)]
        """Every form of every target, in the order of ids."""
        self._targets: dict[str, list[Form]] = defaultdict(list)
        self._known: dict[str, list[Entity]] = defaultdict(list)
        for form, key in zip(self.forms, fold_many([form.text for form in self.forms]), strict=True):
            self._targets[key].append(form)
        known = [(entity, text) for entity in self.entities.values() if not entity.target for text in _texts(entity)]
        for (entity, _), key in zip(known, fold_many([text for _, text in known]), strict=True):
            self._known[key].append(entity)
        roles = {role for entity in self.entities.values() for role in entity.roles}
        self._office_words = {word for role in fold_many(sorted(roles)) for word in role.split(" ")}
        self.longest_from: dict[str, int] = {}
        """Folded first word of a form → most words of a form that begins so."""
        for key in (*self._targets, *self._known):
            first, size = key.partition(" ")[0], key.count(" ") + 1
            if size > self.longest_from.get(first, 0):
                self.longest_from[first] = size

    def __contains__(self, folded: str) -> bool:
        """Whether a folded name is spelt like a form of the table."""
        return folded in self._targets or folded in self._known

    def has_office(self, folded: str) -> bool:
        """Whether a folded name is made of words of offices and occupations only."""
        return all(word in self._office_words for word in folded.split(" "))

    def meanings(self, folded: str) -> tuple[Form, ...]:
        """Return the forms that are spelt like a folded name, those of targets first, in the order of ids."""
        known = [
            form for entity in self._known.get(folded, ()) for form in forms_of(entity) if fold(form.text) == folded
        ]
        return (*self._targets.get(folded, ()), *known)

    def find(self, name: str) -> list[Form]:
        """Return the forms that are spelt like `name`, letter case, diacritics and hyphens aside; best known first."""
        return sorted(self.meanings(fold(name)), key=lambda form: (-form.entity.weight, form.entity.id))


def forms_of(entity: Entity) -> list[Form]:
    """Return the forms of an entity: those of the table, and a person's surname and other order of the parts."""
    derived = _derived(entity) if entity.target else ()
    right = [
        form for form in dict.fromkeys((entity.name, *entity.aliases, *derived)) if not _says_nothing(form, entity)
    ]
    forms = [Form(text, entity, "name" if text == entity.name else "alias", text) for text in right]
    forms += [
        Form(text, entity, "variant", counterpart(text, right))
        for text in entity.variants
        if text not in right and not _says_nothing(text, entity)
    ]
    forms += [Form(text, entity, "misspelling", counterpart(text, right)) for text in entity.misspellings]
    return forms


def _texts(entity: Entity) -> Iterator[str]:
    yield entity.name
    yield from entity.aliases
    yield from entity.variants
    yield from entity.misspellings


def _says_nothing(text: str, entity: Entity) -> bool:
    """Whether an alias is common English (Page, So, An), which names nobody by itself."""
    return " " not in text and text != entity.name and entity.kind != "other" and is_plain(fold(text))


def counterpart(text: str, right: list[str]) -> str:
    """Return the right form that answers to a wrong or less liked one: as many words, then the most alike."""
    words = len(text.split())

    def likeness(form: str) -> tuple[bool, float]:
        return len(form.split()) == words, Indel.normalized_similarity(squash(form), squash(text))

    return max(right, key=likeness)


def _derived(entity: Entity) -> list[str]:
    words = entity.name.split()
    if entity.kind != "person" or len(words) < 2:
        return []
    derived = []
    if entity.country in _BOTH_ORDERS and len(words) == 2:
        derived.append(f"{words[1]} {words[0]}")
    has_short = any(alias in entity.name for alias in entity.aliases)
    if not has_short and entity.country not in SURNAME_FIRST:
        first = next((i for i, word in enumerate(words[1:], 1) if fold(word) in PARTICLES), len(words) - 1)
        surname = " ".join(words[first:])
        if len(squash(surname)) >= _MIN_SHORT_FORM:
            derived.append(surname)
    return derived
