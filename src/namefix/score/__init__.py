"""Scoring: collects the scores of all scorers for all candidates, without weighting them."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence

from namefix import registry
from namefix.datatypes import Candidate, Document, ScoredCandidate
from namefix.protocols import Scorer

_log = logging.getLogger(__name__)


def load_scorers(names: Iterable[str]) -> dict[str, Scorer]:
    """Return the scorers with the names of the curves of a parameter file.

    Other registered scorers are ignored; the log lists them.

    Raises:
        UnknownComponentError: If a name is not registered.
    """
    scorers: dict[str, Scorer] = {name: registry.load("scorer", name)() for name in names}
    if _log.isEnabledFor(logging.DEBUG):  # the search for entry points is slow
        for name in sorted(registry.names("scorer") - scorers.keys()):
            _log.debug("scorer %r is not used: the parameter file has no curve for it", name)
    return scorers


def score_candidates(
    candidates: Sequence[Candidate], document: Document, scorers: Mapping[str, Scorer]
) -> list[ScoredCandidate]:
    """Return the candidates in the same order, each with one score per scorer."""
    columns = {name: scorer.score(candidates, document) for name, scorer in scorers.items()}
    return [
        ScoredCandidate(candidate, {name: column[row] for name, column in columns.items()})
        for row, candidate in enumerate(candidates)
    ]
