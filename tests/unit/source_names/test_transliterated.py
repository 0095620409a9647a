from __future__ import annotations

import pytest

from namefix.names.language import language_of
from namefix.names.source_name import Ground
from namefix.source_names.latin import LatinNames
from namefix.source_names.transliterated import english_spellings


@pytest.mark.parametrize(
    ("code", "word", "spelling"),
    [
        ("de", "Tschechow", "Chekhov"),
        ("fr", "Pouchkine", "Pushkin"),
        ("pl", "Czechow", "Chekhov"),
        ("cs", "Gončarov", "Goncharov"),
        ("tr", "Puşkin", "Pushkin"),
    ],
)
def test_a_transliterated_word_has_its_english_spelling(code: str, word: str, spelling: str) -> None:
    assert english_spellings(word, language_of("", code))[0][0] == spelling


@pytest.mark.parametrize(
    ("code", "word"),
    [("de", "Schneider"), ("fr", "Louis"), ("pl", "Szymon"), ("cs", "Dvořák"), ("tr", "Yılmaz"), ("es", "Chico")],
)
def test_names_of_the_language_stay_as_they_are(code: str, word: str) -> None:
    assert english_spellings(word, language_of("", code)) == ()


def test_the_english_spelling_comes_before_the_copied_one() -> None:
    (name,) = LatinNames().find("Das Stück ist von Tschechow.", language_of("", "de"))
    assert [(spelling.text, spelling.ground) for spelling in name.spellings] == [
        ("Chekhov", Ground.USUAL),
        ("Tschechow", Ground.COPIED),
    ]
