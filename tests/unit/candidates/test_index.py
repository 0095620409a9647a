from __future__ import annotations

from collections.abc import Sequence

import pytest

from namefix import Entity
from namefix.candidates.index import CandidateIndex
from namefix.table.name_table import NameTable


@pytest.fixture(scope="module")
def index(table: NameTable) -> CandidateIndex:
    return CandidateIndex(table)


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("Makron", "Macron"),
        ("Emanuel Makron", "Emmanuel Macron"),
        ("Kiel Stamer", "Keir Starmer"),
        ("Vondrein", "von der Leyen"),
        ("ZERENSKI", "Zelensky"),
        ("Zelen sky", "Zelensky"),
        ("Kiew", "Kiev"),
        ("Tbilissi", "Tbilisi"),
    ],
)
def test_the_right_form_comes_first(index: CandidateIndex, surface: str, name: str) -> None:
    ((nearest, *_),) = index.search_many([surface], 6)
    assert nearest.text == name


def test_an_entity_is_found_once_and_a_shared_alias_for_all(index: CandidateIndex) -> None:
    (forms,) = index.search_many(["Bidon"], 6)
    ids = [form.entity.id for form in forms]
    assert len(ids) == len(set(ids))
    assert {"person/joe-biden", "person/hunter-biden"} <= set(ids)


@pytest.mark.parametrize("limit", [1, 2])
def test_no_more_than_the_limit_are_found(index: CandidateIndex, limit: int) -> None:
    assert len(index.search_many(["Bidon"], limit)[0]) == limit


@pytest.mark.parametrize("surface", ["", "...", "👍", "Xqzwvk", "x"])
def test_nothing_near_means_no_candidates(index: CandidateIndex, surface: str) -> None:
    assert index.search_many([surface], 6) == [[]]


def test_every_surface_has_its_answer_in_order(index: CandidateIndex) -> None:
    found = index.search_many(["Kiew", "Xqzwvk", "Makron"], 1)
    assert [[form.text for form in forms] for forms in found] == [["Kiev"], [], ["Macron"]]


def test_known_names_are_never_found(index: CandidateIndex) -> None:
    assert all(form.entity.target for form in index.search_many(["Marcon"], 6)[0])


@pytest.mark.parametrize("surface", ["Bidon", "Makron", "Abe Shinso"])
def test_the_order_of_rows_changes_nothing(entities: Sequence[Entity], index: CandidateIndex, surface: str) -> None:
    reverse = CandidateIndex(NameTable(reversed(entities)))
    assert reverse.search_many([surface], 6) == index.search_many([surface], 6)


def test_an_empty_table_has_no_candidates() -> None:
    assert CandidateIndex(NameTable([])).search_many(["Makron"], 6) == [[]]
