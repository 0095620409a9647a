from __future__ import annotations

from collections.abc import Sequence

import pytest

from namefix import Entity
from namefix.names.folding import fold
from namefix.names.target_language import english
from namefix.table.name_table import NameTable, counterpart, forms_of


def texts_of(entity: Entity) -> list[str]:
    return [form.text for form in forms_of(entity, english())]


def person(name: str, *aliases: str, country: str | None = None) -> Entity:
    return Entity("person/x", "person", name, aliases, country=country)


def test_rows_in_any_order_make_the_same_table(entities: Sequence[Entity]) -> None:
    one, other = NameTable(entities), NameTable(reversed(entities))
    assert one.forms == other.forms
    assert one.meanings("biden") == other.meanings("biden")


@pytest.mark.parametrize("name", ["Kyiv", "KYIV", "kyiv", "Kýiv"])
def test_names_are_found_whatever_their_case_and_diacritics(table: NameTable, name: str) -> None:
    assert [form.entity.id for form in table.find(name)] == ["place/kyiv"]


def test_a_shared_alias_means_all_its_entities_the_best_known_first(table: NameTable) -> None:
    assert [form.entity.id for form in table.find("Biden")] == ["person/joe-biden", "person/hunter-biden"]


def test_a_name_that_no_entity_has_is_not_found(table: NameTable) -> None:
    assert table.find("Makron") == []
    assert "makron" not in table


def test_known_names_are_found_but_are_no_forms_to_correct_to(table: NameTable) -> None:
    assert [form.entity.id for form in table.find("Marcon")] == ["person/ludovic-marcon"]
    assert all(form.entity.target for form in table.forms)


@pytest.mark.parametrize(
    ("name", "status", "replacement"),
    [
        ("Volodymyr Zelensky", "name", "Volodymyr Zelensky"),
        ("Zelensky", "alias", "Zelensky"),
        ("Zelenskyy", "variant", "Zelensky"),
        ("Tiblisi", "misspelling", "Tbilisi"),
    ],
)
def test_each_form_answers_to_a_right_one(table: NameTable, name: str, status: str, replacement: str) -> None:
    (form,) = table.find(name)
    assert (form.status, form.replacement) == (status, replacement)


@pytest.mark.parametrize(
    ("entity", "surname"),
    [
        (person("Emmanuel Macron"), "Macron"),
        (person("Ursula von der Leyen"), "von der Leyen"),
        (person("Luiz Inácio Lula da Silva"), "da Silva"),
    ],
)
def test_a_surname_with_its_particles_is_a_form(entity: Entity, surname: str) -> None:
    assert surname in texts_of(entity)


@pytest.mark.parametrize(
    "entity",
    [
        person("Xi Jinping", country="CN"),
        person("Kim Jong-un", country="KP"),
        person("Keir Starmer", "Starmer"),
        Entity("place/new-delhi", "place", "New Delhi"),
    ],
)
def test_no_surname_is_made_where_it_stands_first_or_is_in_the_table_or_of_a_place(entity: Entity) -> None:
    assert texts_of(entity) == [entity.name, *entity.aliases]


def test_japanese_names_have_both_orders() -> None:
    assert {"Shinzo Abe", "Abe Shinzo"} <= set(texts_of(person("Shinzo Abe", country="JP")))


def test_a_common_english_word_alone_is_no_alias() -> None:
    assert texts_of(person("Larry Page", "Page")) == ["Larry Page"]


def test_the_counterpart_has_as_many_words_and_is_most_alike() -> None:
    right = ["Volodymyr Zelensky", "Zelensky", "President"]
    assert counterpart("Zelenskyy", right) == "Zelensky"
    assert counterpart("Volodimir Zelenskyy", right) == "Volodymyr Zelensky"


def test_the_longest_form_from_each_first_word_is_known(table: NameTable) -> None:
    longest: dict[str, int] = {}
    for form in table.forms:
        words = fold(form.text).split()
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    assert all(table.longest_from(word) >= size for word, size in longest.items())


@pytest.mark.parametrize(
    ("folded", "expected"),
    [("president", True), ("minister president", True), ("minister makron", False), ("macron", False), ("", False)],
)
def test_words_of_offices_only_are_an_office(table: NameTable, folded: str, expected: bool) -> None:
    assert table.has_office(folded) is expected


@pytest.mark.parametrize(
    ("country", "has_both"), [("JP", True), ("HU", True), ("KR", True), ("US", False), ("CN", False), (None, False)]
)
def test_names_of_some_countries_have_both_orders(country: str | None, has_both: bool) -> None:
    assert ("Aba Bebo" in texts_of(person("Bebo Aba", country=country))) is has_both
