"""What a machine reads off the native forms of the entity."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel

from namefix.datatypes import Candidate, Document, Entity, Score
from namefix.names.name import name_of
from namefix.names.readings import readings_of

_LIKELY = 0.85
"""Score from which the wording names the native form."""


class NativeReading:
    """Score candidates by the spelling similarity of the mention to the most similar reading of a native form of the entity.

    潘基文 is Ban Ki-moon, but a machine that does not know him reads *Pan Jiwen*. The score is None if the table has no native
    form of the entity that can be read; see `namefix.names.readings`.
    """

    knots = (0.4, 0.55, 0.7, 0.8, 0.9, 1)
    alike_from = _LIKELY

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        return [_score(candidate) for candidate in candidates]


def _score(candidate: Candidate) -> Score | None:
    entity, letters = candidate.entity, candidate.mention.name.squashed
    readings = _readings(entity.native, entity.country, entity.kind == "person")
    if not readings:
        return None
    value = max(Indel.normalized_similarity(letters, reading) for reading, _ in readings)
    return Score(value, lambda: _words(entity, letters, value))


def _words(entity: Entity, letters: str, value: float) -> str:
    if value < _LIKELY:
        return "no native form of it is read like that"
    readings = _readings(entity.native, entity.country, entity.kind == "person")
    reading, native = max(readings, key=lambda pair: Indel.normalized_similarity(letters, pair[0]))
    return f"{native} is read as {reading}"


@lru_cache(maxsize=1 << 14)
def _readings(native: tuple[str, ...], country: str | None, is_person: bool) -> tuple[tuple[str, str], ...]:
    """Return the squashed readings of native forms, each with the form."""
    found: dict[str, str] = {}
    for form in native:
        for reading in readings_of(form, country, is_person=is_person):
            if reading.part != "given":
                found.setdefault(name_of(reading.text).squashed, form)
    return tuple(found.items())
