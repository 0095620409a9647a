from __future__ import annotations

from tests.builders import document_of, form_of, mention_of, score_of, words_of

from namefix import Entity
from namefix.datatypes import Form
from namefix.score.native_reading import NativeReading


def words(surface: str, form: Form) -> str:
    return words_of(NativeReading(), document_of(surface, mention_of(surface, surface)), surface, form)


BAN = form_of(Entity("person/ban-ki-moon", "person", "Ban Ki-moon", native=("潘基文", "Пан Ги Мун"), country="KR"))


def test_a_reading_scores_one_in_either_order() -> None:
    assert score_of(NativeReading(), "Pan Jiwen", ("Pan Jiwen", BAN)) == 1
    assert score_of(NativeReading(), "Jiwen Pan", ("Jiwen Pan", BAN)) == 1


def test_the_most_similar_reading_counts() -> None:
    near = score_of(NativeReading(), "Pan Gi Moon", ("Pan Gi Moon", BAN))
    far = score_of(NativeReading(), "Keir Starmer", ("Keir Starmer", BAN))
    assert near is not None
    assert far is not None
    assert far < 0.6 < near < 1


def test_without_readable_native_forms_there_is_no_opinion() -> None:
    for native in ((), ("ماكرون",)):
        macron = form_of(Entity("person/macron", "person", "Emmanuel Macron", native=native))
        assert score_of(NativeReading(), "Makron", ("Makron", macron)) is None


def test_the_wording_names_the_native_form() -> None:
    assert words("Pan Jiwen", BAN) == "潘基文 is read as panjiwen"
    assert words("Keir Starmer", BAN) == "no native form of it is read like that"
