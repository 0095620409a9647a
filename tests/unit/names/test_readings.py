from __future__ import annotations

import pytest

from namefix.names.readings import readings_of


def texts_of(native: str, country: str | None, *, is_person: bool = True) -> list[str]:
    return list(readings_of(native, country, is_person=is_person))


@pytest.mark.parametrize(
    ("native", "country", "reading"),
    [
        ("潘基文", "KR", "Pan Jiwen"),
        ("潘基文", "KR", "Jiwen Pan"),
        ("习近平", "CN", "Shu Kinhei"),
        ("習近平", "CN", "Xi Jinping"),
        ("安倍晋三", "JP", "Anbei Jinsan"),
        ("诸葛亮", "CN", "Zhuge Liang"),
        ("基尔·斯塔默", "GB", "Jier Sitamo"),
        ("特朗普", "US", "Telangpu"),
        ("ドナルド・トランプ", "US", "Donarudo Toranpu"),
        ("유재석", "KR", "Yu Jae-seok"),
        ("Джордж Клуни", "US", "Dzhordzh Kluni"),
        ("Джордж Клуни", "US", "Dschordsch Kluni"),
    ],
)
def test_native_forms_are_read_letter_by_letter_or_character_by_character(
    native: str, country: str, reading: str
) -> None:
    assert reading in texts_of(native, country)


def test_the_surname_of_a_foreigner_is_read_last_and_that_of_a_japanese_first() -> None:
    assert texts_of("基尔·斯塔默", "GB") == ["Jier Sitamo", "Sitamo"]
    assert {"Anbei", "Anbai"} < set(texts_of("安倍晋三", "JP"))
    assert "Jinsan" not in texts_of("安倍晋三", "JP")


def test_a_surname_of_one_character_is_no_reading() -> None:
    assert "Pan" not in texts_of("潘基文", "KR")


def test_places_are_read_whole() -> None:
    assert texts_of("松山", "JP", is_person=False) == ["Songshan", "Shosan"]
    assert texts_of("Нью-Йорк", "US", is_person=False) == ["Niu Iork"]


@pytest.mark.parametrize("native", ["Macron", "ماكرون", "נתניהו", ""])
def test_latin_letters_and_scripts_without_vowels_have_no_reading(native: str) -> None:
    assert texts_of(native, None) == []
