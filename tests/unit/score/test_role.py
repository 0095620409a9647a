from __future__ import annotations

import pytest
from tests.builders import score_of

from namefix.score.role import RoleNearby
from namefix.table.name_table import NameTable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prime Minister Shinso Abe", 1),
        ("Shinso Abe, the prime minister", 1),
        ("Minister Shinso Abe", 0.5),
        ("Shinso Abe went home", 0),
        ("The prime minister left.\nShinso Abe stayed", 0),
        ("The prime minister left. " + "word " * 40 + "Shinso Abe stayed", 0),
        ("Shinso Abe stayed. " + "word " * 40 + "Prime Minister Shinso Abe", 1),
    ],
)
def test_an_office_in_the_same_clause_speaks_for_its_holder(table: NameTable, text: str, expected: float) -> None:
    assert score_of(RoleNearby(), text, ("Shinso Abe", table.find("Shinzo Abe")[0])) == expected


def test_without_roles_there_is_no_opinion(table: NameTable) -> None:
    assert score_of(RoleNearby(), "Prime Minister Kiel Stamer", ("Kiel Stamer", table.find("Keir Starmer")[0])) is None
