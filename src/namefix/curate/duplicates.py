"""Two rows that are likely about the same: when, and by what they find one another in a large table.

Only pairs with a target are told: names that are only known are left alone, once or twice. Never the same are rows of two
kinds or two countries, and rows whose roles have no word in common, unless one lists the other's full name as its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from namefix.curate.agreement import countries_agree, roles_agree, shared_native
from namefix.curate.fame import FAR_BETTER
from namefix.datatypes import Entity
from namefix.names.romanisation import CHINESE, is_same_name
from namefix.names.similarity import likeness
from namefix.names.sound_key import sound_key
from namefix.names.words import fold, squash

_NEARLY_SPELT = 0.97
"""Likeness of names with one sound key from which on they are two spellings of one: Avdiivka and Avdiyivka, not Weihai and
Beihai. Measured on the bundled table, whose pairs were read one by one."""

_ALIKE = 0.6
"""Likeness of names that share a native form from which on that is no chance."""

_SETTLEMENTS = frozenset(("capital", "city", "town", "village"))
"""Roles of places where people live together."""


class Sameness(NamedTuple):
    """Why two rows are likely the same, and the key under which both are found, so that the pair is told once."""

    key: str
    reason: str


def name_key(folded: str) -> str:
    """Return the key of a folded form in Latin letters."""
    return f"={folded}"


def native_key(form: str) -> str:
    """Return the key of a native form."""
    return f"^{form}"


def sound_group(entity: Entity) -> str | None:
    """Return the key of rows of a kind and country whose names sound alike, initials and the order of a person's words aside.

    None without a country, where sound alone is not evidence enough.

    Example:
        >>> names = ("Erling Haaland", "Erling Håland", "Haaland Erling", "Erling B. Haaland")
        >>> len({sound_group(Entity(name, "person", name, country="NO")) for name in names})
        1
    """
    words = _words(entity)
    if entity.country is None or not words:
        return None
    return f"~{entity.kind}:{entity.country}:{sound_key(''.join(words))}"


def keys_of(entity: Entity) -> Iterator[str]:
    """Yield the keys under which a row is compared with others, beside those of its forms in Latin letters."""
    yield from (native_key(form) for form in dict.fromkeys(entity.native))
    if key := sound_group(entity):
        yield key


def sameness(one: Entity, other: Entity) -> Sameness | None:
    """Return why two rows are likely about the same, if they are.

    Example:
        >>> haaland, haland = (Entity(name, "person", name, country="NO") for name in ("Erling Haaland", "Erling Håland"))
        >>> sameness(haaland, haland).reason
        'two spellings of one name, country NO'
    """
    one, other = sorted((one, other), key=lambda entity: entity.id)
    country = countries_agree(one, other)
    if one.kind != other.kind or one.id == other.id or country is False:
        return None
    if country and (found := _own_name_of_other(one, other)):
        return found
    roles, native = roles_agree(one, other), shared_native(one, other)
    if roles is False:
        return None
    agreeing = [f"country {one.country}"] * bool(country) + [f"native form {native}"] * bool(native)
    agreeing += ["a role"] * bool(roles)
    if fold(one.name) == fold(other.name):
        is_enough = native or (country and roles) or one.kind == "person"
        return Sameness(name_key(fold(one.name)), _told("the same name", agreeing)) if is_enough else None
    return _of_two_names(one, other, native, agreeing) if country else None


def contradicting_weights(one: Entity, other: Entity) -> str:
    """Return the words for two weights that cannot both be right, or none."""
    low, high = sorted((one.weight, other.weight))
    return f"; their weights contradict ({one.weight:g} and {other.weight:g})" if 0 < low * FAR_BETTER <= high else ""


def _of_two_names(one: Entity, other: Entity, native: str | None, agreeing: list[str]) -> Sameness | None:
    group = sound_group(one)
    if group and group == sound_group(other) and (how := _near(one, other, has_native=native is not None)):
        return Sameness(group, _told(how, agreeing))
    if native and likeness(one.name, other.name) >= _ALIKE:
        return Sameness(native_key(native), _told("names that are alike", agreeing))
    return None


def _own_name_of_other(one: Entity, other: Entity) -> Sameness | None:
    """Return the sameness of rows of which one lists the full name of the other as a right form of its own."""
    for row, second in ((one, other), (other, one)):
        name = fold(second.name)
        if name == fold(row.name) or not (" " in name or roles_agree(row, second) is not False):
            continue
        if any(fold(form) == name for form in (*row.aliases, *row.variants)):
            reason = f"{second.name!r} is the name of one and a right form of the other"
            return Sameness(name_key(name), _told(reason, [f"country {row.country}"]))
    return None


def _near(one: Entity, other: Entity, *, has_native: bool) -> str | None:
    """Return how near two names of one sound are; `has_native` tells that the rows share a native form."""
    words, others = _words(one), _words(other)
    is_near = likeness(" ".join(words), " ".join(others)) >= _NEARLY_SPELT
    if one.kind == "place":
        return "two spellings of one name" if is_near and (has_native or _romanised_twice(one, other)) else None
    initials, beside = _initials(one), _initials(other)
    if words != others:
        return "two spellings of one name" if is_near and initials == beside else None
    if initials and beside:
        return None
    return "the same name with and without initials" if initials or beside else "the same words in another order"


def _romanised_twice(one: Entity, other: Entity) -> bool:
    """Whether two settlements have names that differ by spaces or romanisation only, which in pinyin tells nothing."""
    if one.country in CHINESE or not (_may_be_settlement(one) and _may_be_settlement(other)):
        return False
    return squash(one.name) == squash(other.name) or is_same_name(one.name, other.name, one.country)


def _may_be_settlement(entity: Entity) -> bool:
    """Whether a place is no division: these are often called like their town, as provinces are."""
    return not entity.roles or not _SETTLEMENTS.isdisjoint(entity.roles)


def _words(entity: Entity) -> list[str]:
    words = [word for word in fold(entity.name).split(" ") if len(word) > 1]
    return sorted(words) if entity.kind == "person" else words


def _initials(entity: Entity) -> set[str]:
    return {word for word in fold(entity.name).split(" ") if len(word) == 1}


def _told(reason: str, agreeing: list[str]) -> str:
    return ", ".join((reason, *agreeing))
