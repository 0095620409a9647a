from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from tests.builders import document_of, mention_of, scored_of, translation_of

from namefix.datatypes import Candidate, Form, FoundBy, ScoredCandidate
from namefix.decide.beliefs import Belief, Links, believe, columns_of
from namefix.decide.calibrator import JOINT, Calibrator, Curve
from namefix.table.name_table import NameTable

SURE, LIKELY, DOUBTFUL = 1.0, 0.6, 0.2
CURVES = {
    **dict.fromkeys(JOINT, Curve(at=[0, 1], log_odds=[0, 0])),
    "spelling": Curve(at=[0, 1], log_odds=[-4, 4]),
    "follows": Curve(at=[0, 1], log_odds=[-3, 3]),
    "presence": Curve(at=[0, 1], log_odds=[0, 3]),
}
CALIBRATOR = Calibrator(intercept=-1, curves=CURVES)
Scores = Mapping[tuple[str, Form], float]


def believed(text: str, scores: Scores, calibrator: Calibrator = CALIBRATOR) -> dict[tuple[str, str], Belief]:
    """Return the beliefs in (surface form, id of the entity)."""
    scored, document = scored_of(text, scores)
    beliefs = believe(scored, document, [calibrator] * len(scored))
    pairs = [(item.candidate.mention.surface, item.candidate.entity.id) for item in scored]
    return dict(zip(pairs, beliefs, strict=True))


def value(belief: Belief, scorer: str) -> float | None:
    """Return one of the scores that led to a belief."""
    score = belief.scores[scorer]
    return score and score.value


def belief_in_macron(table: NameTable, text: str, scores: Mapping[str, float]) -> dict[str, Belief]:
    """Return the beliefs in surface forms each of which may be Macron; those of two words by the full name."""
    forms = {surface: table.find("Emmanuel Macron" if " " in surface else "Macron")[0] for surface in scores}
    found = believed(text, {(surface, forms[surface]): score for surface, score in scores.items()})
    return {surface: belief for (surface, _), belief in found.items()}


def test_no_candidates_have_no_beliefs() -> None:
    assert believe([], document_of("Makron"), []) == []


def test_more_evidence_makes_a_higher_probability(table: NameTable) -> None:
    least, some, most = (
        belief_in_macron(table, "Makron", {"Makron": score})["Makron"].probability for score in (0.0, 0.5, 1.0)
    )
    assert 0 < least < some < most < 1


def test_candidates_of_a_surface_form_share_probability_1_with_none_of_them(table: NameTable) -> None:
    rivals = {("Xxx", table.find(name)[0]): SURE for name in ("Macron", "Kyiv", "Tbilisi")}
    total = sum(belief.probability for belief in believed("Xxx", rivals).values())
    assert 0.9 < total < 1


def test_a_rival_takes_probability_away(table: NameTable) -> None:
    macron, kyiv = (("Xxx", table.find(name)[0]) for name in ("Macron", "Kyiv"))
    key = ("Xxx", "person/emmanuel-macron")
    alone, rivalled = believed("Xxx", {macron: SURE})[key], believed("Xxx", {macron: SURE, kyiv: SURE})[key]
    assert rivalled.probability < 0.5 < alone.probability


def test_another_surface_form_is_no_rival(table: NameTable) -> None:
    macron, kyiv = ("Makron", table.find("Macron")[0]), ("Kiew", table.find("Kiev")[0])
    key = ("Makron", "person/emmanuel-macron")
    alone, beside = (believed("Makron, Kiew", scores)[key] for scores in ({macron: SURE}, {macron: SURE, kyiv: SURE}))
    assert (alone.probability, alone.share) == (beside.probability, beside.share)


def test_entities_that_write_the_same_pool_their_probability(table: NameTable) -> None:
    joe, hunter = (("Bidon", form) for form in table.find("Biden"))
    alone = believed("Bidon", {joe: LIKELY})["Bidon", "person/joe-biden"].probability
    both = believed("Bidon", {joe: LIKELY, hunter: LIKELY})
    pooled = both["Bidon", "person/joe-biden"].probability
    assert alone < pooled < 1
    assert both["Bidon", "person/hunter-biden"].probability == pooled


def test_different_garbles_of_an_entity_support_each_other(table: NameTable) -> None:
    text = "Makron left. Maklon stayed."
    alone = belief_in_macron(table, text, {"Makron": LIKELY})["Makron"].probability
    both = belief_in_macron(table, text, {"Makron": LIKELY, "Maklon": LIKELY})
    assert both["Makron"].probability > alone
    assert both["Maklon"].probability > alone


