from __future__ import annotations

import pytest

from namefix.names.language import language_of
from namefix.source_names.hebrew_arabic import HebrewArabicNames


def spelt(text: str, code: str) -> list[str]:
    return [name.spellings[0].text for name in HebrewArabicNames().find(text, language_of(text, code))]


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("he", "כך אמר אתמול תומאס ג'ונסון.", "Thomas Johnson"),
        ("he", "הפגישה עם רוברט ולתומאס לא דיברו.", "Thomas"),
        ("ar", "قال توماس جونسون إنه سعيد.", "Thomas Johnson"),
    ],
)
def test_words_of_names_have_their_usual_spelling_without_prefixes(code: str, text: str, name: str) -> None:
    assert name in spelt(text, code)


def test_the_span_begins_behind_the_prefix() -> None:
    text = "דיברו לתומאס אתמול"
    (name,) = [one for one in HebrewArabicNames().find(text, language_of(text, "he")) if one.native == "תומאס"]
    assert text[name.start : name.end] == "תומאס"


def test_sentences_without_names_have_none() -> None:
    assert spelt("הממשלה תדון היום בתקציב.", "he") == []
