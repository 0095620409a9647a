from __future__ import annotations

import pytest
from tests.builders import mention_of

from namefix.datatypes import Action, Candidate, Decision, Proposal
from namefix.decide.overlaps import resolve_overlaps
from namefix.names.name import name_of
from namefix.names.similarity import likeness
from namefix.table.name_table import NameTable


def draft(
    table: NameTable,
    text: str,
    surface: str,
    name: str,
    *,
    probability: float = 0.9,
    action: Action = Action.REPLACE,
) -> Decision:
    """Return a repair of a surface form to a form of the table."""
    mention = mention_of(text, surface)
    form = table.find(name)[0]
    return Decision(
        mention, action, Proposal(Candidate(mention, form), probability, ()), (), "reason", form.replacement
    )


def standing(*drafts: Decision) -> list[tuple[str, str | None]]:
    found = resolve_overlaps(sorted(drafts, key=lambda decision: decision.mention.start))
    return [(decision.mention.surface, decision.replacement) for decision in found if decision.replacement]


@pytest.mark.parametrize(
    ("surface", "lead", "stands"),
    [("Amanul Makron", 0.092, True), ("Amanwil Maklon", 0.114, False)],
)
def test_a_longer_repair_may_be_a_little_less_alike_than_its_part(
    table: NameTable, surface: str, lead: float, stands: bool
) -> None:
    part = surface.partition(" ")[2]
    longer, shorter = (likeness(name_of(one), name_of(other)) for one, other in _compared(surface, part))
    assert shorter - longer == pytest.approx(lead, abs=0.005)
    drafts = draft(table, surface, surface, "Emmanuel Macron", probability=0.8), draft(table, surface, part, "Macron")
    assert standing(*drafts) == ([(surface, "Emmanuel Macron")] if stands else [(part, "Macron")])


def _compared(surface: str, part: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (surface, "Emmanuel Macron"), (part, "Macron")


def test_a_longer_repair_that_says_no_more_must_be_as_alike(table: NameTable) -> None:
    drafts = draft(table, "Ai Kyjiv", "Ai Kyjiv", "Kyiv", probability=0.8), draft(table, "Ai Kyjiv", "Kyjiv", "Kyiv")
    assert standing(*drafts) == [("Kyjiv", "Kyiv")]


def test_a_longer_repair_that_drops_a_word_gives_way_to_one_that_keeps_them(table: NameTable) -> None:
    text = "Sir Volodymir Zelensky"
    drafts = (
        draft(table, text, text, "Volodymyr Zelensky", probability=0.8),
        draft(table, text, "Volodymir Zelensky", "Volodymyr Zelensky"),
    )
    assert standing(*drafts) == [("Volodymir Zelensky", "Volodymyr Zelensky")]


def test_a_longer_repair_has_the_action_and_the_reason_of_its_part(table: NameTable) -> None:
    text = "Kiel Stamer"
    drafts = (
        draft(table, text, text, "Keir Starmer", probability=0.3, action=Action.REVIEW),
        draft(table, text, "Stamer", "Starmer", probability=0.9),
    )
    (decision,) = resolve_overlaps(drafts)
    assert (decision.mention.surface, decision.action, decision.probability) == (text, Action.REPLACE, 0.9)
    assert decision.reason == "Stamer is Starmer: reason"


def test_a_sure_repair_goes_before_a_likelier_one_that_is_only_shown(table: NameTable) -> None:
    text = "Kiel Makron Bidon"
    drafts = (
        draft(table, text, "Kiel Makron", "Keir Starmer", probability=0.99, action=Action.REVIEW),
        draft(table, text, "Makron Bidon", "Joe Biden", probability=0.8),
    )
    assert standing(*drafts) == [("Makron Bidon", "Joe Biden")]


def test_repairs_that_only_touch_both_stand(table: NameTable) -> None:
    text = "KielMakron"
    drafts = draft(table, text, "Kiel", "Kyiv"), draft(table, text, "Makron", "Macron")
    assert standing(*drafts) == [("Kiel", "Kyiv"), ("Makron", "Macron")]


@pytest.mark.parametrize(("first", "second"), [(0.8, 0.9), (0.9, 0.8)])
def test_repairs_that_touch_below_a_less_likely_one_both_stand(table: NameTable, first: float, second: float) -> None:
    text = "KielMakron"
    drafts = (
        draft(table, text, "Kiel", "Kyiv", probability=first),
        draft(table, text, "elMa", "Biden", probability=0.6),
        draft(table, text, "Makron", "Macron", probability=second),
    )
    assert sorted(standing(*drafts)) == [("Kiel", "Kyiv"), ("Makron", "Macron")]


def test_a_part_that_is_unlike_its_replacement_gives_way_to_the_whole(table: NameTable) -> None:
    text = "Mr Keit Starmer Ocq came."
    whole = draft(table, text, "Keit Starmer Ocq", "Keir Starmer", probability=0.4)
    for surface, stands in (("Ocq", ("Keit Starmer Ocq", "Keir Starmer")), ("Starmer", ("Starmer", "Starmer"))):
        assert standing(whole, draft(table, text, surface, "Starmer", probability=0.6)) == [stands]
