from __future__ import annotations

import pytest

from namefix.decide.joint_evidence import JOINT, JointEvidence


@pytest.mark.parametrize("evidence", JOINT.values(), ids=JOINT)
def test_the_words_of_joint_evidence_change_with_its_value(evidence: JointEvidence) -> None:
    high, low = evidence.score(evidence.high_from), evidence.score(evidence.high_from - 0.01)
    assert (high.words, low.words) == (evidence.high, evidence.low)
    assert high.value == evidence.high_from
    assert evidence.high != evidence.low


@pytest.mark.parametrize("evidence", JOINT.values(), ids=JOINT)
def test_the_words_change_where_the_curve_may_bend(evidence: JointEvidence) -> None:
    assert evidence.high_from in evidence.knots
    assert list(evidence.knots) == sorted(set(evidence.knots))