def test_a_doubtful_garble_supports_less(table: NameTable) -> None:
    text = "Makron left. Maklon stayed."
    by_other = [
        belief_in_macron(table, text, {"Makron": LIKELY, "Maklon": other})["Makron"].probability
        for other in (DOUBTFUL, LIKELY, SURE)
    ]
    assert by_other == sorted(set(by_other))


def test_a_third_garble_adds_nothing_to_the_support_of_the_second(table: NameTable) -> None:
    text = "Makron left. Maklon stayed. Nagron came."
    two = belief_in_macron(table, text, {"Makron": LIKELY, "Maklon": LIKELY})
    three = belief_in_macron(table, text, {"Makron": LIKELY, "Maklon": LIKELY, "Nagron": LIKELY})
    assert three["Makron"].probability == pytest.approx(two["Makron"].probability)


def test_of_several_others_the_likeliest_is_the_support(table: NameTable) -> None:
    text = "Makron left. Maklon stayed. Nagron came."
    beliefs = belief_in_macron(table, text, {"Makron": LIKELY, "Nagron": DOUBTFUL, "Maklon": SURE})
    assert value(beliefs["Makron"], "presence") == pytest.approx(beliefs["Maklon"].probability, abs=0.01)


def test_the_same_wrong_word_twice_is_one_witness(table: NameTable) -> None:
    text = "Emmanuel Makron left. Emanuel Makron stayed."
    alone = belief_in_macron(table, text, {"Emmanuel Makron": LIKELY})["Emmanuel Makron"]
    both = belief_in_macron(table, text, {"Emmanuel Makron": LIKELY, "Emanuel Makron": LIKELY})["Emmanuel Makron"]
    assert both.probability == alone.probability
    assert value(both, "presence") == 0


@pytest.mark.parametrize(
    ("text", "is_supported"), [("Emanuel Macron Frederic", False), ("Emanuel Macron. Macron Frederic", True)]
)
def test_mentions_that_share_their_place_do_not_support_each_other(
    table: NameTable, text: str, is_supported: bool
) -> None:
    beliefs = belief_in_macron(table, text, {"Emanuel Macron": LIKELY, "Macron Frederic": LIKELY})
    assert all((value(belief, "presence") != 0) is is_supported for belief in beliefs.values())


def test_garbles_of_somebody_else_are_no_support(table: NameTable) -> None:
    scores = {("Makron", table.find("Macron")[0]): SURE, ("Stamer", table.find("Starmer")[0]): SURE}
    beliefs = believed("Makron left. Stamer stayed.", scores)
    assert [value(belief, "presence") for belief in beliefs.values()] == [0, 0]


def test_a_short_form_follows_the_long_one(table: NameTable) -> None:
    text = "Emanuel Makron left. Makron came back."
    doubtful, alone, sure = (
        belief_in_macron(table, text, {"Makron": LIKELY, **long})["Makron"].probability
        for long in ({"Emanuel Makron": DOUBTFUL}, {}, {"Emanuel Makron": SURE})
    )
    assert doubtful < alone < sure


def test_of_several_long_forms_the_likeliest_is_followed(table: NameTable) -> None:
    text = "Emanuel Makron left. Emmanuell Makron stayed. Makron came back."
    beliefs = belief_in_macron(table, text, {"Makron": LIKELY, "Emanuel Makron": SURE, "Emmanuell Makron": DOUBTFUL})
    assert value(beliefs["Makron"], "follows") == pytest.approx(beliefs["Emanuel Makron"].probability)


def test_a_long_form_does_not_follow_the_short_one(table: NameTable) -> None:
    text = "Emanuel Makron left. Makron came back."
    alone, beside = (
        belief_in_macron(table, text, scores)["Emanuel Makron"]
        for scores in ({"Emanuel Makron": LIKELY}, {"Emanuel Makron": LIKELY, "Makron": SURE})
    )
    assert beside.probability == alone.probability
    assert {**beside.scores, "damage": None} == {**alone.scores, "damage": None}


def test_a_short_form_that_may_be_two_people_follows_the_one_who_is_named_in_full(table: NameTable) -> None:
    joe, hunter = ("Bidon", table.find("Joe Biden")[0]), ("Bidon", table.find("Hunter Biden")[0])
    full = ("Hunter Bidon", table.find("Hunter Biden")[0])
    beliefs = believed("Hunter Bidon left. Bidon came back.", {full: SURE, joe: LIKELY, hunter: LIKELY})
    assert beliefs["Bidon", "person/hunter-biden"].probability > beliefs["Bidon", "person/joe-biden"].probability


