from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.builders import document_of, scored_of

from namefix.datatypes import Form
from namefix.decide.beliefs import Belief, believe, columns_of
from namefix.decide.calibrator import Calibrator, Curve
from namefix.table.name_table import NameTable

SURE, LIKELY, DOUBTFUL = 1.0, 0.6, 0.2
CURVES = {
    "spelling": Curve(at=[0, 1], log_odds=[-4, 4]),
    "follows": Curve(at=[0, 1], log_odds=[-3, 3]),
    "presence": Curve(at=[0, 1], log_odds=[0, 3]),
}
CALIBRATOR = Calibrator(intercept=-1, curves=CURVES)
Scores = Mapping[tuple[str, Form], float]


def believed(text: str, scores: Scores, calibrator: Calibrator = CALIBRATOR) -> dict[tuple[str, str], Belief]:
    """Return the beliefs in (surface form, id of the entity)."""
    scored, document = scored_of(text, scores)
    beliefs = believe(scored, document, calibrator)
    pairs = [(item.candidate.mention.surface, item.candidate.entity.id) for item in scored]
    return dict(zip(pairs, beliefs, strict=True))


def belief_in_macron(table: NameTable, text: str, scores: Mapping[str, float]) -> dict[str, Belief]:
    """Return the beliefs in surface forms each of which may be Macron; those of two words by the full name."""
    forms = {surface: table.find("Emmanuel Macron" if " " in surface else "Macron")[0] for surface in scores}
    found = believed(text, {(surface, forms[surface]): score for surface, score in scores.items()})
    return {surface: belief for (surface, _), belief in found.items()}


def test_no_candidates_have_no_beliefs() -> None:
    assert believe([], document_of("Makron"), CALIBRATOR) == []


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
    assert believed("Makron, Kiew", {macron: SURE, kyiv: SURE})[key] == believed("Makron, Kiew", {macron: SURE})[key]


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
    assert beliefs["Makron"].scores["presence"] == pytest.approx(beliefs["Maklon"].probability, abs=0.01)


def test_the_same_wrong_word_twice_is_one_witness(table: NameTable) -> None:
    text = "Emmanuel Makron left. Emanuel Makron stayed."
    alone = belief_in_macron(table, text, {"Emmanuel Makron": LIKELY})["Emmanuel Makron"]
    both = belief_in_macron(table, text, {"Emmanuel Makron": LIKELY, "Emanuel Makron": LIKELY})["Emmanuel Makron"]
    assert both == alone
    assert both.scores["presence"] == 0


@pytest.mark.parametrize(
    ("text", "is_supported"), [("Emanuel Macron Frederic", False), ("Emanuel Macron. Macron Frederic", True)]
)
def test_mentions_that_share_their_place_do_not_support_each_other(
    table: NameTable, text: str, is_supported: bool
) -> None:
    beliefs = belief_in_macron(table, text, {"Emanuel Macron": LIKELY, "Macron Frederic": LIKELY})
    assert all((belief.scores["presence"] != 0) is is_supported for belief in beliefs.values())


def test_garbles_of_somebody_else_are_no_support(table: NameTable) -> None:
    scores = {("Makron", table.find("Macron")[0]): SURE, ("Stamer", table.find("Starmer")[0]): SURE}
    beliefs = believed("Makron left. Stamer stayed.", scores)
    assert [belief.scores["presence"] for belief in beliefs.values()] == [0, 0]


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
    assert beliefs["Makron"].scores["follows"] == pytest.approx(beliefs["Emanuel Makron"].probability)


def test_a_long_form_does_not_follow_the_short_one(table: NameTable) -> None:
    text = "Emanuel Makron left. Makron came back."
    beliefs = belief_in_macron(table, text, {"Emanuel Makron": LIKELY, "Makron": SURE})
    assert beliefs["Emanuel Makron"] == belief_in_macron(table, text, {"Emanuel Makron": LIKELY})["Emanuel Makron"]


def test_a_short_form_that_may_be_two_people_follows_the_one_who_is_named_in_full(table: NameTable) -> None:
    joe, hunter = ("Bidon", table.find("Joe Biden")[0]), ("Bidon", table.find("Hunter Biden")[0])
    full = ("Hunter Bidon", table.find("Hunter Biden")[0])
    beliefs = believed("Hunter Bidon left. Bidon came back.", {full: SURE, joe: LIKELY, hunter: LIKELY})
    assert beliefs["Bidon", "person/hunter-biden"].probability > beliefs["Bidon", "person/joe-biden"].probability


def test_a_belief_has_the_scores_that_led_to_it(table: NameTable) -> None:
    text = "Makron left. Maklon stayed."
    beliefs = belief_in_macron(table, text, {"Makron": LIKELY, "Maklon": SURE})
    presence = beliefs["Makron"].scores["presence"]
    assert beliefs["Makron"].scores == {"spelling": LIKELY, "follows": None, "presence": presence}
    assert presence == pytest.approx(beliefs["Maklon"].probability, abs=0.01)


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
