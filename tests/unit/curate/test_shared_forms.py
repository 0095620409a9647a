from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from namefix.curate.placed_rows import PlacedRow
from namefix.curate.shared_forms import (
    Listing,
    Status,
    collisions,
    duplicates,
    forms_of_better_known,
    wrong_misspellings,
)
from namefix.curate.table_warning import TableWarning
from namefix.datatypes import Entity

Rule = Callable[[Sequence[Listing]], Iterator[TableWarning]]


def listing(key: str, name: str, text: str, status: Status, **fields: Any) -> Listing:
    return Listing(PlacedRow(Entity(key, "person", name, **fields), "t.csv", 2), text, status)


def told(rule: Rule, *listings: Listing) -> list[tuple[str, str | None]]:
    return [(found.row.id, found.other.id if found.other else None) for found in rule(listings)]


ANNA = listing("anna", "Anna Zell", "Zell", "alias", country="CH", weight=20)


class TestMisspellings:
    def test_of_one_that_is_the_right_name_of_another(self) -> None:
        wrong = listing("vrba", "Ondřej Vrba", "Zell", "misspelling")
        assert told(wrong_misspellings, wrong, ANNA) == [("vrba", "anna")]

    def test_of_one_that_is_its_own_right_name(self) -> None:
        row = PlacedRow(Entity("anna", "person", "Anna Zell", ("Zell",), misspellings=("Zell",)), "t.csv", 2)
        assert told(wrong_misspellings, Listing(row, "Zell", "alias"), Listing(row, "Zell", "misspelling")) == [
            ("anna", None)
        ]

    def test_of_two_that_are_called_otherwise(self) -> None:
        one, other = (listing(key, f"{key} Vrba", "Wrba", "misspelling") for key in ("anna", "otto"))
        assert told(wrong_misspellings, one, other) == [("anna", "otto")]

    def test_that_are_wrong_only(self) -> None:
        assert told(wrong_misspellings, listing("vrba", "Ondřej Vrba", "Wrba", "misspelling")) == []


class TestCollisions:
    def test_where_nothing_tells(self) -> None:
        assert told(collisions, ANNA, listing("otto", "Otto Zell", "Zell", "alias", country="CH", weight=10)) == [
            ("anna", "otto")
        ]

    @pytest.mark.parametrize(
        "fields",
        [{"country": "US"}, {"weight": 200}, {"target": False}],
        ids=["another country", "far better known", "only known"],
    )
    def test_where_something_tells(self, fields: dict[str, Any]) -> None:
        other = {"country": "CH", "weight": 10, **fields}
        assert told(collisions, ANNA, listing("otto", "Otto Zell", "Zell", "alias", **other)) == []

    def test_where_roles_tell(self) -> None:
        judge, singer = (
            listing(role, f"{role} Zell", "Zell", "alias", roles=(role,), weight=9) for role in ("judge", "singer")
        )
        assert told(collisions, judge, singer) == []

    def test_not_of_surnames_that_no_row_lists(self) -> None:
        assert told(collisions, ANNA, listing("otto", "Otto Zell", "Zell", "surname", country="CH", weight=10)) == []


class TestOutshone:
    def test_by_the_far_better_known_who_is_no_target(self) -> None:
        best = listing("zell", "Zell", "Zell", "name", target=False, weight=90)
        assert told(forms_of_better_known, ANNA, best) == [("anna", "zell")]

    @pytest.mark.parametrize("fields", [{"target": True, "weight": 90}, {"target": False, "weight": 50}])
    def test_not_by_a_target_or_somebody_about_as_well_known(self, fields: dict[str, Any]) -> None:
        assert told(forms_of_better_known, ANNA, listing("zell", "Zell", "Zell", "name", **fields)) == []


class TestDuplicates:
    PAIR = (
        listing("one", "Anna Zell", "Anna Zell", "name", country="CH", weight=90),
        listing("two", "Anna Zell", "Anna Zell", "name", country="CH", weight=9),
    )

    def test_are_told_under_their_own_key_only(self) -> None:
        assert [found.other and found.other.id for found in duplicates("=anna zell", self.PAIR)] == ["two"]
        assert list(duplicates("~person:CH:ansl", self.PAIR)) == []

    def test_tell_weights_that_contradict(self) -> None:
        [found] = duplicates("=anna zell", self.PAIR)
        assert (found.severity, "differ (90 and 9)" in found.problem) == ("high", True)

    def test_with_one_target_are_less_severe_and_without_are_none(self) -> None:
        known = listing("known", "Anna Zell", "Anna Zell", "name", country="CH", target=False)
        other = listing("other", "Anna Zell", "Anna Zell", "name", country="CH", target=False)
        assert [found.severity for found in duplicates("=anna zell", (self.PAIR[0], known))] == ["medium"]
        assert list(duplicates("=anna zell", (known, other))) == []
