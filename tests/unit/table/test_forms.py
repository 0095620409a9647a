from __future__ import annotations

from namefix import Entity
from namefix.names.target_language import english
from namefix.table.forms import expected_garbles

BAN = Entity("person/ban-ki-moon", "person", "Ban Ki-moon", native=("潘基文", "Пан Ги Мун"), country="KR")


def garbles(entity: Entity) -> dict[str, tuple[str, str]]:
    return {form.text: (form.status, form.replacement) for form in expected_garbles(entity, english())}


def test_readings_of_native_forms_are_expected_of_a_target() -> None:
    assert garbles(BAN)["Pan Jiwen"] == ("reading", "Ban Ki-moon")


def test_nothing_is_expected_of_a_known_name() -> None:
    known = Entity("person/ban-ki-moon", "person", "Ban Ki-moon", native=("潘基文",), country="KR", target=False)
    assert garbles(known) == {}


def test_a_name_of_two_words_is_expected_in_the_other_order() -> None:
    modi = Entity("person/narendra-modi", "person", "Narendra Modi", country="IN")
    assert garbles(modi) == {"Modi Narendra": ("swapped", "Narendra Modi")}
    assert garbles(Entity("place/new-delhi", "place", "New Delhi", country="IN")) == {}


def test_an_order_that_is_right_is_no_garble() -> None:
    assert "Abe Shinzo" not in garbles(Entity("person/shinzo-abe", "person", "Shinzo Abe", country="JP"))


def test_the_reading_of_a_surname_becomes_the_surname() -> None:
    starmer = Entity(
        "person/keir-starmer", "person", "Keir Starmer", native=("キア・スターマー", "基尔·斯塔默"), country="GB"
    )
    assert garbles(starmer)["Sitamo"] == ("reading", "Starmer")
    assert garbles(starmer)["Jier Sitamo"] == ("reading", "Keir Starmer")


def test_readings_near_a_right_form_and_readings_that_are_words_are_left_out() -> None:
    macron = Entity("person/macron", "person", "Emmanuel Macron", native=("Макрон", "マクロン"), country="FR")
    assert [text for text, (status, _) in garbles(macron).items() if status == "reading"] == []
    streep = Entity("person/streep", "person", "Meryl Streep", native=("Мерил Стрип",), country="US")
    assert "Strip" not in garbles(streep)
