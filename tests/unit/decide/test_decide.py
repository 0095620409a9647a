from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.builders import mention_of, mentions_of, scored_of

from namefix import Action, Decision, Entity, Policy
from namefix.datatypes import Candidate, Score
from namefix.decide import Judge, Parameters, decide
from namefix.decide.calibrator import Calibrator, Curve
from namefix.decide.joint_evidence import JOINT
from namefix.decide.written_form import accepted_as, with_accepted_parts
from namefix.names.target_language import english
from namefix.score import load_scorers
from namefix.score.spelling import SpellingSimilarity
from namefix.table.name_table import NameTable
from namefix.table.style import HouseStyle

SURE, UNSURE, HARDLY = 1.0, 0.45, 0.0
"""Scores that a calibrator with a steep curve turns into the three actions."""


class AlwaysAlike(SpellingSimilarity):
    alike_from = 0.0


def judged(
    table: NameTable,
    text: str,
    scores: Mapping[tuple[str, str], float],
    *,
    rights: tuple[str, ...] = (),
    style: str = "keep",
) -> list[Decision]:
    """Decide a text whose (surface form, name of the table) have these scores, beside exact names."""
    beside = [mention for right in rights for mention in mentions_of(text, right, forms=table.find(right))]
    candidates = {(surface, table.find(name)[0]): score for (surface, name), score in scores.items()}
    scored, document = scored_of(text, candidates, beside=beside)
    flat = Curve(at=[0, 1], log_odds=[0, 0])
    curves = {"spelling": Curve(at=[0, 0.5, 1], log_odds=[-5, 0, 5]), **dict.fromkeys(JOINT, flat)}
    parameters = Parameters(Calibrator(intercept=0, curves=curves), Policy())
    judge = Judge({"spelling": AlwaysAlike()}, parameters, parameters, HouseStyle(style))
    return decide(scored, document, judge)


def written(decisions: list[Decision]) -> list[tuple[str, str | None]]:
    return [
        (decision.mention.surface, decision.replacement) for decision in decisions if decision.action is Action.REPLACE
    ]


@pytest.mark.parametrize(("score", "action"), [(SURE, Action.REPLACE), (UNSURE, Action.REVIEW), (HARDLY, Action.KEEP)])
def test_the_probability_chooses_the_action(table: NameTable, score: float, action: Action) -> None:
    (decision,) = judged(table, "Makron", {("Makron", "Macron"): score})
    assert decision.action is action


def test_a_mention_without_candidates_is_kept_with_a_reason(table: NameTable) -> None:
    (decision,) = judged(table, "Biden", {}, rights=("Biden",))
    assert (decision.action, decision.chosen) == (Action.KEEP, None)
    assert "right as it stands" in decision.reason


def test_the_likeliest_is_chosen_and_the_others_are_rejected_in_order(table: NameTable) -> None:
    scores = {("Makron", "Kyiv"): 0.1, ("Makron", "Macron"): SURE, ("Makron", "Marcon"): 0.3}
    (decision,) = judged(table, "Makron", scores)
    assert decision.chosen is not None
    assert decision.chosen.candidate.entity.id == "person/emmanuel-macron"
    assert [proposal.candidate.alias for proposal in decision.rejected] == ["Marcon", "Kyiv"]


def test_a_tie_goes_to_the_lower_id(table: NameTable) -> None:
    (decision,) = judged(table, "Xxx", {("Xxx", "Tbilisi"): SURE, ("Xxx", "Kyiv"): SURE})
    assert decision.replacement == "Kyiv"


def test_one_surface_form_has_one_answer_everywhere(table: NameTable) -> None:
    decisions = judged(table, "Makron, Makron", {("Makron", "Macron"): SURE})
    assert written(decisions) == [("Makron", "Macron"), ("Makron", "Macron")]


def test_of_two_repairs_to_one_entity_the_longer_stands(table: NameTable) -> None:
    scores = {("Emanuel Makron", "Emmanuel Macron"): 0.9, ("Makron", "Macron"): SURE}
    assert written(judged(table, "Emanuel Makron", scores)) == [("Emanuel Makron", "Emmanuel Macron")]


def test_of_repairs_to_two_entities_the_likelier_stands(table: NameTable) -> None:
    scores = {("Kiel Makron", "Keir Starmer"): 0.9, ("Makron", "Macron"): SURE}
    assert written(judged(table, "Kiel Makron", scores)) == [("Makron", "Macron")]


def test_decided_spans_do_not_overlap_and_are_sorted(table: NameTable) -> None:
    scores = {("Kiel Makron", "Keir Starmer"): SURE, ("Makron Bidon", "Joe Biden"): SURE, ("Kiel", "Kiev"): UNSURE}
    spans = [(each.mention.start, each.mention.end) for each in judged(table, "Kiel Makron Bidon", scores)]
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("text", "right", "garble", "name"),
    [
        ("Hunter Biden", "Hunter Biden", "Hunter", "Kyiv"),
        ("Hunter Biden Makron", "Hunter Biden", "Biden Makron", "Emmanuel Macron"),
        ("Hunter Biden Makron", "Hunter Biden", "Hunter Biden Makron", "Emmanuel Macron"),
    ],
)
def test_a_right_name_is_neither_cut_nor_changed(
    table: NameTable, text: str, right: str, garble: str, name: str
) -> None:
    decisions = judged(table, text, {(garble, name): SURE}, rights=(right,))
    assert written(decisions) == []
    assert right in [decision.mention.surface for decision in decisions]


