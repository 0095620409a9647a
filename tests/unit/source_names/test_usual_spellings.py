from __future__ import annotations

import pytest

from namefix.source_names.usual_spellings import _lines, usual_names, usual_spellings


@pytest.mark.parametrize(
    ("native", "language", "first"),
    [
        ("Джонсон", "ru", "Johnson"),
        ("Макдональд", "uk", "McDonald"),
        ("ג'ונס", "he", "Jones"),
        ("محمد", "fa", "Mohamed"),
        ("スミス", "ja", "Smith"),
        ("史密斯", "zh", "Smith"),
        ("스미스", "ko", "Smith"),
    ],
)
def test_the_most_frequent_spelling_comes_first(native: str, language: str, first: str) -> None:
    assert usual_spellings(native, language)[0][0] == first


@pytest.mark.parametrize(("native", "language"), [("Ывапролд", "ru"), ("", "ru"), ("Johnson", "cs"), ("Джонсон", "th")])
def test_unknown_words_and_languages_have_none(native: str, language: str) -> None:
    assert usual_spellings(native, language) == ()


def test_shares_add_up_to_less_than_one_and_grow_with_the_count() -> None:
    spellings = usual_spellings("Браун", "ru")
    assert [spelling for spelling, _ in spellings][:2] == ["Brown", "Braun"]
    assert 0.9 < sum(share for _, share in spellings) < 1


def test_the_first_and_the_last_word_of_the_lexicon_are_found() -> None:
    lines = _lines("ru").decode().splitlines()
    for line in (lines[0], lines[-1]):
        assert usual_spellings(line.split("\t")[0], "ru")


def test_names_of_several_words_are_the_likeliest_combinations() -> None:
    assert usual_names(["Борис", "Джонсон"], "ru")[0][0] == "Boris Johnson"
    assert usual_names(["Борис", "Ывапролд"], "ru") == []
