from __future__ import annotations

import pytest
from tests.builders import source_score_of, translation_of
from tests.conftest import TEN

from namefix import Entity
from namefix.datatypes import Candidate, Document
from namefix.score.confusion import LearnedConfusion
from namefix.score.sound_or_reading import ConfusionOrReading
from namefix.table.name_table import NameTable

SCORER = ConfusionOrReading()
TABLE = NameTable(
    [
        *TEN,
        Entity("person/elaine-chao", "person", "Elaine Chao", native=("赵小兰",), country="US", weight=60),
        Entity("person/zhao-wei", "person", "Zhao Wei", native=("赵薇",), country="CN", weight=40),
        Entity("person/xi-jinping", "person", "Xi Jinping", ("Xi",), native=("习近平",), country="CN", weight=200),
    ]
)
TEXT = "Zhao Xiaolan met Ma Kelong."
SOURCE = "赵小兰会见了马克龙。"


def score(document: Document, surface: str, name: str) -> float:
    found = source_score_of(SCORER, document, surface, TABLE.find(name)[0])
    assert found is not None
    return found


def confusion(document: Document, surface: str, name: str) -> float | None:
    return source_score_of(LearnedConfusion(), document, surface, TABLE.find(name)[0])


def read(text: str, source: str) -> Document:
    """Return a text with its mentions, of which none is a right name."""
    surfaces = "Zhao Xiaolan", "Xiaolan", "Zhao Weil", "Ma Kelong", "Makelang", "Makron", "Markin", "Xxx"
    return translation_of(TABLE, text, source, *(surface for surface in surfaces if surface in text))


@pytest.mark.parametrize(
    ("text", "source", "surface", "name", "expected"),
    [
        ("Zhao Xiaolan came.", "赵小兰来了。", "Zhao Xiaolan", "Elaine Chao", 1),
        ("Xiaolan came.", "赵小兰来了。", "Xiaolan", "Elaine Chao", 5 / 9),
        ("Makron came.", "Приехал Макрон.", "Makron", "Macron", 1),
        ("Ma Kelong came.", "馬克龍來了。", "Ma Kelong", "Macron", 1),
        ("Makelang came.", "馬克龍來了。", "Makelang", "Macron", 0.75),
        ("Markin came.", "Приехал Макрон.", "Markin", "Macron", 1 / 3),
    ],
)
def test_a_mention_that_is_read_off_the_native_name_scores_by_its_letters(
    text: str, source: str, surface: str, name: str, expected: float
) -> None:
    document = read(text, source)
    plain = confusion(document, surface, name)
    assert plain is not None
    assert score(document, surface, name) == pytest.approx(expected)
    assert plain < expected


def test_the_native_name_is_read_as_it_stands_in_the_source() -> None:
    document = translation_of(TABLE, "Kirom Starmerom spoke.", "Встреча с Киром Стармером", "Kirom Starmerom")
    assert score(document, "Kirom Starmerom", "Keir Starmer") == 1


@pytest.mark.parametrize(
    ("text", "source", "surface", "name"),
    [
        ("Makron came.", "Приехал Эммануэль Макрон.", "Makron", "Macron"),
        ("Xxx came.", "赵小兰来了。", "Xxx", "Elaine Chao"),
        ("Zhao Xiaolan came.", "马克龙来了。", "Zhao Xiaolan", "Elaine Chao"),
        ("Zhao Xiaolan came.\nHe left.", "他来了。\n赵小兰走了。", "Zhao Xiaolan", "Elaine Chao"),
        ("Zhao Xiaolan came.", "", "Zhao Xiaolan", "Elaine Chao"),
    ],
    ids=["more alike", "not like it", "not named", "elsewhere", "no source"],
)
def test_else_it_scores_by_what_translation_confuses(text: str, source: str, surface: str, name: str) -> None:
    document = read(text, source)
    assert score(document, surface, name) == confusion(document, surface, name)


def test_as_much_as_another_name_is_liker_is_taken_off() -> None:
    alone = score(read("Zhao Weil came.", "赵小兰来了。"), "Zhao Weil", "Elaine Chao")
    document = read("Zhao Weil came.", "赵薇和赵小兰来了。")
    assert score(document, "Zhao Weil", "Elaine Chao") < alone
    assert score(document, "Zhao Weil", "Elaine Chao") == confusion(document, "Zhao Weil", "Elaine Chao")
    assert score(document, "Zhao Weil", "Zhao Wei") > 0.8


def test_of_several_places_the_likest_counts() -> None:
    text = "Ma Kelong came.\nMa Kelong left."
    assert score(read(text, "埃马纽埃尔·马克龙来了。\n马克龙走了。"), "Ma Kelong", "Macron") == 1
    assert score(read(text, "他来了。\n马克龙走了。"), "Ma Kelong", "Macron") == 1


def test_scores_are_in_the_order_of_candidates() -> None:
    document = read(TEXT, SOURCE)
    pairs = [(surface, name) for surface in ("Ma Kelong", "Zhao Xiaolan") for name in ("Elaine Chao", "Macron", "Kyiv")]
    candidates = [Candidate(document.by_surface[surface][0], TABLE.find(name)[0]) for surface, name in pairs]
    scores = SCORER.score(candidates, document)
    assert [found == 1 for found in scores] == [False, True, False, True, False, False]
    assert SCORER.score(candidates[::-1], document) == scores[::-1]


def explained(document: Document, surface: str, name: str) -> str:
    candidate = Candidate(document.by_surface[surface][0], TABLE.find(name)[0])
    return SCORER.explain(candidate, score(document, surface, name), document)


def test_the_reading_is_quoted_beside_the_native_name() -> None:
    assert explained(read(TEXT, SOURCE), "Zhao Xiaolan", "Elaine Chao") == "赵小兰 reads zhaoxiaolan"


def test_the_likest_of_several_native_names_is_quoted() -> None:
    document = read("Ma Kelong came.", "埃马纽埃尔·马克龙来了，马克龙走了。")
    assert explained(document, "Ma Kelong", "Macron") == "马克龙 reads makelong"


@pytest.mark.parametrize("source", ["Приехал Эммануэль Макрон.", "Он приехал.", ""])
def test_what_is_no_reading_is_told_by_its_sounds(source: str) -> None:
    assert explained(read("Makron came.", source), "Makron", "Macron") == "sounds that translation often confuses: k/c"
