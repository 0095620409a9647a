from __future__ import annotations

import pytest
from tests.builders import mention_of

from namefix.datatypes import Candidate, Evidence, Proposal, Score
from namefix.decide.reasons import why_kept, words_of_evidence
from namefix.table.name_table import NameTable

SCORES = {
    "spelling": Score(0.83, lambda: "5 of 6 letters agree"),
    "role": Score(0.0, "its office is not next to it"),
    "kind": None,
    "country": Score(0.5, "same country as the text (FR)"),
    "known": Score(1.0, "nobody is known by this name"),
    "margin": Score(1.0, "no other candidate is close"),
}


def reason(table: NameTable, evidence: dict[str, float], *, in_favour: bool = True) -> str:
    """Return the reason that pieces of evidence with these log-odds make."""
    candidate = Candidate(mention_of("Makron", "Makron"), table.find("Macron")[0])
    found = tuple(Evidence(name, (score := SCORES[name]) and score.value, odds) for name, odds in evidence.items())
    return words_of_evidence(Proposal(candidate, 0.9, found), SCORES, in_favour=in_favour)


def test_a_reason_has_the_words_of_what_is_in_favour(table: NameTable) -> None:
    assert reason(table, {"spelling": 4.0, "role": -1.5, "country": 1}) == (
        "5 of 6 letters agree; same country as the text (FR)"
    )


def test_a_name_that_stays_has_the_words_of_what_is_against(table: NameTable) -> None:
    assert reason(table, {"spelling": 4.0, "role": -1.5}, in_favour=False) == "its office is not next to it"


def test_the_three_weightiest_pieces_of_evidence_are_named(table: NameTable) -> None:
    assert reason(table, {"spelling": 4, "country": 3, "known": 2, "margin": 1}) == (
        "5 of 6 letters agree; same country as the text (FR); nobody is known by this name"
    )


@pytest.mark.parametrize("evidence", [{}, {"kind": 3.0}, {"spelling": 0.15}, {"spelling": -2.0}])
def test_no_strong_evidence_is_still_a_reason(table: NameTable, evidence: dict[str, float]) -> None:
    assert reason(table, evidence) == "no strong evidence"
    assert reason(table, {"spelling": 0.16}) == "5 of 6 letters agree"


def test_no_opinion_leaves_its_place_to_another(table: NameTable) -> None:
    assert reason(table, {"kind": 4, "spelling": 3, "country": 2, "known": 1}).count(";") == 2


def test_words_that_are_not_told_are_never_made(table: NameTable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SCORES, "role", Score(0.0, lambda: pytest.fail("nobody reads them")))
    assert reason(table, {"spelling": 4.0, "role": -1.5}) == "5 of 6 letters agree"


def test_a_right_name_is_told_to_be_right_and_whose_it_is(table: NameTable) -> None:
    assert (
        why_kept(mention_of("Biden", "Biden", forms=table.find("Biden")))
        == "right as it stands: Joe Biden, Hunter Biden"
    )


def test_an_unknown_name_is_told_to_be_like_none() -> None:
    assert why_kept(mention_of("Xqz", "Xqz")) == "no similar name in the table"
