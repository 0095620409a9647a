from __future__ import annotations

import pytest

from namefix.names.name import name_of
from namefix.names.romanisation import is_same_name, romanisation_key, syllables


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergey", "Sergei"),
        ("Zelensky", "Zelenskiy"),
        ("Zelenskyy", "Zelenskii"),
        ("Yulia", "Julija"),
        ("Degtyarev", "Degtyaryov"),
        ("Ohtani", "Otani"),
        ("Mikhail", "Mihail"),
        ("Khrushchev", "Hrushchev"),
        ("Yevgeny", "Evgeny"),
        ("Yelena", "Elena"),
    ],
)
def test_accepted_romanisations_are_the_same_name(one: str, other: str) -> None:
    assert is_same_name(name_of(one), name_of(other), "RU")


@pytest.mark.parametrize(("one", "other"), [("Makron", "Macron"), ("Kiel", "Keir"), ("Ivanov", "Ivanova")])
def test_garbles_and_other_names_are_not(one: str, other: str) -> None:
    assert not is_same_name(name_of(one), name_of(other), "RU")


@pytest.mark.parametrize("other", ["Sergey", "SERGEY", "Ser gey"])
def test_one_spelling_is_no_pair_of_spellings(other: str) -> None:
    assert not is_same_name(name_of("Sergey"), name_of(other), "RU")


def test_the_key_does_not_depend_on_case_and_diacritics() -> None:
    assert (
        romanisation_key(name_of("JŌHEI ŌTANI"))
        == romanisation_key(name_of("Jōhei Ōtani"))
        == romanisation_key(name_of("johei otani"))
    )


@pytest.mark.parametrize("name", ["Xi Jinping", "Zhang Ruolan", "Wang Yi", "Guangzhou", "LÜ BU"])
def test_chinese_syllables_are_pinyin(name: str) -> None:
    assert syllables(name_of(name).words)


@pytest.mark.parametrize("name", ["Macron", "Kyiv", "Starmer", "", "Scholz", "Jong", "Fia"])
def test_other_names_are_not(name: str) -> None:
    assert not syllables(name_of(name).words)


@pytest.mark.parametrize(("one", "other"), [("Byden", "Biden"), ("Yohannesburg", "Johannesburg"), ("Boosh", "Bosh")])
def test_where_names_are_written_in_latin_letters_one_spelling_is_right(one: str, other: str) -> None:
    assert not is_same_name(name_of(one), name_of(other), "US")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Zhang Ruolan", ("zhang", "ruo", "lan")),
        ("GUANGZHOU", ("guang", "zhou")),
        ("Xi'an", ("xian",)),
        ("Danong", ("da", "nong")),
        ("Wang Makron", ()),
        ("Macron", ()),
        ("", ()),
    ],
)
def test_a_name_of_pinyin_is_parted_into_syllables(name: str, expected: tuple[str, ...]) -> None:
    assert syllables(name_of(name).words) == expected
