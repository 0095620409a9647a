from __future__ import annotations

import pytest
from tests.builders import form_of, mention_of

from namefix import Entity
from namefix.candidates.candidate_rules import REFUSED, SETTLED
from namefix.datatypes import Candidate, Kind, Mention
from namefix.names.target_language import english
from namefix.rules import first_rule
from namefix.table.name_table import NameTable


def refusal(surface: str, alias: str, kind: Kind = "person") -> str | None:
    """Return the name of the rule by which a mention is refused as a garble of an alias."""
    candidate = Candidate(mention_of(surface, surface), form_of(Entity("x/x", kind, alias)))
    rule = first_rule(REFUSED, candidate, english())
    return rule and rule.name


def settled(mention: Mention, table: NameTable) -> str | None:
    """Return the name of the rule by which a mention needs no candidates."""
    rule = first_rule(SETTLED, mention, table)
    return rule and rule.name


@pytest.mark.parametrize(
    ("surface", "alias", "expected"),
    [
        ("Merkel", "Angela Merkel", True),
        ("Angela Merkel", "Merkel", True),
        ("Leyen", "von der Leyen", True),
        ("Angla Merkel", "Angela Merkel", False),
        ("Merkel", "Merkel", False),
        ("Zelen sky", "Zelensky", False),
        ("New York City", "York", True),
    ],
)
def test_a_name_with_further_words_is_no_garble(surface: str, alias: str, expected: bool) -> None:
    assert refusal(surface, alias) == ("longer or shorter" if expected else None)


@pytest.mark.parametrize(
    ("surface", "rule"),
    [
        ("Macron", "target"),
        ("Kiev", "target"),
        ("Marcon", "known to the user"),
        ("Tiblisi", "target"),
        ("French", "country"),
        ("Makron", None),
        ("Prime Minister", "office"),
        ("Minister President", "office"),
        ("Minister Makron", None),
    ],
)
def test_names_of_targets_countries_and_offices_are_settled(table: NameTable, surface: str, rule: str | None) -> None:
    assert settled(mention_of(surface, surface, forms=table.find(surface)), table) == rule


@pytest.mark.parametrize(("is_bundled", "rule"), [(True, None), (False, "known to the user")])
def test_who_is_only_known_stays_if_the_user_says_so(is_bundled: bool, rule: str | None) -> None:
    table = NameTable([Entity("person/a", "person", "Ludovic Marcon", target=False, is_bundled=is_bundled)])
    assert settled(mention_of("Ludovic Marcon", "Ludovic Marcon", forms=table.find("Ludovic Marcon")), table) == rule


def test_demonyms_are_settled() -> None:
    table = NameTable([Entity("other/israelis", "other", "Israelis", target=False)])
    assert settled(mention_of("Israelis", "Israelis", forms=table.find("Israelis")), table) == "target"


@pytest.mark.parametrize(
    ("surface", "alias", "expected"),
    [
        ("Emanuel Makron met", "Emmanuel Macron", True),
        ("Leien said", "von der Leyen", True),
        ("Yesterday Emanuel Makron", "Emmanuel Macron", True),
        ("Emanuel Makron Paris", "Emmanuel Macron", True),
        ("Emanuel Makron", "Emmanuel Macron", False),
        ("Makron", "Macron", False),
        ("Zelen sky", "Zelensky", False),
        ("Sao Paolo", "Sao Paulo", False),
    ],
)
def test_a_word_at_an_end_that_makes_a_name_less_alike_is_stray(surface: str, alias: str, expected: bool) -> None:
    assert refusal(surface, alias) == ("stray word" if expected else None)


@pytest.mark.parametrize(
    ("surface", "alias", "expected"),
    [
        ("Tiblisi City", "Tbilisi", True),
        ("Panma City", "Panama City", False),
        ("Zaporishia Oblast", "Zaporizhzhia Region", False),
    ],
)
def test_a_word_for_a_kind_of_place_is_stray_where_the_alias_has_none(surface: str, alias: str, expected: bool) -> None:
    assert refusal(surface, alias, "place") == ("kind of place" if expected else None)


@pytest.mark.parametrize(
    ("surface", "alias", "expected"),
    [
        ("Minister Makron", "Emmanuel Macron", True),
        ("novelist Kuper", "Yvette Cooper", True),
        ("Pope Fransis", "Pope Francis", False),
        ("emanuel Makron", "Emmanuel Macron", False),
        ("van der Lejen", "von der Leyen", False),
        ("Emanuel Makron", "Emmanuel Macron", False),
    ],
)
def test_a_title_or_a_small_english_word_before_a_name_is_stray(surface: str, alias: str, expected: bool) -> None:
    assert refusal(surface, alias) == ("title" if expected else None)


@pytest.mark.parametrize(
    ("surface", "kind", "name", "rule"),
    [
        ("South Korean", "place", "South Korea", "people"),
        ("South Koreans", "place", "South Korea", "people"),
        ("Czech Republik", "place", "Czech Republic", None),
        ("British Isles", "place", "Britain", "stray word"),
        ("Tbilisian", "place", "Tbilisi", "people"),
        ("Romans", "place", "Roma", "people"),
        ("Sooth Korea", "place", "South Korea", None),
        ("Tbilisin Town", "place", "Tbilisi", "kind of place"),
        ("Tiblisi", "place", "Tbilisi", None),
        ("Macronian", "person", "Macron", None),
    ],
)
def test_the_people_and_the_adjective_of_a_place_are_not_the_place(
    surface: str, kind: Kind, name: str, rule: str | None
) -> None:
    assert refusal(surface, name, kind) == rule


@pytest.mark.parametrize(
    ("surface", "alias", "expected"),
    [
        ("Ursula Leyen", "Ursula von der Leyen", None),
        ("Ursula van Leyen", "Ursula von der Leyen", None),
        ("Leyen", "von der Leyen", "longer or shorter"),
        ("Silva", "da Silva", "longer or shorter"),
    ],
)
def test_particles_are_no_further_words_of_a_full_name(surface: str, alias: str, expected: str | None) -> None:
    assert refusal(surface, alias) == expected