def test_accepted_romanisations_of_the_best_candidate_are_kept(table: NameTable) -> None:
    (decision,) = judged(table, "Zelenskii", {("Zelenskii", "Zelensky"): SURE})
    assert decision.action is Action.KEEP
    assert "accepted spelling" in decision.reason


def test_a_listed_misspelling_needs_no_evidence(table: NameTable) -> None:
    (decision,) = judged(table, "Tiblisi", {}, rights=("Tiblisi",))
    assert (decision.action, decision.replacement, decision.probability) == (Action.REPLACE, "Tbilisi", 1)


@pytest.mark.parametrize(("style", "expected"), [("keep", []), ("canonical", [("Kiev", "Kyiv")])])
def test_variants_follow_the_house_style(table: NameTable, style: str, expected: list[tuple[str, str]]) -> None:
    assert written(judged(table, "Kiev", {}, rights=("Kiev",), style=style)) == expected


@pytest.mark.parametrize(
    ("style", "right", "expected"),
    [
        ("keep", "Zelenskyy", "Zelenskyy"),
        ("keep", "Volodymyr Zelenskyy", "Zelenskyy"),
        ("keep", "Zelensky", "Zelensky"),
        ("canonical", "Zelenskyy", "Zelensky"),
    ],
)
def test_a_repair_follows_the_style_and_then_the_document(
    table: NameTable, style: str, right: str, expected: str
) -> None:
    decisions = judged(table, f"{right}, Xerenskj", {("Xerenskj", "Zelensky"): SURE}, rights=(right,), style=style)
    assert dict(written(decisions))["Xerenskj"] == expected


@pytest.mark.parametrize(
    ("surface", "name", "accepted"),
    [
        ("Zelenskii", "Zelensky", "Zelensky"),
        ("Volodymyr Zelenskii", "Zelensky", "Volodymyr Zelensky"),
        ("Zerensky", "Zelensky", None),
        ("Byden", "Biden", None),
    ],
)
def test_another_romanisation_of_any_right_form_is_accepted(
    table: NameTable, surface: str, name: str, accepted: str | None
) -> None:
    assert accepted_as(Candidate(mention_of(surface, surface), table.find(name)[0]), english()) == accepted


def test_an_unlikely_candidate_accepts_no_spelling(table: NameTable) -> None:
    (decision,) = judged(table, "Zelenskii", {("Zelenskii", "Zelensky"): 0.3})
    assert decision.action is Action.KEEP
    assert "accepted spelling" not in decision.reason


@pytest.mark.parametrize(
    ("surface", "name", "country", "expected"),
    [
        ("Yevgeny Brimakov", "Evgeny Primakov", "RU", "Yevgeny Primakov"),
        ("Jevgeny Brimakov", "Evgeny Primakov", "RU", "Evgeny Primakov"),
        ("Yevgeny Brimakov", "Evgeny Primakov", "US", "Evgeny Primakov"),
        ("Yevgeny M. Brimakov", "Evgeny Primakov", "RU", "Evgeny Primakov"),
        ("Primakof Town", "Primakov Township", "RU", "Primakov Town"),
        ("Primakof Station", "Primakov House", "RU", "Primakov House"),
    ],
)
def test_parts_that_are_right_in_other_words_stay(surface: str, name: str, country: str, expected: str) -> None:
    assert with_accepted_parts(surface, name, country, english()) == expected


@pytest.mark.parametrize(("style", "expected"), [("keep", "Volodymyr Zelenskii"), ("canonical", "Volodymyr Zelensky")])
def test_the_house_style_says_whether_accepted_parts_stay(table: NameTable, style: str, expected: str) -> None:
    scores = {("Xolodymyr Zelenskii", "Volodymyr Zelensky"): SURE}
    (decision,) = judged(table, "Xolodymyr Zelenskii", scores, style=style)
    assert decision.replacement == expected


def test_well_formed_chinese_names_are_decided_like_others() -> None:
    chinese = NameTable([Entity("person/zhang-ruolan", "person", "Zhang Ruolan", country="CN")])
    decisions = judged(chinese, "Zhang Luolan", {("Zhang Luolan", "Zhang Ruolan"): SURE})
    assert written(decisions) == [("Zhang Luolan", "Zhang Ruolan")]


def test_candidates_of_one_surface_form_rule_each_other_out(table: NameTable) -> None:
    (decision,) = judged(table, "Xxx", {("Xxx", "Macron"): SURE, ("Xxx", "Kyiv"): SURE})
    assert decision.action is not Action.REPLACE


UNLIKE: Mapping[str, float | None] = {
    "spelling": 0.39,
    "confusion": 0.14,
    "sound_or_reading": 0.14,
    "source_sound": 0.49,
    "native": 1.0,
}


