"""Names of the source that no table has, as entities of one document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from namefix.datatypes import Document, Entity, Form, Kind, Mention, NativeName
from namefix.names.language import Language
from namefix.names.lexicon import Lexicon
from namefix.names.name import name_of
from namefix.names.source_name import Ground, SourceName
from namefix.names.target_language import TargetLanguage
from namefix.source_names import source_names
from namefix.table.name_table import forms_of

_LEAST_CERTAIN = 0.1
"""Minimum certainty of the best spelling of a name; below, it is hardly ever right."""


class SourceNames(NamedTuple):
    """The names of a source: those of the table, and those that are missing from it with their spellings."""

    listed: list[NativeName]
    unlisted: list[tuple[SourceName, NativeName]]

    @property
    def all(self) -> list[NativeName]:
        """All names in the order of the source."""
        return sorted([*self.listed, *(name for _, name in self.unlisted)], key=attrgetter("start"))


def with_unlisted(text: str, language: Language, listed: Sequence[NativeName], target: TargetLanguage) -> SourceNames:
    """Return the names of the table in a source, and those that are missing from it.

    A surname of the table within a longer name is no name: 拉尔 (Lal) in 维拉尔 (Villar). Names that are only known are as
    good as missing, except for those of the user, to which nothing is corrected.

    Args:
        text: The source.
        language: Its language.
        listed: The names of the table, in the order of the source.
        target: The language of the translation.
    """
    starts, ends = [name.start for name in listed], [name.end for name in listed]
    entities: dict[str, Entity] = {}
    found: list[tuple[SourceName, NativeName]] = []
    dropped: set[int] = set()
    for name in source_names(text, language):
        overlapping = range(bisect_right(ends, name.start), bisect_left(starts, name.end))
        is_certain = name.spellings[0].certainty >= _LEAST_CERTAIN
        if is_certain and all(_gives_way(listed[at], name) for at in overlapping):
            dropped.update(overlapping)
            if name.native not in entities:
                entities[name.native] = _entity(name, target.lexicon)
            entity = entities[name.native]
            found.append((name, NativeName(name.start, name.end, entity, name.native, is_whole=True, is_sure=True)))
    return SourceNames([name for at, name in enumerate(listed) if at not in dropped], found)


def _gives_way(listed: NativeName, name: SourceName) -> bool:
    """Return whether a name of the table is not meant where another name is read."""
    is_within = name.start <= listed.start and listed.end <= name.end
    is_shorter = listed.end - listed.start < name.end - name.start
    is_only_known = not listed.entity.target and not listed.entity.is_own
    return is_only_known or (is_within and is_shorter and not listed.is_whole)


def _entity(name: SourceName, lexicon: Lexicon) -> Entity:
    """Return a source name as an entity whose other spellings are right too.

    Other dictionary forms in the same letters and the other order of words are written as they are; other romanisations are
    only accepted.
    """
    best, *others = name.spellings
    words = sorted(best.text.split())
    kept = [other for other in others if other.ground is Ground.COPIED or sorted(other.text.split()) == words]
    folded = name_of(best.text).folded
    country_itself = lexicon.country_of(folded)
    kind: Kind = "place" if country_itself or lexicon.is_place(folded) else "person"
    return Entity(
        f"source:{name.native}",
        name.kind or kind,
        best.text,
        aliases=tuple(other.text for other in kept),
        variants=tuple(other.text for other in others if other not in kept),
        native=(name.native,),
        country=name.country or country_itself,
        roles=("country",) if country_itself else (),
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
