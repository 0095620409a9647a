from __future__ import annotations

import pytest

from namefix.datatypes import Entity
from namefix.names.language import Language, language_of
from namefix.names.target_language import english
from namefix.source.common_words import is_given_name, is_within_sentence, is_word


def language(code: str) -> Language:
    found = language_of("", code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "form", "entity", "is_doubtful"),
    [
        ("zh", "高峰", Entity("person/x", "person", "Gao Feng", weight=8), True),
        ("zh", "莫迪", Entity("person/x", "person", "Narendra Modi", weight=150), False),
        ("zh", "特朗普", Entity("person/x", "person", "Donald Trump"), False),
        ("ja", "トランプ", Entity("person/x", "person", "Donald Trump", weight=200), False),
        ("ja", "グラス", Entity("person/x", "person", "George Glass", weight=15), True),
        ("ja", "メス", Entity("place/x", "place", "Metz", country="FR", weight=27), True),
        ("ja", "大阪", Entity("place/x", "place", "Osaka", country="JP", weight=61), False),
        ("ko", "우리", Entity("place/x", "place", "Uri", country="CH", weight=61), True),
        ("ko", "뉴욕", Entity("place/x", "place", "New York", country="US", weight=74), False),
        ("he", "בירושלים", Entity("place/x", "place", "Jerusalem", country="IL", weight=150), False),
        ("ka", "კიევი", Entity("place/x", "place", "Kyiv", country="UA"), False),
        ("zh", "高", Entity("place/x", "place", "Gao", country="ML", weight=300), True),
    ],
)
def test_common_words_are_no_sure_names(code: str, form: str, entity: Entity, is_doubtful: bool) -> None:
    assert is_word(form, form, entity, language(code), english()) is is_doubtful


def test_a_prefix_may_make_another_word() -> None:
    lod = Entity("place/lod", "place", "Lod", country="IL", weight=22)
    assert is_word("וד", "עוד", lod, language("he"), english())
    assert not is_word("לוד", "בלוד", lod, language("he"), english())


@pytest.mark.parametrize(
    ("text", "word", "is_within"),
    [
        ("Это Трамп", "Трамп", True),
        ("Трамп", "Трамп", False),
        ("Да. Трамп", "Трамп", False),
        ("— Трамп", "Трамп", False),
        ("«Трамп", "Трамп", False),
        ("сказал «Трамп", "Трамп", True),
        ("да, Трамп", "Трамп", True),
        ("да\nТрамп", "Трамп", False),
    ],
)
def test_a_sentence_goes_on_behind_a_word(text: str, word: str, is_within: bool) -> None:
    assert is_within_sentence(text, text.index(word)) is is_within


@pytest.mark.parametrize(
    ("code", "text", "name", "weight", "is_given"),
    [
        ("ru", "Владимир Иванов", "Владимир", 39, True),
        ("ru", "Владимир, Иваново", "Владимир", 39, False),
        ("ru", "Виктория Нуланд", "Виктория", 109, False),
        ("zh", "维多利亚·纽兰", "维多利亚", 109, True),
        ("zh", "在维多利亚州", "维多利亚", 109, False),
        ("ar", "سالم", "سالم", 49, True),
    ],
)
def test_a_place_before_a_surname_is_a_given_name(code: str, text: str, name: str, weight: int, is_given: bool) -> None:
    start = text.index(name)
    entity = Entity("place/x", "place", "X", weight=weight)
    assert is_given_name(text, start, start + len(name), entity, language(code)) is is_given
    assert not is_given_name(text, start, start + len(name), Entity("person/x", "person", "X"), language(code))
