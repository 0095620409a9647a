"""Additions and changed roles for a table, from persons who took or left an office."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from namefix.curate.office_changes import OfficeHolder
from namefix.datatypes import Entity
from namefix.names.folding import fold
from namefix.names.name import name_of
from namefix.table.name_table import NameTable
from namefix.table.validate import Row, entity_of


@dataclass(frozen=True)
class Addition:
    """A row for `namefix table merge`: a new person, or one of the table with further roles or forms."""

    entity: Entity
    is_new: bool
    changes: tuple[str, ...]

    def __str__(self) -> str:
        sign = "+" if self.is_new else "~"
        return f"{sign} {self.entity.id}: {self.entity.name} {'; '.join(self.changes) or 'has other roles'}"


def additions_to(table: NameTable, holders: Iterable[OfficeHolder], *, are_targets: bool) -> Iterator[Addition]:
    """Yield the rows that a table lacks; persons whom it has with all their roles are passed over.

    A person is found by the id `wikidata/Q...`, or else by the name, if the country does not contradict it and nobody else of the
    table has it. The row of a person of the table keeps id, name and weight, so that a merge joins it.
    """
    for holder in holders:
        known = _known(table, holder)
        native = tuple(dict.fromkeys(unicodedata.normalize("NFC", form) for form in holder.native))
        if known:
            has = {fold(role) for role in known.roles}
            roles = tuple(role for role in holder.roles if fold(role) not in has)
            if roles:
                entity = Entity(known.id, "person", known.name, country=known.country, roles=roles, weight=known.weight,
                                target=known.target)  # fmt: skip
                yield Addition(entity, False, tuple(holder.changes))
            continue
        entity = Entity(
            f"wikidata/{holder.key}",
            "person",
            unicodedata.normalize("NFC", " ".join(holder.name.split())),
            native=tuple(form for form in native if not form.isascii() and "|" not in form),
            country=holder.country if len(holder.country) == 2 and holder.country.isupper() else None,
            roles=tuple(role for role in holder.roles if "|" not in role),
            weight=float(holder.languages),
            target=are_targets,
        )
        if _is_valid(entity):
            yield Addition(entity, True, tuple(holder.changes))


def _is_valid(entity: Entity) -> bool:
    """Return whether a table takes the row: a label may have no letters, or unprintable ones."""
    fields = {"id": entity.id, "kind": entity.kind, "name": entity.name, "native": list(entity.native)}
    return isinstance(entity_of(Row("", 0, {**fields, "roles": list(entity.roles)})), Entity)


def _known(table: NameTable, holder: OfficeHolder) -> Entity | None:
    key = f"wikidata/{holder.key}"
    if key in table.entities:
        return table.entities[key]
    forms = table.meanings(name_of(holder.name).folded)
    people = {form.entity.id: form.entity for form in forms if form.entity.kind == "person"}
    fitting = [
        person
        for person in people.values()
        if not holder.country or not person.country or person.country == holder.country
    ]
    return fitting[0] if len(fitting) == 1 else None
