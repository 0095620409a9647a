"""Candidates from the document: entities named correctly elsewhere, for less similar names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from namefix.datatypes import Document, Entity, Form
from namefix.names.countries import is_surname_first
from namefix.names.name import name_of
from namefix.names.target_language import TargetLanguage
from namefix.table.name_table import forms_of

_LEAST_SIMILARITY = 0.5
"""Minimum spelling similarity; a third of the names above it are garbled if the entity is in the document."""

_MOST = 2
"""Maximum number of forms for each surface form."""


def present_forms(surfaces: Sequence[str], document: Document) -> list[list[Form]]:
    """Return for each surface form similar forms of entities with a correct name in the document, most similar first."""
    language = document.language
    forms = [
        form
        for entity in document.present_targets.values()
        for form in (*forms_of(entity, language), *given_name(entity, language))
    ]
    if not forms or not surfaces:
        return [[] for _ in surfaces]
    similarities = process.cdist(
        [name_of(surface).squashed for surface in surfaces],
        [form.name.squashed for form in forms],
        scorer=Indel.normalized_similarity,
        score_cutoff=_LEAST_SIMILARITY,
    )
    found = []
    for row in similarities:
        likest = np.argsort(-row, kind="stable")[:_MOST]
        found.append([forms[at] for at in likest if row[at] > 0])
    return found


def given_name(entity: Entity, language: TargetLanguage) -> list[Form]:
    """Return the given name of a person as a form, which a document can use after the full name."""
    given, _, rest = entity.name.partition(" ")
    if (
        entity.kind != "person"
        or not rest
        or is_surname_first(entity.country)
        or language.is_plain(name_of(given).folded)
    ):
        return []
    return [Form(given, entity, "given", given)]
