from __future__ import annotations

import pytest
from tests.builders import document_of, form_of, mention_of, score_of, words_of

from namefix import Entity
from namefix.score.role import RoleNearby
from namefix.table.name_table import NameTable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japanese Prime Minister Shinso Abe", 1),
        ("Shinso Abe, the prime minister of Japan", 1),
        ("Japanese Minister Shinso Abe", 0.5),
        ("Prime Minister Shinso Abe", 0.6),
        ("Thai Prime Minister Shinso Abe", 0.6),
        ("Minister Shinso Abe", 0.3),
        ("Shinso Abe went home", 0),
        ("The prime minister left.\nShinso Abe stayed", 0),
        ("The prime minister left. " + "word " * 40 + "Shinso Abe stayed", 0),
        ("Shinso Abe stayed. " + "word " * 40 + "Japanese Prime Minister Shinso Abe", 1),
    ],
)
def test_an_office_in_the_same_clause_speaks_for_its_holder(table: NameTable, text: str, expected: float) -> None:
    assert score_of(RoleNearby(), text, ("Shinso Abe", table.find("Shinzo Abe")[0])) == expected


def test_an_office_of_many_words_needs_no_country() -> None:
    form = form_of(Entity("person/x", "person", "Mark Rutte", roles=("NATO Secretary General",), country="NL"))
    assert score_of(RoleNearby(), "NATO Secretary General Mark Lutte", ("Mark Lutte", form)) == 1


def test_without_roles_there_is_no_opinion(table: NameTable) -> None:
    assert score_of(RoleNearby(), "Prime Minister Kiel Stamer", ("Kiel Stamer", table.find("Keir Starmer")[0])) is None


def test_the_words_name_what_of_the_office_was_found(table: NameTable) -> None:
    abe = table.find("Shinzo Abe")[0]
    for text, words in (
        ("Prime Minister Shinso Abe", "its office is next to it (prime minister)"),
        ("Minister Shinso Abe", "its office is next to it (minister)"),
        ("Shinso Abe went home", "its office is not next to it"),
    ):
        assert words_of(RoleNearby(), document_of(text, mention_of(text, "Shinso Abe")), "Shinso Abe", abe) == words


@pytest.mark.parametrize(("role", "expected"), [("Secretary General", 0.6), ("NATO Secretary General", 1)])
def test_an_office_names_itself_from_three_words_on(role: str, expected: float) -> None:
    form = form_of(Entity("person/x", "person", "Mark Rutte", roles=(role,), country="NL"))
    assert score_of(RoleNearby(), f"{role} Mark Lutte", ("Mark Lutte", form)) == expected
