from __future__ import annotations

import pytest

from namefix.names.language import language_of
from namefix.source_names.cyrillic import CyrillicNames


def spelt(text: str, code: str) -> list[str]:
    return [name.spellings[0].text for name in CyrillicNames().find(text, language_of(text, code))]


@pytest.mark.parametrize(
    ("code", "text", "names"),
    [
        ("ru", "Об этом сообщил Томас Джонсон.", ["Thomas Johnson"]),
        ("ru", "Встреча с Иваном Семёновым прошла вчера.", ["Ivan Semyonov"]),
        ("ru", "Как заявил К. Иванов, это верно.", ["K. Ivanov"]),
        ("uk", "Про це сказав Богдан Гнатюк.", ["Bohdan Hnatiuk"]),
        ("uk", "Зустріч із Майклом Джонсоном.", ["Michael Johnson"]),
        ("bg", "Това каза Петър Христов.", ["Petar Hristov"]),
    ],
)
def test_own_names_are_romanised_and_foreign_ones_have_their_usual_spelling(
    code: str, text: str, names: list[str]
) -> None:
    assert set(names) <= set(spelt(text, code))


def test_words_in_latin_letters_are_copied() -> None:
    assert "Le Monde" in spelt("Об этом пишет Le Monde.", "ru")


def test_offsets_are_those_of_the_text() -> None:
    text = "Об этом сообщил Томас Джонсон."
    assert [text[name.start : name.end] for name in CyrillicNames().find(text, language_of(text, "ru"))][
        -1
    ] == "Томас Джонсон"
