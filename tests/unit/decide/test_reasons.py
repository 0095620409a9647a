from __future__ import annotations

import pytest
from tests.builders import document_of, mention_of

from namefix import Action
from namefix.datatypes import Candidate, Evidence, Proposal
from namefix.decide.calibrator import JOINT
from namefix.decide.reasons import JOINT_REASONS, Explainer, why_kept
from namefix.score.role import RoleNearby
from namefix.score.spelling import SpellingSimilarity
from namefix.table.name_table import NameTable

EXPLAINER = Explainer({"spelling": SpellingSimilarity(), "role": RoleNearby()})

DOCUMENT = document_of("Makron came.", mention_of("Makron came.", "Makron"))


def proposal(table: NameTable, name: str, probability: float = 0.9) -> Proposal:
    candidate = Candidate(mention_of("Makron", "Makron"), table.find(name)[0])
    evidence = Evidence("spelling", 0.83, 4.0), Evidence("role", 0.0, -1.5)
    return Proposal(candidate, probability, evidence)


def test_a_reason_tells_what_was_written_how_sure_and_why(table: NameTable) -> None:
    reason = EXPLAINER.why(proposal(table, "Macron"), "Macron", [], Action.REPLACE, document=DOCUMENT)
    assert reason == "Makron → Macron (90%): 83% of the letters agree"


def test_a_name_that_stays_is_told_what_spoke_against_the_change(table: NameTable) -> None:
    reason = EXPLAINER.why(proposal(table, "Macron", 0.1), "Macron", [], Action.KEEP, document=DOCUMENT)
    assert "no office beside it" in reason
    assert "letters agree" not in reason


def test_the_next_candidate_is_told(table: NameTable) -> None:
    rival = proposal(table, "Marcon", 0.2)
    assert "next: Marcon (20%)" in EXPLAINER.why(
        proposal(table, "Macron"), "Macron", [rival], Action.REPLACE, document=DOCUMENT
    )


def test_who_would_write_the_same_is_no_rival(table: NameTable) -> None:
    rival = proposal(table, "Macron", 0.2)
    assert "next" not in EXPLAINER.why(proposal(table, "Macron"), "Macron", [rival], Action.REPLACE, document=DOCUMENT)


def test_there_are_words_against_and_in_favour_for_all_joint_evidence() -> None:
    assert set(JOINT_REASONS) == set(JOINT)
    assert all(against and in_favour and against != in_favour for against, in_favour in JOINT_REASONS.values())


@pytest.mark.parametrize("name", JOINT)
@pytest.mark.parametrize(("action", "log_odds"), [(Action.REPLACE, 3.0), (Action.REVIEW, 3.0), (Action.KEEP, -3.0)])
def test_joint_evidence_is_told_without_a_scorer(table: NameTable, name: str, action: Action, log_odds: float) -> None:
    joint = Proposal(proposal(table, "Macron").candidate, 0.9, (Evidence(name, 0.8, log_odds),))
    reason = EXPLAINER.why(joint, "Macron", [], action, document=DOCUMENT)
    assert reason.endswith(f"Makron → Macron (90%): {JOINT_REASONS[name][log_odds > 0]}")


@pytest.mark.parametrize("name", JOINT)
def test_joint_evidence_for_the_other_side_is_not_told(table: NameTable, name: str) -> None:
    joint = Proposal(proposal(table, "Macron").candidate, 0.9, (Evidence(name, 0.8, -3.0), Evidence("role", None, 2.0)))
    assert "no evidence stands out" in EXPLAINER.why(joint, "Macron", [], Action.REPLACE, document=DOCUMENT)


@pytest.mark.parametrize("action", list(Action))
def test_no_evidence_is_still_a_reason(table: NameTable, action: Action) -> None:
    silent = Proposal(proposal(table, "Macron").candidate, 0.5, (Evidence("role", None, 3.0),))
    assert "no evidence stands out" in EXPLAINER.why(silent, "Macron", [], action, document=DOCUMENT)


def test_a_right_name_is_told_to_be_right_and_whose_it_is(table: NameTable) -> None:
    assert why_kept(mention_of("Biden", "Biden", forms=table.find("Biden"))) == (
        "Biden is right as it stands: Joe Biden, Hunter Biden"
    )


def test_an_unknown_name_is_told_to_be_like_none() -> None:
    assert "like no name" in why_kept(mention_of("Xqz", "Xqz"))
