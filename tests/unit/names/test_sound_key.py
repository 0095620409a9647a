from __future__ import annotations

import pytest

from namefix.names.name import name_of
from namefix.names.sound_key import sound_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelensky", "Zerensky"),  # l and r
        ("Vance", "Bance"),  # v and b
        ("Erdogan", "Erdokan"),  # g and k
        ("Philipp", "Filip"),  # ph and f
        ("Scholz", "Sholts"),  # sch and sh
        ("Merz", "Melts"),
        ("Sharif", "Schariff"),  # doubled letters
    ],
)
def test_what_translation_confuses_sounds_the_same(one: str, other: str) -> None:
    assert name_of(one).sound_key == name_of(other).sound_key


@pytest.mark.parametrize(("one", "other"), [("Macron", "Merkel"), ("Kyiv", "Rome"), ("Putin", "Biden")])
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert name_of(one).sound_key != name_of(other).sound_key


@pytest.mark.parametrize("name", ["", "...", "北京", "Ørsted", "McDonald’s"])
def test_keys_are_small_ascii_letters_or_nothing(name: str) -> None:
    key = name_of(name).sound_key
    assert key == "" or (key.isascii() and key.isalpha() and key.islower())


def test_a_whole_table_in_one_call_has_the_same_keys() -> None:
    names = [*map(name_of, ("Emmanuel Macron", "Kyiv", "Xi Jinping", "Ursula von der Leyen", "Ahmet"))]
    keys = sound_keys("\n".join(name.squashed for name in names)).split("\n")
    assert keys == [name.sound_key for name in names]
