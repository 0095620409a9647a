from __future__ import annotations

import pytest

from namefix.names.native_letters import NEVER, letters_of, read_line, romanised


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("", ""),
        ("Стармер, 2024", "starmer"),
        ("王毅", "wangyi"),
        ("스타머", "seutameo"),
        ("スターマー", "sutama"),
        ("マッカ", "maka"),
        ("ستارمر", "starmr"),
        ("أردوغان", "ardwghan"),
        ("Émile\ud800 Zola", "emilezola"),
    ],
)
def test_a_native_text_is_read_in_latin_letters(text: str, letters: str) -> None:
    assert romanised(text).replace("gh", "g") == letters.replace("gh", "g")


def test_a_long_vowel_is_heard() -> None:
    assert letters_of("ー") == "h"


def starts(text: str, prefixes: str = "") -> dict[str, int]:
    line = read_line(text, prefixes)
    return {text[place:]: int(line.starts[at]) for at, place in enumerate(line.places, 1) if line.starts[at] < NEVER}


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Кир Стармер", ["Кир Стармер", "Стармер"]),
        ("斯塔默", ["斯塔默", "塔默", "默"]),
        ("首スター・マー", ["首スター・マー", "スター・マー", "マー"]),
    ],
)
def test_a_name_begins_with_a_word(text: str, begins: list[str]) -> None:
    assert starts(text) == dict.fromkeys(begins, 0)


def test_prefixes_may_stand_before_a_name() -> None:
    assert starts("ולמרקל", "ול") == {"ולמרקל": 0, "למרקל": 7, "מרקל": 14}
    assert starts("ולמרקל") == {"ולמרקל": 0}


@pytest.mark.parametrize("text", ["ل", "لء", "ءل", "لللل", "ءء"])
def test_a_word_of_prefixes_and_silent_letters_is_read(text: str) -> None:
    line = read_line(text, "ل")
    assert len(line.starts) == len(line.ends) == len(line.letters) + 3
    assert len(line.places) == len(line.letters)


def test_signs_part_names_and_gaps_do_not() -> None:
    assert read_line("基尔·斯, 塔 3 默", "").letters == "jier^si$ta$mo"
