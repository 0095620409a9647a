from __future__ import annotations

from tests.builders import form_of, scored_of

from namefix import Entity
from namefix.config import Policy
from namefix.datatypes import Score
from namefix.decide import Judge, Parameters
from namefix.decide.calibrator import Calibrator, Curve
from namefix.decide.joint_evidence import JOINT
from namefix.decide.reach import can_be_shown
from namefix.score.kind import KindAgreement
from namefix.score.spelling import SpellingSimilarity
from namefix.table.name_table import NameTable
from namefix.table.style import load_style

MACRON = form_of(Entity("person/emmanuel-macron", "person", "Emmanuel Macron"), "Macron")
FLAT = Curve(at=[0, 1], log_odds=[0, 0])


def judge(**curves: Curve) -> Judge:
    calibrator = Calibrator(intercept=-3, curves={**dict.fromkeys(JOINT, FLAT), **curves})
    scorers = {"spelling": SpellingSimilarity(), "kind": KindAgreement()}
    parameters = Parameters(calibrator, Policy())
    return Judge(scorers, parameters, parameters, load_style("keep", NameTable([])))


def shown(judge: Judge, kind: float | None) -> bool:
    scored, document = scored_of("Makron came", {("Makron", MACRON): 0.8})
    for item in scored:
        item.scores["kind"] = None if kind is None else Score(kind, "")  # type: ignore[index]
    return can_be_shown(scored, document, judge)


def test_what_the_pipeline_can_raise_is_taken_at_its_best() -> None:
    telling = judge(spelling=FLAT, kind=Curve(at=[0, 1], log_odds=[-2, 3], missing=-1))
    assert shown(telling, 0)
    assert shown(telling, None)
    assert not shown(judge(spelling=FLAT, kind=Curve(at=[0, 1], log_odds=[-2, 1], missing=-1)), 1)


def test_no_opinion_can_be_the_best() -> None:
    assert shown(judge(spelling=FLAT, kind=Curve(at=[0, 1], log_odds=[-2, -1], missing=3)), 0)


def test_other_evidence_counts_as_it_is() -> None:
    low = Curve(at=[0, 0.9, 1], log_odds=[-9, -9, 9])
    assert not shown(judge(spelling=low, kind=Curve(at=[0, 1], log_odds=[0, 2])), 0)
