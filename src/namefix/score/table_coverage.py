"""The share of the document's names that the table knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import get_args

from namefix.datatypes import Candidate, Document, FoundBy, Kind, Score

_KNOWN, _UNKNOWN = 1.2, 1.8
"""Pseudo-counts of known and unknown names of each kind, added to every document because few names are little evidence."""


class TableCoverage:
    """Score candidates by the share of the document's other names of their kind that the table knows as targets.

    If the table knows nearly all names, an unknown one is probably garbled; if it knows none, the others are probably missing
    from the table. The score of a text with few names is near 0.4.
    """

    knots = (0, 0.06, 0.12, 0.2, 0.4, 0.6, 0.8, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        shares = familiarity(document)
        scores = {kind: Score(share, _words(share)) for kind, share in shares.items()}
        return [scores[candidate.entity.kind] for candidate in candidates]


def _words(share: float) -> str:
    return "the table has most names of the text" if share > 0.5 else "the table has few names of the text"


def familiarity(document: Document) -> Mapping[Kind, float]:
    """Return for each kind the share of the document's names that are targets."""
    known: Counter[Kind] = Counter()
    unknown: Counter[Kind] = Counter()
    for mention, *_ in document.by_surface.values():
        kinds = {form.entity.kind for form in mention.forms if form.entity.target and form.is_right}
        known.update(kinds)
        if not kinds and mention.found_by is FoundBy.RECOGNISER and mention.kind:
            unknown[mention.kind] += 1
    return {kind: _share(known[kind] + _KNOWN, max(unknown[kind] - 1, 0) + _UNKNOWN) for kind in get_args(Kind)}


def _share(known: float, unknown: float) -> float:
    return known / (known + unknown)
