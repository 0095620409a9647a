from __future__ import annotations

import pytest
from tests.builders import document_of, form_of, mention_of, score_of, words_of

from namefix import Entity
from namefix.datatypes import Form
from namefix.score.transcription import Transcription


def words(surface: str, form: Form) -> str:
    return words_of(Transcription(), document_of(surface, mention_of(surface, surface)), surface, form)


def form(name: str) -> Form:
    return form_of(Entity("person/x", "person", name))


@pytest.mark.parametrize(
    ("surface", "name", "language"),
    [
        ("Toranpu", "Trump", "Japanese"),
        ("Seutameo", "Starmer", "Korean"),
        ("Makelong", "Macron", "Chinese"),
        ("Dzhordzh", "George", "Russian"),
    ],
)
def test_the_way_of_another_script_to_write_a_name_scores_high(surface: str, name: str, language: str) -> None:
    found = score_of(Transcription(), surface, (surface, form(name)))
    assert found is not None
    assert found > 0.9
    assert words(surface, form(name)) == f"as {language} writes it"


def test_other_names_score_low() -> None:
    found = score_of(Transcription(), "Makron", ("Makron", form("Merkel")))
    assert found is not None
    assert found < 0.6


def test_only_the_words_that_differ_are_compared() -> None:
    whole = score_of(Transcription(), "Donald Toranpu", ("Donald Toranpu", form("Donald Trump")))
    assert whole == score_of(Transcription(), "Toranpu", ("Toranpu", form("Trump")))


def test_words_in_another_order_are_the_same() -> None:
    assert score_of(Transcription(), "Trump Donald", ("Trump Donald", form("Donald Trump"))) == 1
