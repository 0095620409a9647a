from __future__ import annotations

import pytest
from tests.builders import source_score_of, translation_of, values_of, words_of
from tests.conftest import TEN

from namefix import Entity
from namefix.datatypes import Candidate, Document
from namefix.score.confusion import LearnedConfusion
from namefix.score.sound_or_reading import SoundOrReading
from namefix.table.name_table import NameTable

SCORER = SoundOrReading()
TABLE = NameTable(
    [
        *TEN,
        Entity("person/gary-locke", "person", "Gary Locke", native=("骆家辉",), country="US", weight=60),
        Entity("person/luo-jialun", "person", "Luo Jialun", native=("罗家伦",), country="CN", weight=40),
        Entity("person/xi-jinping", "person", "Xi Jinping", ("Xi",), native=("习近平",), country="CN", weight=200),
    ]
)
TEXT = "Luo Jiahui met Ma Kelong."
SOURCE = "骆家辉会见了马克龙。"


def score(document: Document, surface: str, name: str) -> float:
    found = source_score_of(SCORER, document, surface, TABLE.find(name)[0])
    assert found is not None
    return found


def confusion(document: Document, surface: str, name: str) -> float | None:
    return source_score_of(LearnedConfusion(), document, surface, TABLE.find(name)[0])


def read(text: str, source: str) -> Document:
    """Return a text with its mentions, of which none is a right name."""
    surfaces = "Luo Jiahui", "Jiahui", "Luo Jialund", "Ma Kelong", "Makelang", "Makron", "Markin", "Xxx"
    return translation_of(TABLE, text, source, *(surface for surface in surfaces if surface in text))


@pytest.mark.parametrize(
    ("text", "source", "surface", "name", "expected"),
    [
        ("Luo Jiahui came.", "骆家辉来了。", "Luo Jiahui", "Gary Locke", 1),
        ("Jiahui came.", "骆家辉来了。", "Jiahui", "Gary Locke", 0.6),
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
        ("Xxx came.", "骆家辉来了。", "Xxx", "Gary Locke"),
        ("Luo Jiahui came.", "马克龙来了。", "Luo Jiahui", "Gary Locke"),
        ("Luo Jiahui came.\nHe left.", "他来了。\n骆家辉走了。", "Luo Jiahui", "Gary Locke"),
        ("Luo Jiahui came.", "", "Luo Jiahui", "Gary Locke"),
    ],
    ids=["more alike", "not like it", "not named", "elsewhere", "no source"],
)
def test_else_it_scores_by_what_translation_confuses(text: str, source: str, surface: str, name: str) -> None:
    document = read(text, source)
    assert score(document, surface, name) == confusion(document, surface, name)


def test_as_much_as_another_name_is_liker_is_taken_off() -> None:
    alone = score(read("Luo Jialund came.", "骆家辉来了。"), "Luo Jialund", "Gary Locke")
    document = read("Luo Jialund came.", "罗家伦和骆家辉来了。")
    assert score(document, "Luo Jialund", "Gary Locke") < alone
    assert score(document, "Luo Jialund", "Gary Locke") == confusion(document, "Luo Jialund", "Gary Locke")
    assert score(document, "Luo Jialund", "Luo Jialun") > 0.8


def test_of_several_places_the_likest_counts() -> None:
    text = "Ma Kelong came.\nMa Kelong left."
    assert score(read(text, "埃马纽埃尔·马克龙来了。\n马克龙走了。"), "Ma Kelong", "Macron") == 1
    assert score(read(text, "他来了。\n马克龙走了。"), "Ma Kelong", "Macron") == 1


def test_scores_are_in_the_order_of_candidates() -> None:
    document = read(TEXT, SOURCE)
    pairs = [(surface, name) for surface in ("Ma Kelong", "Luo Jiahui") for name in ("Gary Locke", "Macron", "Kyiv")]
    candidates = [Candidate(document.by_surface[surface][0], TABLE.find(name)[0]) for surface, name in pairs]
    scores = values_of(SCORER.score(candidates, document))
    assert [found == 1 for found in scores] == [False, True, False, True, False, False]
    assert values_of(SCORER.score(candidates[::-1], document)) == scores[::-1]


def explained(document: Document, surface: str, name: str) -> str:
    return words_of(SCORER, document, surface, TABLE.find(name)[0])


def test_the_reading_is_quoted_beside_the_native_name() -> None:
    assert explained(read(TEXT, SOURCE), "Luo Jiahui", "Gary Locke") == "the source has 骆家辉, read as luojiahui"


def test_the_likest_of_several_native_names_is_quoted() -> None:
    document = read("Ma Kelong came.", "埃马纽埃尔·马克龙来了，马克龙走了。")
    assert explained(document, "Ma Kelong", "Macron") == "the source has 马克龙, read as makelong"


@pytest.mark.parametrize("source", ["Приехал Эммануэль Макрон.", "Он приехал.", ""])
def test_what_is_no_reading_is_told_by_its_sounds(source: str) -> None:
    assert explained(read("Makron came.", source), "Makron", "Macron") == "sounds alike: k/c"
