from __future__ import annotations

import pytest
from tests.builders import document_of, mention_of

from namefix import Entity
from namefix.candidates import Candidates, find_candidates
from namefix.candidates.index import CandidateIndex
from namefix.table.name_table import NameTable


def found(table: NameTable, text: str, *surfaces: str, limit: int = 6) -> Candidates:
    mentions = [mention_of(text, surface, forms=table.find(surface)) for surface in surfaces]
    return find_candidates(document_of(text, *mentions), CandidateIndex(table), table, limit)


def pairs(candidates: Candidates) -> list[tuple[str, str]]:
    return [(candidate.mention.surface, candidate.alias) for candidate in candidates.found]


def test_a_garbled_name_has_what_is_near_in_the_table(table: NameTable) -> None:
    assert pairs(found(table, "Kyjiw and Makron", "Makron", "Kyjiw")) == [("Kyjiw", "Kyiv"), ("Makron", "Macron")]


def test_of_one_entity_the_likest_form_counts_and_no_more_entities_than_the_limit(table: NameTable) -> None:
    both = [alias for _, alias in pairs(found(table, "Bidon", "Bidon"))]
    assert both == ["Biden", "Biden"]
    assert len(found(table, "Bidon", "Bidon", limit=1).found) == 1


def test_whom_the_document_names_rightly_may_be_hardly_alike(table: NameTable) -> None:
    assert pairs(found(table, "Wolandiskey", "Wolandiskey")) == []
    beside = pairs(found(table, "Volodymyr Zelensky and Wolandiskey", "Volodymyr Zelensky", "Wolandiskey"))
    assert beside == [("Wolandiskey", "Zelensky")]


@pytest.mark.parametrize(
    ("surface", "words"),
    [
        ("Macron", "right as it stands"),
        ("French", "the name, people or adjective of a country"),
        ("Prime Minister", "an office or occupation"),
        ("Mr Makron", "begins with a title or a common word that is not part of Macron"),
    ],
)
def test_a_mention_without_candidates_has_the_rule_that_refused_them(
    table: NameTable, surface: str, words: str
) -> None:
    candidates = found(table, surface, surface)
    assert (candidates.found, candidates.refused) == ([], {surface: words})


def test_no_mentions_have_no_candidates(table: NameTable) -> None:
    assert found(table, "Nobody came.") == ([], {})


@pytest.mark.parametrize(("surface", "written"), [("Luo Jiahui", "Gary Locke"), ("Luojiahui", "Locke")])
def test_a_reading_in_several_words_becomes_the_full_name(surface: str, written: str) -> None:
    locke = Entity("person/gary-locke", "person", "Gary Locke", native=("骆家辉",), country="US", is_bundled=True)
    (candidate,) = found(NameTable([locke]), surface, surface).found
    assert (candidate.form.status, candidate.form.replacement) == ("reading", written)


def test_garbles_are_expected_of_bundled_entities_only() -> None:
    locke = Entity("person/gary-locke", "person", "Gary Locke", native=("骆家辉",), country="US")
    assert found(NameTable([locke]), "Luo Jiahui", "Luo Jiahui").found == []
