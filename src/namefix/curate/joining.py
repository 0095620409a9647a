"""Two rows made one: which of them has the say in each field, and what they contradict one another in.

- `id`, `kind`, `name`, `target`: those of the first row. A name of the second that is new becomes a variant.
- `country`: that of the first row, if it has one.
- Lists: those of the first row, then what is new of the second. A form that both have, letter case and accents aside, stays
  where the first has it.
- `weight`: the greater.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from namefix.curate.agreement import countries_agree, roles_agree, shared_native
from namefix.curate.placed_rows import PlacedRow
from namefix.datatypes import Entity
from namefix.names.similarity import likeness
from namefix.names.words import fold

What = Literal["joined", "id", "name", "kind", "country", "target", "form", "namesake", "ambiguous", "undecided"]
"""What a merge notes: `joined` is no conflict, but two ids that became one."""

_UNLIKE = 0.6
"""Likeness of names below which rows of one id that share no form are about two: an id that two tables gave by chance."""


@dataclass(frozen=True, slots=True)
class MergeNote:
    """Something that an editor may want to look at after a merge: what stands, what does not, and what became of it."""

    what: What
    id: str
    place: str
    stands: str
    other_id: str
    other_place: str
    other: str
    outcome: str


def note(what: What, first: PlacedRow, second: PlacedRow, values: tuple[str, str], outcome: str) -> MergeNote:
    """Return a note on two rows, with the values that they have in what it is about."""
    stands, other = values
    return MergeNote(what, first.entity.id, first.place, stands, second.entity.id, second.place, other, outcome)


def are_same(one: Entity, other: Entity) -> bool | None:
    """Return whether two rows with one name in two tables are about the same; None where nothing tells.

    They disagree by two countries, or by roles that have no word in common. They agree by a native form, or by country or a
    role; places by both of these, since a town has the name of its province.

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
    """Whether rows with one id can be about the same: of one kind, with names that are alike, or a name or native form in common.

    A shared alias of one word, mostly a surname, says nothing.
    """
    if one.kind != other.kind:
        return False
    if shared_native(one, other) or not _whole_names(one).isdisjoint(_whole_names(other)):
        return True
    return likeness(one.name, other.name) >= _UNLIKE


def join(first: PlacedRow, second: PlacedRow) -> tuple[PlacedRow, list[MergeNote]]:
    """Return two rows as one, in the place of the first, and what they contradict one another in."""
    entity, other = first.entity, second.entity
    has_new_name = fold(other.name) != fold(entity.name)
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
    return first._replace(entity=joined), list(_contradictions(first, second))


def _contradictions(first: PlacedRow, second: PlacedRow) -> Iterator[MergeNote]:
    entity, other = first.entity, second.entity
    fields = _field_of_forms(entity)
    if entity.name != other.name:
        listed = fields.get(fold(other.name))
        outcome = f"left where it stands, as {listed.field}" if listed else "a variant now"
        if listed and listed.field == "name":
            outcome = "left out: only letter case, accents or hyphens differ"
        yield note("name", first, second, (entity.name, other.name), outcome)
    if countries_agree(entity, other) is False:
        yield note("country", first, second, (entity.country or "", other.country or ""), "left out")
    if entity.target is not other.target:
        values = ("yes" if entity.target else "no", "no" if entity.target else "yes")
        yield note("target", first, second, values, "left out")
    name = fold(other.name)
    for key, form in _field_of_forms(other).items():
        if key != name and fields.get(key, form).field != form.field:
            yield note("form", first, second, (str(fields[key]), str(form)), "left where it stands")


class _Listed(NamedTuple):
    """A form with the field in which a row has it."""

    field: str
    text: str

    def __str__(self) -> str:
        return f"{self.field}: {self.text}"


def _field_of_forms(entity: Entity) -> dict[str, _Listed]:
    """Return the folded forms of a row with where they stand, the name before all others."""
    lists = {"misspelling": entity.misspellings, "variant": entity.variants, "alias": entity.aliases}
    listed = [_Listed(field, form) for field, forms in lists.items() for form in forms]
    return {fold(form.text): form for form in (*listed, _Listed("name", entity.name))}


def _new(forms: tuple[str, ...], entity: Entity, *others: str) -> Iterator[str]:
    """Yield the forms that are not among those of a row, nor among others, each once, letter case and accents aside."""
    seen = {*_field_of_forms(entity), *map(fold, others)}
    for form in forms:
        if fold(form) not in seen:
            seen.add(fold(form))
            yield form


def _each_once(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _whole_names(entity: Entity) -> set[str]:
    """Return the folded right forms of a row that are no surname alone."""
    forms = (fold(form) for form in (*entity.aliases, *entity.variants))
    return {fold(entity.name), *(form for form in forms if entity.kind != "person" or " " in form)}
