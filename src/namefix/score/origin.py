"""Whose table the entity is from."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from namefix.datatypes import Candidate, Document, Score


class _Table(Enum):
    """The table in which an entity is."""

    BUNDLED = Score(0.0, "only in the bundled table")
    OWN = Score(1.0, "in your own table")


class OwnTable:
    """Score candidates by whether the entity stands in a table of the user (1) or only in the bundled one (0).

    A desk's own table holds what the desk writes about. None where the candidates of the document are all of one kind.
    """

    knots = (0, 1)
    alike_from = None

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        if len({candidate.entity.is_bundled for candidate in candidates}) < 2:
            return [None for _ in candidates]
        return [(_Table.BUNDLED if candidate.entity.is_bundled else _Table.OWN).value for candidate in candidates]
