"""Joining of two rows, and the conflicts between them.

- `id`, `kind`, `name`, `target`: from the first row. A different name of the second row becomes a variant.
- `country`: from the first row, if it has one.
- Lists: the items of the first row, then the new ones of the second. A form that both rows have, ignoring letter case and
  accents, stays in the field of the first row.
- `weight`: the greater one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from namefix.curate.agreement import countries_agree, roles_agree, shared_native
from namefix.curate.placed_rows import PlacedRow
from namefix.datatypes import Entity
from namefix.names.name import name_of
from namefix.names.similarity import likeness

What = Literal["joined", "id", "name", "kind", "country", "target", "form", "namesake", "ambiguous", "undecided"]
"""The subject of a note; `joined` is not a conflict: two ids became one."""

_ALIKE = 0.6
"""Minimum similarity of names for rows of one id that share no form; below it, two tables gave the id to two entities."""


@dataclass(frozen=True, slots=True)
class MergeNote:
    """A conflict or a joined pair for an editor to review: the value kept, the other value, and the outcome."""

    what: What
    id: str
    place: str
    kept: str
    other_id: str
    other_place: str
    other: str
    outcome: str


def note(what: What, first: PlacedRow, second: PlacedRow, values: tuple[str, str], outcome: str) -> MergeNote:
    """Return a note on two rows, with the values of both in the field that it is about."""
    kept, other = values
    return MergeNote(what, first.entity.id, first.place, kept, second.entity.id, second.place, other, outcome)


def are_same(one: Entity, other: Entity) -> bool | None:
    """Return whether two rows of the same name in two tables are one entity, or None without evidence.

    They are different if their countries differ or their roles have no word in common. They are the same if they share a
    native form, the country or a role; places need country and role, because many towns and provinces share a name.

    Example:
        >>> zell = Entity("1", "person", "Anna Zell", country="CH", roles=("judge",))
        >>> others = [Entity("2", "person", "Anna Zell", country=country, roles=roles)
        ...     for country, roles in (("CH", ()), ("AT", ()), ("CH", ("singer",)), (None, ()))]
        >>> [are_same(zell, other) for other in others]
        [True, False, False, None]
    """
    country, roles = countries_agree(one, other), roles_agree(one, other)
    if country is False or roles is False:
        return False
    agree = (country and roles) if one.kind == "place" else (country or roles)
    return True if agree or shared_native(one, other) else None


def may_share_an_id(one: Entity, other: Entity) -> bool:
    """Return whether two rows with the same id can be one entity.

    They must be of one kind and have similar names, or share a full name or a native form. A shared alias of one word, mostly
    a surname, is no evidence.
    """
    if one.kind != other.kind:
        return False
    if shared_native(one, other) or not _whole_names(one).isdisjoint(_whole_names(other)):
        return True
    return likeness(name_of(one.name), name_of(other.name)) >= _ALIKE


def join(first: PlacedRow, second: PlacedRow) -> tuple[PlacedRow, list[MergeNote]]:
    """Return two rows as one, in the place of the first, and notes on their conflicts."""
    entity, other = first.entity, second.entity
    has_new_name = name_of(other.name).folded != name_of(entity.name).folded
    variants = (*other.variants, *([other.name] if has_new_name else []))
    joined = replace(
        entity,
        aliases=(*entity.aliases, *_new(other.aliases, entity)),
        variants=(*entity.variants, *_new(variants, entity, *other.aliases)),
        misspellings=(*entity.misspellings, *_new(other.misspellings, entity, *other.aliases, *variants)),
        native=_each_once(entity.native, other.native),
        roles=_each_once(entity.roles, other.roles),
        country=entity.country or other.country,
        weight=max(entity.weight, other.weight),
    )
    return first._replace(entity=joined), list(_conflicts(first, second))


def _conflicts(first: PlacedRow, second: PlacedRow) -> Iterator[MergeNote]:
    entity, other = first.entity, second.entity
    fields = _field_of_forms(entity)
    if entity.name != other.name:
        listed = fields.get(name_of(other.name).folded)
        outcome = f"kept as {listed.field}" if listed else "added as variant"
        if listed and listed.field == "name":
            outcome = "dropped: only letter case, accents or hyphens differ"
        yield note("name", first, second, (entity.name, other.name), outcome)
    if countries_agree(entity, other) is False:
        yield note("country", first, second, (entity.country or "", other.country or ""), "dropped")
    if entity.target is not other.target:
        values = ("yes" if entity.target else "no", "no" if entity.target else "yes")
        yield note("target", first, second, values, "dropped")
    name = name_of(other.name).folded
    for key, form in _field_of_forms(other).items():
        if key != name and fields.get(key, form).field != form.field:
            yield note("form", first, second, (str(fields[key]), str(form)), "field kept")


class _Listed(NamedTuple):
    """A form and the field of the row that lists it."""

    field: str
    text: str

    def __str__(self) -> str:
        return f"{self.field}: {self.text}"


def _field_of_forms(entity: Entity) -> dict[str, _Listed]:
    """Return the folded forms of a row with the fields that list them; the name takes precedence."""
    lists = {"misspelling": entity.misspellings, "variant": entity.variants, "alias": entity.aliases}
    listed = [_Listed(field, form) for field, forms in lists.items() for form in forms]
    return {name_of(form.text).folded: form for form in (*listed, _Listed("name", entity.name))}


def _new(forms: tuple[str, ...], entity: Entity, *others: str) -> Iterator[str]:
    """Yield each form once that is neither a form of a row nor among others, ignoring letter case and accents."""
    seen = {*_field_of_forms(entity), *(name_of(other).folded for other in others)}
    for form in forms:
        folded = name_of(form).folded
        if folded not in seen:
            seen.add(folded)
            yield form


def _each_once(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _whole_names(entity: Entity) -> set[str]:
    """Return the folded names, aliases and variants of a row, without those of one word if it is a person."""
    forms = (name_of(form).folded for form in (*entity.aliases, *entity.variants))
    return {name_of(entity.name).folded, *(form for form in forms if entity.kind != "person" or " " in form)}