def test_a_belief_has_the_scores_that_led_to_it(table: NameTable) -> None:
    text = "Makron left. Maklon stayed."
    beliefs = belief_in_macron(table, text, {"Makron": LIKELY, "Maklon": SURE})
    assert {name: value(beliefs["Makron"], name) for name in beliefs["Makron"].scores} == {
        "spelling": LIKELY,
        "damage": pytest.approx(0.1),
        "follows": None,
        "presence": pytest.approx(beliefs["Maklon"].probability, abs=0.01),
        "unclaimed": None,
    }


def test_the_order_of_candidates_changes_nothing(table: NameTable) -> None:
    text = "Emanuel Makron left. Makron came back. Maklon and Bidon stayed, Emanuel Makrong did not."
    forms = {name: table.find(name)[0] for name in ("Emmanuel Macron", "Macron", "Kyiv", "Joe Biden")}
    scores = {
        ("Emanuel Makron", forms["Emmanuel Macron"]): LIKELY,
        ("Makron", forms["Macron"]): DOUBTFUL,
        ("Makron", forms["Kyiv"]): DOUBTFUL,
        ("Maklon", forms["Joe Biden"]): DOUBTFUL,
        ("Maklon", forms["Macron"]): LIKELY,
        ("Emanuel Makrong", forms["Emmanuel Macron"]): LIKELY,
        ("Bidon", forms["Joe Biden"]): SURE,
    }
    one, other = believed(text, scores), believed(text, dict(reversed(scores.items())))
    assert {key: other[key].probability for key in one} == pytest.approx(
        {key: belief.probability for key, belief in one.items()}
    )


@pytest.mark.parametrize(("intercept", "expected"), [(-2000, 0), (2000, 0.5)])
def test_endless_evidence_is_still_a_probability(table: NameTable, intercept: float, expected: float) -> None:
    certain = Calibrator(intercept=intercept, curves=CURVES)
    scores = {("Xxx", table.find(name)[0]): SURE for name in ("Macron", "Kyiv")}
    probabilities = [belief.probability for belief in believed("Xxx", scores, certain).values()]
    assert probabilities == pytest.approx([expected, expected])


def test_columns_hold_the_scores_of_each_scorer_in_order(table: NameTable) -> None:
    scored, _ = scored_of("Xxx", {("Xxx", table.find("Macron")[0]): SURE, ("Xxx", table.find("Kyiv")[0]): DOUBTFUL})
    assert {name: column.tolist() for name, column in columns_of(scored).items()} == {"spelling": [SURE, DOUBTFUL]}


def test_a_short_form_is_as_sure_as_the_long_one_whose_garble_it_is(table: NameTable) -> None:
    text = "Emmanuel Makron spoke. Makron left."
    beliefs = belief_in_macron(table, text, {"Emmanuel Makron": SURE, "Makron": 0.0})
    assert beliefs["Makron"].probability == pytest.approx(beliefs["Emmanuel Makron"].probability)


def test_a_part_of_a_longer_name_that_is_right_there_does_not_follow_it(table: NameTable) -> None:
    text = "Emmanuel Makron spoke. Emmanuel left."
    beliefs = belief_in_macron(table, text, {"Emmanuel Makron": SURE, "Emmanuel": 0.0})
    assert beliefs["Emmanuel"].probability < beliefs["Emmanuel Makron"].probability / 2


@pytest.mark.parametrize(("rival", "is_followed"), [(0.1, True), (LIKELY, True), (SURE, False)])
def test_a_rival_that_is_likelier_than_the_longer_name_is_not_pushed_aside(
    table: NameTable, rival: float, is_followed: bool
) -> None:
    scores = {
        ("Emmanuel Makron", table.find("Emmanuel Macron")[0]): 0.8,
        ("Makron", table.find("Macron")[0]): 0.0,
        ("Makron", table.find("Kyiv")[0]): rival,
    }
    beliefs = believed("Emmanuel Makron spoke. Makron left.", scores)
    follower = beliefs["Makron", "person/emmanuel-macron"].probability
    longer = beliefs["Emmanuel Makron", "person/emmanuel-macron"].probability
    other = beliefs["Makron", "place/kyiv"].probability
    assert (follower == pytest.approx(longer)) is is_followed
    assert (other < follower) is is_followed
    assert follower + other < 1


Beliefs = Mapping[tuple[str, str], float]
"""What is believed of surface forms, each of which may be the name."""


