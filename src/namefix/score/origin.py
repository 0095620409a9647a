"""Whose table the entity is from."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document


class OwnTable:
    """Score candidates by whether the entity stands in a table of the user (1) or only in the bundled one (0).

    A desk's own table holds what the desk writes about. None where the candidates of the document are all of one kind.
    """

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        if len({candidate.entity.is_bundled for candidate in candidates}) < 2:
            return [None for _ in candidates]
        return [float(not candidate.entity.is_bundled) for candidate in candidates]

    def explain(self, candidate: Candidate, score: float, document: Document) -> str:
        """Say whose table it is."""
        return "it stands in your own table" if score else "it stands in the bundled table only"
