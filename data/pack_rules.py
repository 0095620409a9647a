"""Rules of the packs: which entities become rows, which of them are targets, and what their rows say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from build_tables import COMMON_WORD, ROMANISED, is_common_word
from pack_joining import Joined, bearers_of, names_of
from pack_records import MOST_NATIVE
from wordfreq import zipf_frequency
from world_persons import NO_PLAIN_NAME

from namefix.datatypes import Entity
from namefix.names.folding import fold
from namefix.names.name import name_of
from namefix.names.similarity import likeness

RIVAL = 3.0
"""A target is this many times as famous as everybody and every place that shares one of its names."""
FEWEST_LISTS = 2
"""Lists that must name a target: what one list alone calls famous is often its mistake (a town with the population of a city)."""
MOST_ALIASES = 4
NATIVE_ALIKE = 0.5
"""Likeness in sound from which a form in letters is the place's own; others are former names and translations."""


@dataclass(frozen=True)
class Fame:
    """The least fame of targets."""

    person: float
    place: float


class Core:
    """The names of the bundled table, of which a pack has no second row."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.ids = {entity.id for entity in entities}
        self.by_name: dict[str, list[Entity]] = defaultdict(list)
        for entity in entities:
            for key in {fold(text) for text in (entity.name, *entity.aliases, *entity.variants)}:
                self.by_name[key].append(entity)

    def same(self, one: Joined) -> list[Entity]:
        """Return the core's entities with the name of an entity that nothing tells apart from it."""
        country, kind = one.value("country"), one.first.kind
        return [
            entity
            for entity in self.by_name.get(fold(one.first.name), ())
            if kind in ("other", entity.kind) and (not country or not entity.country or entity.country == country)
        ]


def is_row(one: Joined, core: Core) -> bool:
    """Return whether an entity gets a row: the core does not have it, and its name is no common word."""
    return not core.same(one) and not is_common_word(one.first.name)


def targets_of(entities: Sequence[Joined], core: Core, least: Fame) -> set[int]:
    """Return the ids (of objects) of the entities that become targets.

    A target is famous enough, has a plain name in whole letters that is no phrase, is named by two lists, and is three times as
    famous as everything else of its name, in the lists and in the core.
    """
    bearers = bearers_of(entities)
    return {id(one) for one in entities if one.fame >= _least(one, least) and _can_be_target(one, bearers, core)}


def _least(one: Joined, least: Fame) -> float:
    return least.person if one.first.kind == "person" else least.place


def _can_be_target(one: Joined, bearers: dict[str, list[Joined]], core: Core) -> bool:
    key, name = fold(one.first.name), one.first.name
    if one.first.kind == "other" or one.first.is_spoilt or is_common_word(name) or core.by_name.get(key):
        return False
    if any(other is not one and other.fame * RIVAL > one.fame for other in bearers[key]):
        return False
    if len(one.sources) < FEWEST_LISTS:
        return False
    if one.first.kind == "person":
        is_words = all(zipf_frequency(word, "en") >= COMMON_WORD for word in key.split())
        return not NO_PLAIN_NAME.search(name) and not is_words
    is_romanised = one.value("country") in ROMANISED
    return not is_romanised or all(zipf_frequency(word, "en") > 0 for word in key.split())


def rows_of(entities: Sequence[Joined], targets: set[int], core: Core) -> Iterator[tuple[Entity, list[str]]]:
    """Yield the rows with their origins, in an order that only the lists determine."""
    used = set(core.ids)
    forms = _shared_out(entities)
    for one in sorted(entities, key=lambda one: (-one.fame, one.first.name, one.value("country"), one.born or 0)):
        name, *aliases = dict.fromkeys(names_of(one))
        kept = [alias for alias in aliases if not is_common_word(alias)]
        key = next(key for key in _ids(one) if key not in used)
        used.add(key)
        yield (
            Entity(
                key,
                one.first.kind,  # type: ignore[arg-type]
                name,
                tuple(kept[:MOST_ALIASES]),
                native=tuple(forms[id(one)]),
                country=one.value("country") or None,
                roles=_roles(one),
                weight=one.fame,
                target=id(one) in targets,
                is_bundled=True,
            ),
            one.sources,
        )


def _roles(one: Joined) -> tuple[str, ...]:
    roles = dict.fromkeys(role for record in one.records for role in record.roles if role)
    return tuple(roles)[:MOST_ALIASES]


def _ids(one: Joined) -> Iterator[str]:
    """Yield ids for a row, the plainest first: Wikidata's, the name, then with country, year, and numbers."""
    if wikidata := one.value("wikidata"):
        yield f"wikidata/{wikidata}"
    base = f"{one.first.kind}/{fold(one.first.name).replace(' ', '-')}"
    yield base
    for more in (one.value("country").lower(), one.value("region").lower(), str(one.born or "")):
        if more:
            base = f"{base}-{re.sub('[^a-z0-9]', '', more)}"
            yield base
    yield from (f"{base}-no{number}" for number in range(2, 100_000))


def _shared_out(entities: Iterable[Joined]) -> dict[int, list[str]]:
    """Return the native forms of each entity; a form of places of several names belongs to the most famous of them."""
    owner: dict[str, str] = {}
    forms: dict[int, list[str]] = {}
    for one in sorted(entities, key=lambda one: (-one.fame, one.first.name, one.value("country"))):
        key = fold(one.first.name)
        by_language: dict[str, dict[str, None]] = defaultdict(dict)
        for record in one.records:
            for language, form in record.native:
                if len(by_language[language]) < MOST_NATIVE and _sounds_alike(language, form, one):
                    by_language[language][form] = None
        found = list(dict.fromkeys(form for listed in by_language.values() for form in listed))
        if one.first.kind == "place":
            found = [form for form in found if owner.setdefault(form, key) == key]
        forms[id(one)] = found
    return forms


def _sounds_alike(language: str, form: str, one: Joined) -> bool:
    if one.first.kind != "place" or language in ("zh", "ja"):
        return True
    return likeness(name_of(form), name_of(one.first.name)) >= NATIVE_ALIKE
