"""What translation confuses, or reads off the native name syllable by syllable."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, NativeName
from namefix.names.name import name_of
from namefix.names.similarity import native_likeness
from namefix.score.confusion import LearnedConfusion


class ConfusionOrReading:
    """Score candidates by the learned sound model, or by the native name opposite as it is read, whichever is higher.

    Who reads 骆家辉 syllable by syllable writes "Luo Jiahui", whoever is meant: here Gary Locke. The reading scores
    1 where mention and native name are the same in Latin letters, 0 where half of the letters agree or fewer; as much as
    another name of the source is liker is taken off. It stands in for `LearnedConfusion` where there is a source.
    """

    def __init__(self) -> None:
        self._confusion = LearnedConfusion()

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        scores = self._confusion.score(candidates, document)
        if document.source is None:
            return scores
        surfaces = dict.fromkeys(candidate.mention.surface for candidate in candidates)
        readings = {surface: _readings(surface, document) for surface in surfaces}
        return [
            max(score or 0.0, readings[candidate.mention.surface].get(candidate.entity.id, 0.0))
            for candidate, score in zip(candidates, scores, strict=True)
        ]

    def explain(self, candidate: Candidate, score: float, document: Document) -> str:
        """Give the reading of the native name, or say which sounds differ."""
        surface = candidate.mention.surface
        if _readings(surface, document).get(candidate.entity.id) != score:
            return self._confusion.explain(candidate, score, document)
        natives = [native for name, native in _opposite(surface, document) if name.entity.id == candidate.entity.id]
        native = max(natives, key=lambda native: native_likeness(candidate.mention.name, name_of(native)))
        return f"{native} reads {name_of(native).squashed}"


def _opposite(surface: str, document: Document) -> list[tuple[NativeName, str]]:
    """Return the names that the source has opposite a mention, as they stand there."""
    text = document.source.text if document.source else ""
    segments = dict.fromkeys(document.opposite(surface))
    return [(name, text[name.start : name.end]) for segment in segments for name in segment.names]


def _readings(surface: str, document: Document) -> dict[str, float]:
    """Return for each entity opposite how much the mention is its native name as it is read, in [0, 1]."""
    likenesses: dict[str, float] = {}
    for name, native in _opposite(surface, document):
        likeness = native_likeness(name_of(surface), name_of(native))
        likenesses[name.entity.id] = max(likeness, likenesses.get(name.entity.id, 0.0))
    best = max(likenesses.values(), default=0.0)
    return {entity_id: max(0.0, 2 * (2 * likeness - best) - 1) for entity_id, likeness in likenesses.items()}
