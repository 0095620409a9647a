from __future__ import annotations

import pytest
from tests.builders import source_score_of, translation_of, words_of
from tests.conftest import TEN

from namefix import Entity
from namefix.datatypes import Candidate, Document
from namefix.score.native import NativeNameOpposite
from namefix.table.name_table import NameTable

SCORER = NativeNameOpposite()
TABLE = NameTable([*TEN, Entity("person/gao-feng", "person", "Gao Feng", native=("高峰",), country="CN", weight=8)])
TWO_LINES = "Mr Makron came.\nMr Stamer left."


def candidate_of(document: Document, surface: str, name: str) -> Candidate:
    return Candidate(document.by_surface[surface][0], TABLE.find(name)[0])


def score(document: Document, surface: str, name: str) -> float | None:
    return source_score_of(SCORER, document, surface, TABLE.find(name)[0])


def explained(document: Document, surface: str, name: str) -> str:
    return words_of(SCORER, document, surface, TABLE.find(name)[0])


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Makron came.", "马克龙来了。", 1),
        ("Makron came.\nMakron left.", "马克龙来了。\n马克龙走了。", 1),
        ("Makron came.\nMakron left.", "马克龙来了。\n他走了。", 0.75),
        ("Makron came.\nMakron left.\nMakron spoke.\nMakron slept.", "他来了。\n马克龙走了。\n他说。\n他睡。", 0.625),
        ("Makron came.\nStarmer left.", "他来了。\n马克龙走了。", 0.2),
        ("Makron came.", "他来了。", 0),
    ],
)
def test_the_share_of_places_opposite_which_it_stands_counts(text: str, source: str, expected: float) -> None:
    assert score(translation_of(TABLE, text, source, "Makron"), "Makron", "Macron") == expected


def test_it_is_the_entity_that_must_stand_opposite() -> None:
    document = translation_of(TABLE, TWO_LINES, "马克龙来了。\n斯塔默走了。", "Makron", "Stamer")
    assert [score(document, "Makron", name) for name in ("Macron", "Starmer", "Kyiv")] == [1, 0.2, 0]


def test_a_common_word_opposite_is_little_and_elsewhere_nothing() -> None:
    document = translation_of(TABLE, "Gao Fen came.\nMakron left.", "高峰来了。\n他走了。", "Gao Fen", "Makron")
    assert [score(document, surface, "Gao Feng") for surface in ("Gao Fen", "Makron")] == [0.4, 0]


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [("他来了。", "Joe Biden", None), ("Он пришёл.", "Shinzo Abe", None), ("他来了。", "Shinzo Abe", 0)],
)
def test_of_whom_the_table_has_no_native_form_in_the_script_nothing_is_known(
    source: str, name: str, expected: float | None
) -> None:
    assert score(translation_of(TABLE, "Xxx came.", source, "Xxx"), "Xxx", name) == expected


def test_in_latin_letters_an_english_name_may_stand_but_cannot_be_missed() -> None:
    document = translation_of(TABLE, "Bydon came.", "Joe Biden est venu.", "Bydon")
    assert [score(document, "Bydon", name) for name in ("Joe Biden", "Hunter Biden", "Kyiv")] == [1, None, None]


def test_nothing_is_known_without_a_source() -> None:
    document = translation_of(TABLE, "Makron came.", "", "Makron")
    candidates = [candidate_of(document, "Makron", name) for name in ("Macron", "Kyiv")]
    assert SCORER.score(candidates, document) == [None, None]


def test_nothing_is_known_behind_the_end_of_a_cut_source() -> None:
    lines = [f"In {year} Makron came." for year in range(2000, 2010)]
    text = " ".join([*lines[:9], "Then Stamer came."])
    source = "\n".join(f"{year}年马克龙来了。" for year in range(2000, 2005))
    document = translation_of(TABLE, text, source, "Makron", "Stamer")
    assert score(document, "Makron", "Macron") == 1
    assert [score(document, "Stamer", name) for name in ("Starmer", "Macron")] == [None, None]


def test_the_place_of_the_source_is_quoted() -> None:
    document = translation_of(TABLE, TWO_LINES, "\n马克龙来了。\n斯塔默走了。", "Makron", "Stamer")
    assert explained(document, "Makron", "Macron") == "line 2 of the source has 马克龙"
    assert explained(document, "Stamer", "Starmer") == "line 3 of the source has 斯塔默"
    assert explained(document, "Stamer", "Macron") == "line 2 of the source has 马克龙"
    assert explained(document, "Stamer", "Kyiv") == "the source does not name it"


def test_what_stands_in_the_source_is_quoted_as_it_stands_there() -> None:
    document = translation_of(TABLE, "Kil Stamel spoke.", "Встреча с Киром Стармером", "Kil Stamel")
    assert explained(document, "Kil Stamel", "Keir Starmer") == "line 1 of the source has Киром Стармером"


def test_the_place_opposite_is_quoted_rather_than_the_first() -> None:
    document = translation_of(TABLE, "Mr Kil spoke.\nMakron left.", "埃马纽埃尔·马克龙说。\n马克龙走了。", "Makron")
    assert explained(document, "Makron", "Macron") == "line 2 of the source has 马克龙"
