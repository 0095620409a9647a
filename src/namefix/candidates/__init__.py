"""Candidates: few and fast. A document in; for each surface form the forms of the table that it may be a garble of out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from namefix.candidates.candidate_rules import REFUSED, SETTLED
from namefix.candidates.index import CandidateIndex
from namefix.candidates.opposite import opposite_forms
from namefix.candidates.present import present_forms
from namefix.datatypes import Candidate, Document, Form
from namefix.rules import first_rule
from namefix.table.name_table import NameTable


class Candidates(NamedTuple):
    """The candidates of a document, those of a surface form together, likest first.

    `refused` says of a surface form why it has none or fewer: the first rule that applied, in words.
    """

    found: list[Candidate]
    refused: Mapping[str, str]


def find_candidates(document: Document, index: CandidateIndex, table: NameTable, limit: int) -> Candidates:
    """Return the candidates of a document.

    Names that are near in spelling and sound are looked for in the whole table, but for mentions that are right already; names
    that are hardly alike only among those that the document names rightly, or its source opposite.

    Args:
        document: With its mentions, and its source if it has one.
        index: Of the table.
        table: Settles which mentions are right beyond doubt.
        limit: Entities for each surface form that are near in the whole table.
    """
    refused: dict[str, str] = {}
    surfaces = []
    for surface, (mention, *_) in document.by_surface.items():
        if settled := first_rule(SETTLED, mention, table):
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
            candidate = Candidate(mention, form)
            if rule := first_rule(REFUSED, candidate, document.language):
                refused.setdefault(surface, f"{rule.sentence} {form.text}")
            else:
                found.append(candidate)
    return Candidates(found, refused)


def _one_for_each_entity(*lists: Sequence[Form]) -> list[Form]:
    """Return the forms of several lists in order, the first of each entity."""
    first: dict[str, Form] = {}
    for form in chain.from_iterable(lists):
        first.setdefault(form.entity.id, form)
    return list(first.values())