def damages(
    table: NameTable, beliefs: Beliefs, *, right: tuple[str, ...] = (), found_by: FoundBy = FoundBy.RECOGNISER
) -> dict[tuple[str, str], float]:
    """Return the share of names that are garbled besides, in a text of these surface forms and right names."""
    text = ", ".join([*dict.fromkeys(surface for surface, _ in beliefs), *right])
    beside = [replace(mention_of(text, name, kind="person"), found_by=found_by) for name in right]
    scores = {(surface, table.find(name)[0]): 0.5 for surface, name in beliefs}
    scored, document = scored_of(text, scores, beside=beside)
    found = Links(scored, document).joint(np.array(list(beliefs.values())))["damage"]
    return dict(zip(beliefs, found.tolist(), strict=True))


MAKRON, STAMER, KIEW = ("Makron", "Macron"), ("Stamer", "Starmer"), ("Kiew", "Kyiv")


def test_damage_rises_with_the_garbles_of_others(table: NameTable) -> None:
    found = [
        damages(table, {MAKRON: 0.5, STAMER: stamer, KIEW: kiew})[MAKRON]
        for stamer, kiew in ((0, 0), (0.5, 0), (1, 0), (1, 0.5), (1, 1))
    ]
    assert found == sorted(set(found))
    assert found[0] == pytest.approx(0.1)
    assert found[-1] == pytest.approx((0.6 + 2) / 6)


def test_damage_falls_with_the_names_that_are_right(table: NameTable) -> None:
    rights = "Sarah Baxter", "Oslo", "John Miller", "Porto"
    found = [damages(table, {MAKRON: 0.5, STAMER: 1}, right=rights[:count])[MAKRON] for count in range(5)]
    assert found == sorted(set(found), reverse=True)
    assert found[4] == pytest.approx(1.6 / 10)


def test_a_run_of_capitals_is_no_name_that_is_right(table: NameTable) -> None:
    found = damages(table, {MAKRON: 0.5, STAMER: 1}, right=("Sarah Baxter",), found_by=FoundBy.CAPITALS)[MAKRON]
    assert found == damages(table, {MAKRON: 0.5, STAMER: 1})[MAKRON]


def test_garbles_of_the_same_entity_are_no_damage(table: NameTable) -> None:
    alone = damages(table, {MAKRON: 0.5, ("Maklon", "Macron"): 0, ("Emanuel Magron", "Emmanuel Macron"): 0})
    others = damages(table, {MAKRON: 0.5, ("Maklon", "Macron"): 1, ("Emanuel Magron", "Emmanuel Macron"): 1})
    assert others[MAKRON] == pytest.approx(alone[MAKRON])


def test_the_same_words_are_no_damage_whoever_they_mean(table: NameTable) -> None:
    rivals = {("Makron", "Macron"): 0.2, ("Makron", "Kyiv"): 0.7, STAMER: 0}
    found = damages(table, rivals)
    assert found["Makron", "Macron"] == pytest.approx(0.1)
    assert found["Makron", "Kyiv"] == pytest.approx(0.1)
    assert found[STAMER] == pytest.approx((0.6 + 0.7) / 6)


def test_the_same_wrong_word_twice_is_damaged_once(table: NameTable) -> None:
    once = damages(table, {STAMER: 0.5, MAKRON: 0.9})
    twice = damages(table, {STAMER: 0.5, MAKRON: 0.9, ("Emmanuel Makron", "Emmanuel Macron"): 0.9})
    assert twice[STAMER] == pytest.approx(once[STAMER])


def test_the_order_of_rows_changes_no_damage(table: NameTable) -> None:
    beliefs = {
        MAKRON: 0.3,
        ("Makron", "Kyiv"): 0.6,
        STAMER: 0.8,
        ("Stamer", "Tbilisi"): 0.1,
        ("Maklon", "Macron"): 0.7,
        KIEW: 0.2,
        ("Hunter Bydden", "Hunter Biden"): 0.9,
    }
    assert damages(table, dict(reversed(beliefs.items()))) == pytest.approx(damages(table, beliefs))


def test_damage_is_evidence_for_other_names(table: NameTable) -> None:
    telling = Calibrator(intercept=-1, curves={**CURVES, "damage": Curve(at=[0, 1], log_odds=[0, 9])})
    macron, starmer = (("Makron", table.find("Macron")[0]), ("Stamer", table.find("Starmer")[0]))
    key = ("Makron", "person/emmanuel-macron")
    whole, garbled = (
        believed("Makron met Stamer.", {macron: LIKELY, starmer: other}, telling)[key] for other in (0.0, SURE)
    )
    assert garbled.probability > whole.probability
    damage, whole_damage = value(garbled, "damage"), value(whole, "damage")
    assert damage is not None
    assert whole_damage is not None
    assert damage > whole_damage >= 0.1


