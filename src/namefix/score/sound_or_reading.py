"""Sounds that translation confuses, or a native name romanised by syllables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from namefix.datatypes import Candidate, Document, NativeName, Score
from namefix.names.name import name_of
from namefix.names.similarity import native_likeness
from namefix.score.confusion import LearnedConfusion


class SoundOrReading:
    """Score candidates by the learned sound model or by the romanised native name in the source, whichever is higher.

    骆家辉 romanised by syllables is "Luo Jiahui", although Gary Locke is meant. This score is 1 if mention and romanised native
    name are equal, 0 if at most half of their letters agree, reduced if another name of the source is more similar. Parameter
    files for texts with a source use it instead of `LearnedConfusion`.
    """

    knots = LearnedConfusion.knots
    alike_from = LearnedConfusion.alike_from
    rises_with_pipeline = False

    def __init__(self) -> None:
        self._confusion = LearnedConfusion()

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        scores = self._confusion.score(candidates, document)
        if document.source is None:
            return scores
        surfaces = dict.fromkeys(candidate.mention.surface for candidate in candidates)
        readings = {surface: _readings(surface, document) for surface in surfaces}
        return [
            _higher(score, readings[candidate.mention.surface].get(candidate.entity.id, 0.0), candidate, document)
            for candidate, score in zip(candidates, scores, strict=True)
        ]


def _higher(sound: Score | None, reading: float, candidate: Candidate, document: Document) -> Score:
    if sound is not None and sound.value > reading:
        return sound
    return Score(reading, partial(_words, candidate, document))


def _words(candidate: Candidate, document: Document) -> str:
    """Return the wording with the native name and its romanisation."""
    surface, entity_id = candidate.mention.surface, candidate.entity.id
    natives = [native for name, native in _opposite(surface, document) if name.entity.id == entity_id]
    native = max(natives, key=lambda native: native_likeness(candidate.mention.name, name_of(native)))
    return f"the source has {native}, read as {name_of(native).squashed}"


def _opposite(surface: str, document: Document) -> list[tuple[NativeName, str]]:
    """Return the names in the source segments aligned with a mention, as written."""
    text = document.source.text if document.source else ""
    segments = dict.fromkeys(document.opposite(surface))
    return [(name, text[name.start : name.end]) for segment in segments for name in segment.names]


def _readings(surface: str, document: Document) -> dict[str, float]:
    """Return for each entity of the aligned segments the similarity of the mention to its romanised native name, in [0, 1]."""
    likenesses: dict[str, float] = {}
    for name, native in _opposite(surface, document):
        likeness = native_likeness(name_of(surface), name_of(native))
        likenesses[name.entity.id] = max(likeness, likenesses.get(name.entity.id, 0.0))
    best = max(likenesses.values(), default=0.0)
    return {entity_id: max(0.0, 2 * (2 * likeness - best) - 1) for entity_id, likeness in likenesses.items()}
