from __future__ import annotations

import pytest
from tests.builders import document_of, mention_of, score_of, words_of

from namefix.score.sentence import OncePerSentence
from namefix.table.name_table import NameTable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Emmanuel Macron met Makron.", 0),
        ("Makron met Emmanuel Macron.", 0),
        ("Emmanuel Macron came.\nMakron left.", 1),
        ("Makron came.\r\nEmmanuel Macron left.", 1),
        ("Emmanuel Macron met Makron.\nMakron left.", 0.5),
    ],
)
def test_the_right_name_in_the_same_line_speaks_against_it(table: NameTable, text: str, expected: float) -> None:
    right = mention_of(text, "Emmanuel Macron", forms=table.find("Emmanuel Macron"))
    assert score_of(OncePerSentence(), text, ("Makron", table.find("Macron")[0]), beside=[right]) == expected


def test_any_right_form_of_the_name_counts(table: NameTable) -> None:
    right = mention_of("Kiev and Kiew", "Kiev", forms=table.find("Kiev"))
    assert score_of(OncePerSentence(), "Kiev and Kiew", ("Kiew", table.find("Kyiv")[0]), beside=[right]) == 0


def test_without_the_right_name_there_is_no_opinion(table: NameTable) -> None:
    text = "Keir Starmer met Makron."
    other = mention_of(text, "Keir Starmer", forms=table.find("Keir Starmer"))
    assert score_of(OncePerSentence(), text, ("Makron", table.find("Macron")[0]), beside=[other]) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Emmanuel Macron met Makron.", "its right name is in the same sentence"),
        ("Emmanuel Macron came.\nMakron left.", "its right name is in another sentence"),
    ],
)
def test_the_words_say_where_the_right_name_is(table: NameTable, text: str, words: str) -> None:
    right = mention_of(text, "Emmanuel Macron", forms=table.find("Emmanuel Macron"))
    document = document_of(text, mention_of(text, "Makron"), right)
    assert words_of(OncePerSentence(), document, "Makron", table.find("Macron")[0]) == words