def test_no_candidates_have_no_joint_evidence() -> None:
    joint = Links([], document_of("Makron")).joint(np.zeros(0))
    assert {name: column.tolist() for name, column in joint.items()} == {name: [] for name in JOINT}


def unclaimed(table: NameTable, text: str, source: str, beliefs: Beliefs) -> dict[tuple[str, str], float | None]:
    """Return what is left of the names of the source for each (surface form, name that it may be)."""
    document = translation_of(table, text, source, *dict.fromkeys(surface for surface, _ in beliefs))
    scored = [
        ScoredCandidate(Candidate(document.by_surface[surface][0], table.find(name)[0]), {"spelling": 0.5})
        for surface, name in beliefs
    ]
    found = Links(scored, document).joint(np.array(list(beliefs.values())))["unclaimed"].tolist()
    return {key: None if np.isnan(score) else score for key, score in zip(beliefs, found, strict=True)}


XXX = ("Xxx", "Macron")


@pytest.mark.parametrize("other", [0.0, 0.3, 1.0])
def test_a_name_of_the_source_that_another_mention_answers_to_is_claimed(table: NameTable, other: float) -> None:
    found = unclaimed(table, "Makron met Xxx.", "马克龙来了。", {XXX: 0.5, MAKRON: other})
    assert found == {XXX: pytest.approx(1 - other), MAKRON: pytest.approx(0.5)}


def test_the_best_other_mention_has_the_claim(table: NameTable) -> None:
    beliefs = {XXX: 0.5, MAKRON: 0.4, ("Maklon", "Macron"): 0.9}
    assert unclaimed(table, "Makron met Xxx, Maklon.", "马克龙来了。", beliefs)[XXX] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Xxx met Stamer.", "马克龙会见了斯塔默。", 1),
        ("Xxx met Stamer.", "他会见了斯塔默。", None),
        ("Xxx met Stamer.", "", None),
        ("Xxx came.\nStamer left.", "他来了。\n马克龙走了。", None),
    ],
)
def test_there_is_a_claim_only_to_what_the_source_names_opposite(
    table: NameTable, text: str, source: str, expected: float | None
) -> None:
    assert unclaimed(table, text, source, {XXX: 0.5, STAMER: 1.0})[XXX] == expected


def test_a_mention_opposite_another_line_has_no_claim(table: NameTable) -> None:
    text, source = "Xxx came.\nMakron left.", "马克龙来了。\n马克龙走了。"
    assert unclaimed(table, text, source, {XXX: 0.5, MAKRON: 1.0}) == {XXX: 1, MAKRON: 1}


def test_a_part_of_the_mention_has_no_claim(table: NameTable) -> None:
    long = ("Emanuel Makron", "Emmanuel Macron")
    found = unclaimed(table, "Emanuel Makron came.", "马克龙来了。", {long: 0.5, MAKRON: 1.0})
    assert found == {long: 1, MAKRON: 1}


def test_damage_is_a_share(table: NameTable) -> None:
    names = {"Makron": "Macron", "Stamer": "Starmer", "Kiew": "Kyiv", "Tbilissi": "Tbilisi", "Zelenskj": "Zelensky"}
    garbles = {"Vondrein": "von der Leyen", "Bydden": "Joe Biden", "Shinso Abee": "Shinzo Abe"}
    found = damages(table, dict.fromkeys({**names, **garbles}.items(), 1.0))
    assert all(0 <= damage <= 1 for damage in found.values())


def test_who_shares_a_name_has_the_same_damage_in_any_order(table: NameTable) -> None:
    hunter = ("Hunter Bydden", "Hunter Biden")
    biden = [("Bidon", form) for form in table.find("Biden")]
    found = []
    for order in (biden, biden[::-1]):
        scores = {**dict.fromkeys(order, 0.5), (hunter[0], table.find(hunter[1])[0]): 0.5}
        scored, document = scored_of("Bidon, Hunter Bydden", scores)
        found.append(Links(scored, document).joint(np.array([0.5, 0.5, 1]))["damage"][2])
    assert found[0] == pytest.approx(found[1])


def test_a_name_that_the_source_has_twice_is_claimed_by_neither_of_two(table: NameTable) -> None:
    found = unclaimed(table, "Makron met Maklon.", "马克龙会见了马克龙。", {MAKRON: 0.9, ("Maklon", "Macron"): 0.9})
    assert found == {MAKRON: 1, ("Maklon", "Macron"): 1}
