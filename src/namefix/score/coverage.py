"""How much of a run of names the mention covers."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document
from namefix.score.neighbours import names_beside


class Coverage:
    """Score candidates by whether the mention is the whole of the names that stand together there: 1 yes, 0 never.

    A part of "Admiral Makarov" is rarely a name by itself. Of several mentions with one surface form, the mean counts.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        shares: dict[str, float] = {}
        for candidate in candidates:
            surface = candidate.mention.surface
            if surface not in shares:
                whole = [not names_beside(mention, document) for mention in document.occurrences(surface)]
                shares[surface] = sum(whole) / len(whole)
        return [shares[candidate.mention.surface] for candidate in candidates]

    def explain(self, candidate: Candidate, score: float) -> str:
        """Say whether it is a whole name."""
        return "a whole name" if score > 0.5 else "a part of a longer name"
