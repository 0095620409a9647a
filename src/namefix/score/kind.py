"""Agreement of the kind of name."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Kind, Score
from namefix.names.target_language import TargetLanguage


class KindAgreement:
    """Score candidates by the agreement of the kind of the mention, person or place, with that of the entity.

    The words next to the mention (Mr, Governor; County, River; said) take precedence over NER. The score is 1 for agreement, 0
    for disagreement, 0.5 for another kind of entity (if NER labels Makron as an organisation), None without evidence, and
    the mean over the mentions of a surface form.
    """

    knots = (0, 0.5, 1)
    alike_from = None
    rises_with_pipeline = True

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given; None without evidence in the text."""
        return [self._score(candidate, document) for candidate in candidates]

    def _score(self, candidate: Candidate, document: Document) -> Score | None:
        kinds = [
            kind
            for mention in document.occurrences(candidate.mention.surface)
            if (kind := _kind(mention.start, mention.end, mention.kind, document))
        ]
        if not kinds:
            return None
        agreement = {candidate.entity.kind: 1.0, "other": 0.5}
        value = sum(agreement.get(kind, 0.0) for kind in kinds) / len(kinds)
        if value == 0.5:
            return Score(value, "the context may mean something else")
        return Score(value, f"the context {'fits' if value > 0.5 else 'does not fit'} a {candidate.entity.kind}")


def _kind(start: int, end: int, ner: Kind | None, document: Document) -> Kind | None:
    first, behind = document.words_between(start, end)
    words = document.words
    after = words[behind] if behind < len(words) else None
    if after and after.start - end <= 2 and (kind := _sign_after(after.folded, document.language)):
        return kind
    before = words[first - 1] if first else None
    if before and start - before.end <= 2 and (kind := _sign_before(before.folded, document.language)):
        return kind
    return ner


def _sign_before(word: str, language: TargetLanguage) -> Kind | None:
    if word in language.before_places:
        return "place"
    return "person" if word in language.titles else None


def _sign_after(word: str, language: TargetLanguage) -> Kind | None:
    if word in language.after_persons:
        return "person"
    return "place" if word in language.designators else None
