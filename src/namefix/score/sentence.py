"""The correct name in the same sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Score


class OncePerSentence:
    """Score candidates by the entity's correct name in the same line: 0 if it is there, 1 if not.

    Two names in one sentence are rarely the same entity: "the Haihe and the Huaihe". The mean over the mentions of a surface
    form counts. The score is None if the correct name is not in the document.
    """

    knots = (0, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        lines: dict[str, set[int]] = defaultdict(set)
        for mention in document.mentions:
            for form in mention.forms:
                if form.is_right:
                    lines[form.entity.id].add(document.line_of(mention))
        scores: list[Score | None] = []
        for candidate in candidates:
            taken = lines.get(candidate.entity.id)
            if not taken:
                scores.append(None)
                continue
            own = [document.line_of(mention) for mention in document.occurrences(candidate.mention.surface)]
            value = sum(line not in taken for line in own) / len(own)
            scores.append(Score(value, _words(value)))
        return scores


def _words(value: float) -> str:
    return "its right name is in another sentence" if value > 0.5 else "its right name is in the same sentence"
