from __future__ import annotations

from collections.abc import Sequence

from tests.builders import document_of, mention_of

from namefix.datatypes import Candidate, Document
from namefix.score import score_candidates
from namefix.table.name_table import NameTable


class Counts:
    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        return [at / 10 for at in range(len(candidates))]

    def explain(self, candidate: Candidate, score: float) -> str:
        return "counted"


class Silent(Counts):
    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        return [None] * len(candidates)


def test_candidates_stay_in_order_and_scores_apart(table: NameTable) -> None:
    mention = mention_of("Bidon", "Bidon")
    candidates = [Candidate(mention, form) for form in table.find("Biden")]
    scored = score_candidates(candidates, document_of("Bidon", mention), {"counts": Counts(), "silent": Silent()})
    assert [item.candidate for item in scored] == candidates
    assert [dict(item.scores) for item in scored] == [{"counts": 0.0, "silent": None}, {"counts": 0.1, "silent": None}]
