from __future__ import annotations

import pytest
from tests.builders import document_of, mention_of

from namefix import Entity
from namefix.candidates.present import present_forms
from namefix.datatypes import Document
from namefix.table.name_table import NameTable


def document_with(table: NameTable, *names: str) -> Document:
    """Return a document that has these names of the table and nothing else."""
    text = ", ".join(names)
    return document_of(text, *(mention_of(text, name, forms=table.find(name)) for name in names))


def texts_of(table: NameTable, surface: str, *names: str) -> list[str]:
    (forms,) = present_forms([surface], document_with(table, *names))
    return [form.text for form in forms]


@pytest.mark.parametrize("surface", ["Makron", "Maklon", "MARCROU"])
def test_whom_the_document_names_rightly_is_a_candidate(table: NameTable, surface: str) -> None:
    assert "Macron" in texts_of(table, surface, "Emmanuel Macron")


def test_who_is_not_in_the_document_is_none(table: NameTable) -> None:
    assert texts_of(table, "Makron", "Keir Starmer") == []


def test_nothing_alike_means_no_candidates(table: NameTable) -> None:
    assert texts_of(table, "Xqzwvk", "Emmanuel Macron") == []


@pytest.mark.parametrize("name", ["Tiblisi", "Marcon"])
def test_a_misspelling_or_a_name_that_is_only_known_makes_nobody_present(table: NameTable, name: str) -> None:
    assert texts_of(table, name, name) == []


def test_the_likest_come_first_and_only_two(table: NameTable) -> None:
    texts = texts_of(table, "Volodymir Zelenskj", "Volodymyr Zelensky")
    assert len(texts) == 2
    assert texts[0].startswith("Volodymyr ")


def test_every_surface_form_has_its_answer_in_order(table: NameTable) -> None:
    found = present_forms(["Xqzwvk", "Stamer"], document_with(table, "Keir Starmer"))
    assert [[form.entity.id for form in forms[:1]] for forms in found] == [[], ["person/keir-starmer"]]


def test_a_document_without_right_names_has_an_empty_answer_for_each(table: NameTable) -> None:
    assert present_forms(["Makron", "Kiew"], document_of("Makron, Kiew")) == [[], []]


def test_no_surface_forms_have_no_answers(table: NameTable) -> None:
    assert present_forms([], document_with(table, "Kyiv")) == []


def test_a_person_named_in_full_may_be_called_by_the_given_name(table: NameTable) -> None:
    ((form, *_),) = present_forms(["Emanuell"], document_with(table, "Emmanuel Macron"))
    assert (form.text, form.replacement) == ("Emmanuel", "Emmanuel")


@pytest.mark.parametrize(
    ("entity", "surface"),
    [
        (Entity("person/x", "person", "Zhang Ruolan", country="CN"), "Zhangg"),
        (Entity("person/x", "person", "Strong Ruolan", country="US"), "Strongg"),
        (Entity("place/x", "place", "Makati Ruolan", country="PH"), "Makatti"),
    ],
)
def test_a_surname_an_english_word_and_a_place_are_no_given_names(entity: Entity, surface: str) -> None:
    first = entity.name.partition(" ")[0]
    assert first not in texts_of(NameTable([entity]), surface, entity.name)


@pytest.mark.parametrize(("surface", "is_found"), [("Wolandiskey", True), ("Karin", True), ("Armando", False)])
def test_half_of_the_letters_must_agree(table: NameTable, surface: str, is_found: bool) -> None:
    assert (texts_of(table, surface, "Emmanuel Macron", "Zelensky") != []) is is_found


def test_the_given_name_is_the_first_word(table: NameTable) -> None:
    assert "Ursula" in texts_of(table, "Ursulla", "Ursula von der Leyen")
