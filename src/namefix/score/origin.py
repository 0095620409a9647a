"""The origin of the entity, a table of the user or the bundled one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from namefix.datatypes import Candidate, Document, Score


class _Table(Enum):
    """The table of an entity."""

    BUNDLED = Score(0.0, "only in the bundled table")
    OWN = Score(1.0, "in your own table")


class OwnTable:
    """Score candidates by the origin of the entity: 1 for a table of the user, 0 for the bundled one.

    A newsroom's own table contains the entities that it writes about. The score is None if all candidates of the document have
    the same origin.
    """

    knots = (0, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        if len({candidate.entity.is_own for candidate in candidates}) < 2:
            return [None for _ in candidates]
        return [(_Table.OWN if candidate.entity.is_own else _Table.BUNDLED).value for candidate in candidates]
