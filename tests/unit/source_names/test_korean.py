from __future__ import annotations

import pytest

from namefix.names.language import languages
from namefix.source_names.korean import KoreanNames


def spellings(text: str) -> list[str]:
    found = KoreanNames().find(text, languages()["ko"])
    return [spelling.text for name in found for spelling in name.spellings]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("박민수 감독은", "Park Min-soo"),
        ("배우 최지우가", "Choi Ji-woo"),
        ("윌리엄 스미스는", "William Smith"),
        ("강릉에서", "Gangneung"),
    ],
)
def test_the_usual_spelling_comes_first(text: str, first: str) -> None:
    assert spellings(text)[0] == first


def test_a_common_word_with_the_letters_of_a_surname_is_no_name() -> None:
    assert spellings("이것은 정말 조용한 고양이다") == []
