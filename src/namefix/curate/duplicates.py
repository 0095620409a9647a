"""Detection of duplicates: the keys under which rows are compared, and the rules by which two rows are duplicates.

Rows of different kinds or countries are never duplicates. Neither are rows whose roles have no word in common, unless one
row lists the full name of the other as a form of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from namefix.curate.agreement import countries_agree, roles_agree, shared_native
from namefix.curate.well_known import FAR_BETTER_KNOWN
from namefix.datatypes import Entity
from namefix.names.countries import has_chinese_names
from namefix.names.name import name_of
from namefix.names.romanisation import is_same_name
from namefix.names.similarity import likeness

_SAME_SPELLING = 0.97
"""Minimum similarity of two names with the same sound key that count as spellings of one name: Avdiivka and Avdiyivka, but
not Weihai and Beihai. Measured on the bundled table, all of whose pairs were read."""

_ALIKE = 0.6
"""Minimum similarity of names whose common native form is no coincidence."""

_SETTLEMENTS = frozenset(("capital", "city", "town", "village"))
"""Roles of settlements."""


class Duplicate(NamedTuple):
    """The reason why two rows are duplicates, and the one key under which the pair is reported."""

    key: str
    reason: str


def name_key(folded: str) -> str:
    """Return the key for a folded form in Latin letters."""
    return f"={folded}"


def native_key(form: str) -> str:
    """Return the key for a native form."""
    return f"^{form}"


def sound_group(entity: Entity) -> str | None:
    """Return the key for names of one kind and country that sound alike, or None without a country.

    Initials and the order of a person's names do not count. Without a country, sound is not sufficient evidence.

    Example:
        >>> names = ("Erling Haaland", "Erling Håland", "Haaland Erling", "Erling B. Haaland")
        >>> len({sound_group(Entity(name, "person", name, country="NO")) for name in names})
        1
    """
    words = _words(entity)
    if entity.country is None or not words:
        return None
    return f"~{entity.kind}:{entity.country}:{name_of(''.join(words)).sound_key}"


def keys_of(entity: Entity) -> Iterator[str]:
    """Yield the keys under which a row is compared with others, except those of its forms in Latin letters."""
    yield from (native_key(form) for form in dict.fromkeys(entity.native))
    if key := sound_group(entity):
        yield key


def find_duplicate(one: Entity, other: Entity) -> Duplicate | None:
    """Return the reason why two rows are duplicates, or None if they are not.

    Example:
        >>> haaland, haland = (Entity(name, "person", name, country="NO") for name in ("Erling Haaland", "Erling Håland"))
        >>> find_duplicate(haaland, haland).reason
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
    if name_of(one.name).folded == name_of(other.name).folded:
        is_enough = native or (country and roles) or one.kind == "person"
        return Duplicate(name_key(name_of(one.name).folded), _joined("the same name", agreeing)) if is_enough else None
    return _of_two_names(one, other, native, agreeing) if country else None


def contradicting_weights(one: Entity, other: Entity) -> str:
    """Return the remark on two weights that cannot both be right, or an empty text."""
    low, high = sorted((one.weight, other.weight))
    is_contradiction = 0 < low * FAR_BETTER_KNOWN <= high
    return f"; their weights differ ({one.weight:g} and {other.weight:g})" if is_contradiction else ""


def _of_two_names(one: Entity, other: Entity, native: str | None, agreeing: list[str]) -> Duplicate | None:
    group = sound_group(one)
    if group and group == sound_group(other) and (reason := _same_sound(one, other, has_native=native is not None)):
        return Duplicate(group, _joined(reason, agreeing))
    if native and likeness(name_of(one.name), name_of(other.name)) >= _ALIKE:
        return Duplicate(native_key(native), _joined("similar names", agreeing))
    return None


def _own_name_of_other(one: Entity, other: Entity) -> Duplicate | None:
    """Return the duplicate if one row lists the full name of the other as an alias or variant."""
    for row, second in ((one, other), (other, one)):
        name = name_of(second.name).folded
        if name == name_of(row.name).folded or not (" " in name or roles_agree(row, second) is not False):
            continue
        if any(name_of(form).folded == name for form in (*row.aliases, *row.variants)):
            reason = f"{second.name!r} is the name of one and an alias or variant of the other"
            return Duplicate(name_key(name), _joined(reason, [f"country {row.country}"]))
    return None


def _same_sound(one: Entity, other: Entity, *, has_native: bool) -> str | None:
    """Return the reason why two names with the same sound key are one, or None.

    Args:
        one: A row.
        other: Another row.
        has_native: Whether the rows share a native form.
    """
    words, others = _words(one), _words(other)
    is_alike = likeness(name_of(" ".join(words)), name_of(" ".join(others))) >= _SAME_SPELLING
    if one.kind == "place":
        return "two spellings of one name" if is_alike and (has_native or _is_same_romanised(one, other)) else None
    initials, other_initials = _initials(one), _initials(other)
    if words != others:
        return "two spellings of one name" if is_alike and initials == other_initials else None
    if initials and other_initials:
        return None
    has_initials = initials or other_initials
    return "the same name with and without initials" if has_initials else "the same words in another order"


def _is_same_romanised(one: Entity, other: Entity) -> bool:
    """Return whether the names of two settlements differ only by spaces or romanisation; never for pinyin, where many do."""
    if has_chinese_names(one.country) or not (_may_be_settlement(one) and _may_be_settlement(other)):
        return False
    name, second = name_of(one.name), name_of(other.name)
    return name.squashed == second.squashed or is_same_name(name, second, one.country)


def _may_be_settlement(entity: Entity) -> bool:
    """Return whether a place can be a settlement, not a division: many provinces are named after their capital."""
    return not entity.roles or not _SETTLEMENTS.isdisjoint(entity.roles)


def _words(entity: Entity) -> list[str]:
    words = [word for word in name_of(entity.name).words if len(word) > 1]
    return sorted(words) if entity.kind == "person" else words


def _initials(entity: Entity) -> set[str]:
    return {word for word in name_of(entity.name).words if len(word) == 1}


def _joined(reason: str, agreeing: list[str]) -> str:
    return ", ".join((reason, *agreeing))
