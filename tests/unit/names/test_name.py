from __future__ import annotations

from namefix.names.name import Name, name_of


def test_split_and_joined_names_are_squashed_alike() -> None:
    assert name_of("Zelen sky").squashed == name_of("Zelensky").squashed == name_of("ZELEN-SKY").squashed


def test_a_name_without_letters_has_one_empty_word() -> None:
    assert name_of("…").words == ("",)


def test_a_name_is_made_once() -> None:
    assert name_of("Keir Starmer") is name_of("Keir Starmer")
    assert name_of("Keir Starmer") == Name("Keir Starmer") != name_of("keir starmer")


def test_a_name_prints_as_it_is_written() -> None:
    assert str(name_of("Kim Jong-un")) == "Kim Jong-un"
