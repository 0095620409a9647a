"""Names of the source that no table has, as entities of one document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from namefix.datatypes import Document, Entity, Form, Mention, NativeName
from namefix.names.language import Language
from namefix.names.source_name import SourceName
from namefix.source_names import source_names
from namefix.table.name_table import forms_of

_ACCEPTED = 0.15
"""Minimum certainty of a further spelling that is right as it stands."""


def unlisted_names(text: str, language: Language, listed: Sequence[NativeName]) -> list[tuple[SourceName, NativeName]]:
    """Return the names of a source that are missing from the table, with their entities, in the order of the text.

    Args:
        text: The source.
        language: Its language.
        listed: The names of the table in it.
    """
    taken = sorted({(name.start, name.end) for name in listed})
    entities: dict[str, Entity] = {}
    found = []
    for name in source_names(text, language, taken):
        entity = entities.setdefault(name.native, _entity(name))
        found.append((name, NativeName(name.start, name.end, entity, name.native, is_whole=True, is_sure=True)))
    return found


def _entity(name: SourceName) -> Entity:
    """Return a source name as an entity that other accepted spellings are variants of."""
    best, *others = name.spellings
    return Entity(
        f"source:{name.native}",
        name.kind or "person",
        best.text,
        variants=tuple(other.text for other in others if other.certainty >= _ACCEPTED),
        native=(name.native,),
        country=name.country,
        is_from_source=True,
    )


def with_right_names(document: Document, entities: Iterable[Entity]) -> Document:
    """Return a document in which the mentions that are correct names of entities have their forms."""
    forms: dict[str, list[Form]] = {}
    for entity in entities:
        for form in forms_of(entity, document.language):
            forms.setdefault(form.name.folded, []).append(form)
    if not forms:
        return document
    return replace(document, mentions=tuple(_with_forms(mention, forms) for mention in document.mentions))


def _with_forms(mention: Mention, forms: dict[str, list[Form]]) -> Mention:
    found = forms.get(mention.name.folded)
    return replace(mention, forms=(*mention.forms, *found)) if found else mention
