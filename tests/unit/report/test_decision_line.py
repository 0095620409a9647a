from __future__ import annotations

from tests.builders import mention_of

from namefix.datatypes import Action, Candidate, Decision, Entity, Form, Proposal
from namefix.report.decision_line import decision_line

MENTION = mention_of("Makron", "Makron")


def proposal(name: str, probability: float) -> Proposal:
    form = Form(name, Entity(f"person/{name}", "person", name), "name", name)
    return Proposal(Candidate(MENTION, form), probability, ())


def decided(*rejected: Proposal, action: Action = Action.REPLACE) -> str:
    return decision_line(Decision(MENTION, action, proposal("Macron", 0.9), rejected, "sounds alike: k/c", "Macron"))


def test_the_line_has_the_change_and_the_reason() -> None:
    assert decided() == "replace: Makron → Macron, sure (90%): sounds alike: k/c"
    assert decided(action=Action.KEEP).startswith("keep: Makron → Macron, sure (90%)")


def test_the_next_candidate_is_named() -> None:
    assert (
        decided(proposal("Marcon", 0.2))
        == "replace: Makron → Macron, sure (90%): sounds alike: k/c; next: Marcon (20%)"
    )


def test_a_candidate_that_would_write_the_same_is_not_the_next() -> None:
    assert decided(proposal("Mácron", 0.2), proposal("Marcon", 0.1)).endswith("next: Marcon (10%)")
    assert "next" not in decided(proposal("Macron", 0.2))


def test_a_decision_without_a_change_has_its_reason_alone() -> None:
    kept = Decision(MENTION, Action.KEEP, None, (proposal("Marcon", 0.0),), "no similar name in the table")
    assert decision_line(kept) == "keep: no similar name in the table"