def judged_by(
    table: NameTable, evidence: Mapping[str, float | None], *, policy: Policy | None = None, intercept: float = 60
) -> Decision:
    """Decide whether Xxx is Macron by evidence that is always held for certain."""
    ((item,), document) = scored_of("Xxx", {("Xxx", table.find("Macron")[0]): 0.0})
    flat = Curve(at=[0, 1], log_odds=[0, 0])
    calibrator = Calibrator(intercept=intercept, curves=dict.fromkeys((*evidence, *JOINT), flat))
    parameters = Parameters(calibrator, policy or Policy())
    judge = Judge(load_scorers(evidence), parameters, parameters, HouseStyle("keep"))
    scores = {name: None if value is None else Score(value, "") for name, value in evidence.items()}
    (decision,) = decide([replace(item, scores=scores)], document, judge)
    return decision


@pytest.mark.parametrize("policy", [Policy(), Policy(replace=0.1, review=0.0)])
@pytest.mark.parametrize(
    "unheard", [{}, {"source_sound": None}, {"source_sound": 0.0, "spelling": 0.0, "confusion": 0.0}]
)
def test_what_is_neither_spelt_nor_sounds_alike_is_shown_but_never_written(
    table: NameTable, policy: Policy, unheard: Mapping[str, float | None]
) -> None:
    decision = judged_by(table, {**UNLIKE, **unheard}, policy=policy)
    assert (decision.action, decision.replacement) == (Action.REVIEW, "Macron")
    assert decision.probability == pytest.approx(1)


@pytest.mark.parametrize(
    ("scorer", "score"),
    [("spelling", 0.4), ("confusion", 0.15), ("sound_or_reading", 0.15), ("source_sound", 0.5), ("source_sound", 1.0)],
)
def test_likeness_of_any_kind_lets_it_be_written(table: NameTable, scorer: str, score: float) -> None:
    assert judged_by(table, {**UNLIKE, scorer: score}).action is Action.REPLACE


def test_an_unlikely_candidate_that_is_unlike_is_left_alone(table: NameTable) -> None:
    assert judged_by(table, UNLIKE, policy=Policy(replace=1, review=1), intercept=1).action is Action.KEEP


def test_a_short_form_follows_the_longer_one_that_was_repaired(table: NameTable) -> None:
    text = "Emmanuel Makron spoke. Makron left."
    scores = {("Emmanuel Makron", "Emmanuel Macron"): SURE, ("Makron", "Macron"): HARDLY}
    assert written(judged(table, text, scores)) == [("Emmanuel Makron", "Emmanuel Macron"), ("Makron", "Macron")]


def test_a_short_form_with_a_likelier_rival_does_not_follow(table: NameTable) -> None:
    text = "Emmanuel Makron spoke. Makron left."
    scores = {("Emmanuel Makron", "Emmanuel Macron"): 0.9, ("Makron", "Macron"): HARDLY, ("Makron", "Kyiv"): SURE}
    assert written(judged(table, text, scores))[-1] == ("Makron", "Kyiv")


@pytest.mark.parametrize("is_reversed", [False, True])
def test_the_order_of_candidates_changes_no_decision(table: NameTable, is_reversed: bool) -> None:
    text = "Emmanuel Makron met Kiel Stamer in Kiew. Makron left, Stamer did not."
    scores = {
        ("Emmanuel Makron", "Emmanuel Macron"): 0.9,
        ("Makron", "Macron"): UNSURE,
        ("Makron", "Kyiv"): UNSURE,
        ("Kiel Stamer", "Keir Starmer"): SURE,
        ("Stamer", "Starmer"): UNSURE,
        ("Kiew", "Kiev"): 0.7,
        ("Kiew", "Tbilisi"): 0.6,
    }
    decisions = judged(table, text, dict(reversed(scores.items())) if is_reversed else scores)
    assert written(decisions) == [
        ("Emmanuel Makron", "Emmanuel Macron"),
        ("Kiel Stamer", "Keir Starmer"),
        ("Kiew", "Kyiv"),
        ("Makron", "Macron"),
    ]


@pytest.mark.parametrize(("intercept", "is_chosen"), [(-3.8, True), (-4.1, False)])
def test_a_candidate_below_two_hundredths_is_not_worth_a_word(
    table: NameTable, intercept: float, is_chosen: bool
) -> None:
    decision = judged_by(table, {"spelling": 0.9}, policy=Policy(replace=0.9, review=0.9), intercept=intercept)
    assert (decision.chosen is not None) is is_chosen
    assert [proposal.evidence != () for proposal in decision.rejected] == ([] if is_chosen else [False])


def test_a_misspelling_of_two_entities_is_only_shown() -> None:
    two = NameTable(Entity(f"place/{name}", "place", name, misspellings=("Zellow",)) for name in ("Zella", "Zello"))
    (decision,) = judged(two, "Zellow", {}, rights=("Zellow",))
    assert decision.action is Action.REVIEW
    assert decision.chosen is not None
    proposals = [decision.chosen, *decision.rejected]
    assert [(proposal.candidate.entity.name, proposal.probability) for proposal in proposals] == [
        ("Zella", 0.5),
        ("Zello", 0.5),
    ]
