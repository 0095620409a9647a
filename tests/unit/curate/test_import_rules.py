"""The rules of `rules.py`, one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namefix import Entity
from namefix.curate.foreign import ForeignName, Label, Refusal, Selection
from namefix.curate.import_rules import Rules, tidy
from namefix.curate.import_summary import Summary
from namefix.curate.well_known import WellKnownNames
from namefix.table.validate import Row, entity_of

OBAMA = Entity("person/barack-obama", "person", "Barack Obama", ("Barack Hussein Obama",), country="US", weight=200)
VANCE = Entity("person/cyrus-vance", "person", "Cyrus Vance", ("Vance",), country="US", weight=40)
Settle = Callable[..., Entity | Refusal]


@pytest.fixture
def summary() -> Summary:
    return Summary()


@pytest.fixture
def settle(summary: Summary) -> Settle:
    """Pass a name through both passes, as the only one of its import."""

    def settle_name(name: str, *aliases: str, kind: Literal["person", "place"] = "person", **fields: Any) -> Any:
        selected = {key: fields.pop(key) for key in ("least_target", "languages", "least_weight") if key in fields}
        well_known = WellKnownNames([OBAMA, VANCE])
        rules = Rules(Selection(**selected), well_known, {"US", "CZ"}, summary)
        settled = rules.first_pass(ForeignName("x/1", kind, name, aliases, **fields))
        if isinstance(settled, Refusal):
            return settled
        well_known.merge_added()
        return rules.second_pass(settled, {"Q30": "US", "Q11696": "President"})

    return settle_name


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Ян Взор", "no name in Latin letters"),
        ("", "no name in Latin letters"),
        ("12", "no name in Latin letters"),
        ("Jan Взор", "no name in Latin letters"),
        ("Jo", "fewer than three letters"),
        ("R2-D2", "not a plain name"),
        ("Vzor, Jan", "not a plain name"),
        ('Jan "Honza" Vzor', "not a plain name"),
        ("A B C D E F G H I", "not a plain name"),
        ("Llan" + "fair" * 20, "not a plain name"),
    ],
)
def test_what_is_no_name_is_dropped(settle: Settle, name: str, reason: str) -> None:
    refusal = settle(name)
    assert isinstance(refusal, Refusal)
    assert reason in refusal.reason


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (" Jan   Vzor (politician)", "Jan Vzor"),
        ("Joa\u0303o Vzor", "João Vzor"),
        ("Jan\u00a0Vzor\u200e", "Jan Vzor"),
        ("(Jan)", ""),
    ],
)
def test_names_are_tidied(raw: str, name: str) -> None:
    assert tidy(raw) == name


@pytest.mark.parametrize(
    ("alias", "kind", "reason"),
    [
        ("JV", "person", "fewer than three letters"),
        ("Rock", "person", "common English words"),
        ("The Iron Lady", "person", "common English words"),
        ("the elder Vzor", "person", None),
        ("vzor", "person", "no capital letter"),
        ("King", "person", "common English words"),
        ("Obama", "person", "the name of another entity that is far better known"),
        ("Barack Hussein Obama", "person", "the name of another entity that is far better known"),
        ("Barack Obama", "person", "the name of another entity that is far better known"),
        ("Vance", "person", "the name of another entity that is far better known"),
        ("Vzor 2", "person", "not a plain name (digits, brackets, commas, quotation marks, or too long)"),
        ("Black Sea Coast", "place", None),
        ("Coast", "place", "common English words"),
        ("Jan Vzorný", "person", None),
    ],
)
def test_an_alias_that_is_no_name_or_somebody_elses_is_dropped(
    settle: Settle, summary: Summary, alias: str, kind: str, reason: str | None
) -> None:
    entity = settle("Jan Vzor", alias, kind=kind, weight=5)
    assert isinstance(entity, Entity)
    assert (entity.aliases, summary.forms) == (((), Counter([reason])) if reason else ((alias,), Counter()))


def test_far_better_known_is_three_times_the_weight(settle: Settle) -> None:
    assert settle("Jan Vance", "Vance", weight=13).aliases == ()  # type: ignore[union-attr]
    assert settle("Jan Vance", "Vance", weight=14).aliases == ("Vance",)  # type: ignore[union-attr]


def test_the_same_name_again_is_no_alias(settle: Settle, summary: Summary) -> None:
    entity = settle("Jan Vzor", "Jan Vzor", "Jan  Vzor", "Honza Vzor", "Honza Vzor", variants=("Honza Vzor",))
    assert isinstance(entity, Entity)
    assert (entity.aliases, entity.variants, summary.forms) == (("Honza Vzor",), (), Counter())


def test_an_alias_in_other_letters_is_native(settle: Settle) -> None:
    entity = settle("Jan Vzor", "Ян Взор")
    assert isinstance(entity, Entity)
    assert (entity.aliases, entity.native) == ((), ("Ян Взор",))


@pytest.mark.parametrize(
    ("label", "native"),
    [
        (Label("Ян Взор", "ru"), ("Ян Взор",)),
        (Label("约翰·史密斯（政治家）", "zh"), ("约翰·史密斯",)),
        (Label("Jan Vzor", "de"), ()),
        (Label("Johann Vzor", "de"), ()),
        (Label("李", "zh"), ()),
        (Label("Ян Взор 2", "ru"), ()),
        (Label("Jan Взор", "ru"), ()),
        (Label("علی\u200cرضا نمونه", "fa"), ("علی\u200cرضا نمونه",)),
    ],
)
def test_native_forms_are_names_in_one_other_script(settle: Settle, label: Label, native: tuple[str, ...]) -> None:
    assert settle("Jan Vzor", native=(label,)).native == native  # type: ignore[union-attr]


def test_countries_and_roles_are_looked_up_where_they_are_ids(settle: Settle) -> None:
    entity = settle("Jan Vzor", countries=("Q1", "Q30"), roles=("Q11696", "Q2"), refers=True)
    assert isinstance(entity, Entity)
    assert (entity.country, entity.roles) == ("US", ("President",))
    entity = settle("Jan Vzor", countries=("XX", "CZ"), roles=("Minister", "Minister"))
    assert isinstance(entity, Entity)
    assert (entity.country, entity.roles) == ("CZ", ("Minister",))


@pytest.mark.parametrize(
    ("name", "weight", "is_target"),
    [
        ("Jan Vzor", 30, True),
        ("Jan Vzor", 29, False),
        ("Cyrus Vance", 30, True),
        ("Barack Obama", 30, False),
        ("Reading", 30, False),
        ("London", 174, True),
    ],
)
def test_targets_are_asked_for_and_are_nobody_elses_name(
    settle: Settle, name: str, weight: float, is_target: bool
) -> None:
    asked = settle(name, kind="place", weight=weight, least_target=30)
    unasked = settle(name, kind="place", weight=weight)
    assert isinstance(asked, Entity)
    assert isinstance(unasked, Entity)
    assert (asked.target, unasked.target) == (is_target, False)


TEXTS = st.text(st.characters(), max_size=12) | st.sampled_from(["Jan Vzor", "Ян Взор", "\ud800x", "a\u0300 b", "|"])


@given(TEXTS, st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=2))
def test_every_row_is_one_that_a_table_may_have(
    name: str, aliases: list[str], native: list[str], roles: list[str]
) -> None:
    well_known = WellKnownNames([])
    rules = Rules(Selection(), well_known, {"US"}, Summary())
    labels = tuple(Label(text) for text in native)
    settled = rules.first_pass(
        ForeignName("x/1", "person", name, tuple(aliases), tuple(aliases), labels, (), tuple(roles))
    )
    if isinstance(settled, Refusal):
        return
    well_known.merge_added()
    entity = rules.second_pass(settled, {})
    fields = {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "variants": list(entity.variants),
        "native": list(entity.native),
        "roles": list(entity.roles),
        "target": entity.target,
    }
    assert entity_of(Row("t", 1, fields)) == entity
