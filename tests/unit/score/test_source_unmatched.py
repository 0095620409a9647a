from __future__ import annotations

import pytest
from tests.builders import source_score_of, translation_of, words_of
from tests.conftest import TEN

from namefix import Entity
from namefix.datatypes import Document
from namefix.score.source_unmatched import UnmatchedInSource
from namefix.table.name_table import NameTable

SCORER = UnmatchedInSource()
TABLE = NameTable(
    [
        *TEN,
        Entity("person/gary-locke", "person", "Gary Locke", native=("骆家辉",), country="US", weight=60),
        Entity("person/gao-feng", "person", "Gao Feng", native=("高峰",), country="CN", weight=8),
    ]
)


def score(document: Document, surface: str, name: str) -> float | None:
    return source_score_of(SCORER, document, surface, TABLE.find(name)[0])


@pytest.mark.parametrize(
    ("text", "source", "rights", "expected"),
    [
        ("Xxx came.", "马克龙来了。", (), 1),
        ("Xxx met Macron.", "马克龙会见了马克龙。", ("Macron",), 1),
        ("Xxx met Macron.", "马克龙来了。", ("Macron",), 0),
        ("Xxx met Yyy.", "马克龙会见了斯塔默。", (), 1 / 2),
        ("Xxx met Yyy and Zzz.", "马克龙会见了斯塔默和骆家辉。", (), 1 / 3),
        ("Xxx met Starmer.", "马克龙会见了斯塔默。", ("Starmer",), 1),
        ("Xxx left Yyy.", "马克龙离开了基辅。", (), 1),
        ("Xxx met Yyy.", "马克龙会见了马克龙。", (), 1),
        ("Xxx at a summit.", "马克龙在高峰。", (), 1),
        ("Xxx came.", "他来了。", (), None),
        ("Xxx came.\nHe left.", "他来了。\n马克龙走了。", (), None),
    ],
)
def test_the_fewer_names_of_its_kind_are_spare_opposite_the_more(
    text: str, source: str, rights: tuple[str, ...], expected: float | None
) -> None:
    assert score(translation_of(TABLE, text, source, "Xxx", *rights), "Xxx", "Macron") == expected


def test_a_common_word_is_no_name_to_spare() -> None:
    assert score(translation_of(TABLE, "Xxx came.", "高峰来了。", "Xxx"), "Xxx", "Gao Feng") is None


def test_of_several_places_the_best_counts() -> None:
    text = "Xxx met Macron.\nXxx met Yyy.\nXxx spoke."
    alone = translation_of(TABLE, text, "马克龙来了。\n马克龙会见了斯塔默。\n他说。", "Xxx", "Macron")
    assert score(alone, "Xxx", "Macron") == 1 / 2
    assert score(alone, "Xxx", "Starmer") == 1 / 2
    assert score(alone, "Xxx", "Kyiv") is None


def test_without_a_source_there_is_no_opinion() -> None:
    assert score(translation_of(TABLE, "Xxx came.", "", "Xxx"), "Xxx", "Macron") is None


@pytest.mark.parametrize(
    ("text", "source", "words"),
    [
        ("Xxx met Macron.", "马克龙来了。", "the translation has its name already"),
        ("Xxx came.", "马克龙和斯塔默来了。", "the translation lacks this name and others"),
        ("Xxx came.", "马克龙来了。", "the translation lacks only this name"),
    ],
)
def test_it_is_told_whether_the_translation_lacks_the_name(text: str, source: str, words: str) -> None:
    document = translation_of(TABLE, text, source, "Xxx", "Macron")
    assert words_of(SCORER, document, "Xxx", TABLE.find("Macron")[0]) == words
