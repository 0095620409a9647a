from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import document_of, mention_of

from namefix.datatypes import Candidate, Entity, Form, Score, Source
from namefix.names.source_name import Ground, SourceName, Spelling
from namefix.score.source_spelling import SourceSpelling


def scored(surface: str, written: str, ground: Ground, certainty: float = 0.8) -> Score | None:
    name = SourceName(0, 5, "слово", "person", (Spelling(written, ground, certainty), Spelling("Other", ground, 0.2)))
    entity = Entity("source:слово", "person", written, is_from_source=True)
    text = f"{surface} came."
    source = Source("слово", "ru", (), (), frozenset({entity.id}), {entity.id: name})
    document = replace(document_of(text, mention_of(text, surface)), source=source)
    candidate = Candidate(document.mentions[0], Form(written, entity, "name", written))
    [score] = SourceSpelling().score([candidate], document)
    return score


def test_a_name_of_a_table_has_no_score() -> None:
    document = document_of("Makron came.", mention_of("Makron came.", "Makron"))
    form = Form("Macron", Entity("person/emmanuel-macron", "person", "Emmanuel Macron"), "alias", "Macron")
    assert SourceSpelling().score([Candidate(document.mentions[0], form)], document) == [None]


def test_the_score_is_the_certainty_of_the_spelling_in_words() -> None:
    score = scored("Zhang Ruoxan", "Zhang Ruoxian", Ground.PINYIN)
    assert score
    assert (score.value, score.words) == (0.8, "слово is Zhang Ruoxian in pinyin")


@pytest.mark.parametrize(
    ("ground", "is_lower"), [(Ground.USUAL, True), (Ground.ROMANISED, True), (Ground.PINYIN, False)]
)
def test_a_mention_with_more_bearers_is_probably_right(ground: Ground, is_lower: bool) -> None:
    score = scored("Harris", "Haris", ground)
    assert score
    assert (score.value < 0.2) is is_lower


def test_letters_of_another_latin_language_are_hardly_english() -> None:
    for surface, written, value in (("Lamberg", "Lemberg", 0.8), ("Kasharin", "Kascharin", 0.1)):
        score = scored(surface, written, Ground.COPIED)
        assert score
        assert score.value == value
