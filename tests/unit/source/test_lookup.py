from __future__ import annotations

import pytest

from namefix.names.language import Language, language_of
from namefix.source.lookup import CharacterLookup, Place, WordLookup


def language(code: str) -> Language:
    found = language_of("", code)
    assert found is not None
    return found


def test_characters_are_found_also_where_forms_overlap() -> None:
    lookup = CharacterLookup(["上海", "海西", "上海西部", ""])
    found = sorted(lookup.find("在上海西部", language("zh")))
    assert found == [Place(1, 3, 0), Place(1, 5, 2), Place(2, 4, 1)]


def test_forms_that_are_alike_are_all_found() -> None:
    assert {place.form for place in CharacterLookup(["臺灣", "台湾"]).find("台灣", language("zh"))} == {0, 1}
    assert {
        place.form for place in WordLookup(["Зеленский", "Зеленський"], "Cyrillic").find("Зеленского", language("ru"))
    } == {0, 1}


@pytest.mark.parametrize(
    ("text", "is_found"),
    [("ロシア", True), ("ロシアの", True), ("ベラロシア", False), ("ロシアー", False), ("・ロシア・", True)],
)
def test_a_form_is_no_part_of_a_word_in_katakana(text: str, is_found: bool) -> None:
    assert bool(list(CharacterLookup(["ロシア"]).find(text, language("ja")))) is is_found


@pytest.mark.parametrize(
    ("form", "text", "is_found"),
    [
        ("Красное море", "Красным морем", True),
        ("Красное море", "КРАСНОЕ МОРЕ", True),
        ("Красное море", "красное море", False),
        ("Красное море", "Красное, море", False),
        ("Красное море", "Красное\nморе", False),
        ("Красное море", "Красное", False),
        ("аль-Асад", "аль-Асада", True),
        ("аль-Асад", "Аль-Асад", True),
        ("аль-Асад", "аль-асад", False),
        ("Нью-Йорк", "Нью Йорке", True),
        ("Дж. Байден", "Дж. Байдена", True),
        ("Санкт Петербург", "Санкт. Петербург", False),
    ],
)
def test_words_decline_and_keep_their_capitals(form: str, text: str, is_found: bool) -> None:
    places = list(WordLookup([form], "Cyrillic").find(text, language("ru")))
    assert places == ([Place(0, len(text), 0)] if is_found else [])


def test_a_form_without_words_is_never_found() -> None:
    assert list(WordLookup(["", "—"], "Cyrillic").find("— Киев", language("ru"))) == []
    assert list(CharacterLookup([]).find("上海", language("zh"))) == []
