"""The certainty of the English spelling of a source name."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Score
from namefix.names.source_name import SourceName


class SourceSpelling:
    """Score candidates that only the source names by the certainty of their spelling, in the words of its ground.

    The score is the share of such names that human translations spell so; None for names of a table.
    """

    knots = (0, 0.2, 0.4, 0.6, 0.8, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        unlisted = document.source.unlisted if document.source else {}
        return [
            _score(unlisted[candidate.entity.id], candidate) if candidate.entity.is_from_source else None
            for candidate in candidates
        ]


def _score(name: SourceName, candidate: Candidate) -> Score:
    written = candidate.form.replacement
    used = next((spelling for spelling in name.spellings if spelling.text == written), name.spellings[0])
    return Score(used.certainty, f"{name.native} is {used.ground} {used.text}")
