from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.builders import document_of, mention_of

from namefix.datatypes import Candidate, Document, Score
from namefix.errors import UnknownComponentError
from namefix.score import load_scorers, score_candidates
from namefix.table.name_table import NameTable


class Counts:
    knots = (0, 1)
    alike_from = None

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        return [Score(at / 10, "counted") for at in range(len(candidates))]


class Silent(Counts):
    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        return [None] * len(candidates)


def test_candidates_stay_in_order_and_scores_apart(table: NameTable) -> None:
    mention = mention_of("Bidon", "Bidon")
    candidates = [Candidate(mention, form) for form in table.find("Biden")]
    scored = score_candidates(candidates, document_of("Bidon", mention), {"counts": Counts(), "silent": Silent()})
    assert [item.candidate for item in scored] == candidates
    first, second = Score(0.0, "counted"), Score(0.1, "counted")
    assert [dict(item.scores) for item in scored] == [
        {"counts": first, "silent": None},
        {"counts": second, "silent": None},
    ]


def test_only_scorers_that_are_named_are_loaded_and_the_log_says_which_are_not(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG", "namefix.score")
    assert list(load_scorers(["spelling", "role"])) == ["spelling", "role"]
    assert "scorer 'kind' is not used: the parameter file has no curve for it" in caplog.messages
    assert not any("'spelling'" in message for message in caplog.messages)


def test_a_scorer_that_nobody_has_registered_is_refused_by_name() -> None:
    with pytest.raises(UnknownComponentError, match="unknown scorer 'speling'; known, nearest first: spelling"):
        load_scorers(["speling"])
