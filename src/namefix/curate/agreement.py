"""Comparison of two rows by country, role and native form: they agree, disagree, or leave the question open."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from namefix.datatypes import Entity
from namefix.names.name import name_of
from namefix.names.target_language import english


def countries_agree(one: Entity, other: Entity) -> bool | None:
    """Return whether two rows have the same country, or None if either has none.

    Example:
        >>> paris, other = Entity("a", "place", "Paris", country="FR"), Entity("b", "place", "Paris", country="US")
        >>> countries_agree(paris, paris), countries_agree(paris, other), countries_agree(paris, Entity("c", "place", "P"))
        (True, False, None)
    """
    if one.country is None or other.country is None:
        return None
    return one.country == other.country


def roles_agree(one: Entity, other: Entity) -> bool | None:
    """Return True if two rows share a role, False if their roles have no word in common, else None.

    Example:
        >>> roles = [("President",), ("President of France",), ("footballer",), ()]
        >>> rows = [Entity(str(at), "person", "A", roles=listed) for at, listed in enumerate(roles)]
        >>> [roles_agree(rows[0], row) for row in rows]
        [True, None, False, None]
    """
    if not one.roles or not other.roles:
        return None
    if not _folded(one.roles).isdisjoint(_folded(other.roles)):
        return True
    return None if not _words(one.roles).isdisjoint(_words(other.roles)) else False


def shared_native(one: Entity, other: Entity) -> str | None:
    """Return the native form that two rows share, the first by code points, or None."""
    return min(set(one.native) & set(other.native), default=None)


def _folded(roles: Iterable[str]) -> set[str]:
    return {name_of(role).folded for role in roles}


@lru_cache(maxsize=1 << 12)
def _words(roles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for role in roles for word in name_of(role).words) - english().function_words
