"""Candidates: finds for each surface form of a document the forms of the table of which it may be a garbled version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from namefix.candidates.candidate_rules import REFUSED, SETTLED
from namefix.candidates.index import CandidateIndex
from namefix.candidates.opposite import opposite_forms
from namefix.candidates.present import present_forms
from namefix.datatypes import Candidate, Document, Form, Mention
from namefix.rules import first_rule
from namefix.table.name_table import NameTable


class Candidates(NamedTuple):
    """The candidates of a document, grouped by surface form, most similar first.

    `refused` maps a surface form without candidates, or with fewer, to the first rule that applied, in words.
    """

    found: list[Candidate]
    refused: Mapping[str, str]


def find_candidates(document: Document, index: CandidateIndex, table: NameTable, limit: int) -> Candidates:
    """Return the candidates of a document.

    Names of similar spelling and sound are searched in the whole table, except for correct mentions; less similar names only
    among those that the document or the aligned source names.

    Args:
        document: The document with its mentions and, if available, its source.
        index: The index of the table.
        table: The table, which determines the mentions that are certainly correct.
        limit: Maximum number of similar entities for each surface form.
    """
    refused: dict[str, str] = {}
    surfaces = []
    for surface, (mention, *_) in document.by_surface.items():
        settled = first_rule(SETTLED, mention, table)
        if settled and not _is_another_in_source(surface, document):
            refused[surface] = settled.sentence
        else:
            surfaces.append(surface)
    unknown = [surface for surface in surfaces if not document.by_surface[surface][0].is_right]
    alike = dict(zip(unknown, index.search_many(unknown, limit), strict=True))
    present, opposite = present_forms(surfaces, document), opposite_forms(surfaces, document)
    found = []
    for surface, *lists in zip(surfaces, present, opposite, strict=True):
        mention = document.by_surface[surface][0]
        for form in _one_for_each_entity(alike.get(surface, []), *lists):
            candidate = Candidate(mention, _in_full(form, mention))
            if rule := first_rule(REFUSED, candidate, document.language):
                refused.setdefault(surface, f"{rule.sentence} {form.text}")
            else:
                found.append(candidate)
    return Candidates(found, refused)


def _is_another_in_source(surface: str, document: Document) -> bool:
    """Return whether the source names none of the targets that a correct mention can mean, though it would in its script.

    The source then decides what is meant: one town can be the garbled name of another.
    """
    source = document.source
    meant = {form.entity.id for form in document.by_surface[surface][0].forms if form.entity.target}
    return source is not None and bool(meant) and meant <= set(source.listed) and source.named.isdisjoint(meant)


def _in_full(form: Form, mention: Mention) -> Form:
    """Return a form whose replacement is the full name if the mention is a reading in several words.

    How many words a reading has cannot be seen in Chinese characters: 特朗普 is Trump, 骆家辉 Gary Locke.
    """
    is_short = form.status == "reading" and " " in mention.surface and " " not in form.replacement
    return replace(form, replacement=form.entity.name) if is_short else form


def _one_for_each_entity(*lists: Sequence[Form]) -> list[Form]:
    """Return the forms of several lists in order, only the first for each entity."""
    first: dict[str, Form] = {}
    for form in chain.from_iterable(lists):
        first.setdefault(form.entity.id, form)
    return list(first.values())
