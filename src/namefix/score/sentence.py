"""The right name in the same sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Score


class OncePerSentence:
    """Score candidates by whether the line has the entity's right name already: 0 it has, 1 it has not.

    Two names of one sentence are rarely the same entity: "the Haihe and the Huaihe". Of several mentions with one surface
    form, the mean counts. None where the document does not have the right name at all.
    """

    knots = (0, 1)
    alike_from = None

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
