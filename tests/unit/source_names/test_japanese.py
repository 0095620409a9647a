from __future__ import annotations

from itertools import pairwise

import pytest

from namefix.names.language import languages
from namefix.names.source_name import Ground, SourceName
from namefix.source_names.japanese import JapaneseNames


def names(text: str) -> list[SourceName]:
    return list(JapaneseNames().find(text, languages()["ja"]))


def spellings(text: str) -> set[str]:
    return {spelling.text for name in names(text) for spelling in name.spellings}


def test_foreign_names_have_the_usual_words() -> None:
    (name,) = names("ウィリアム・スミス氏")
    assert (name.start, name.end, name.spellings[0].text) == (0, 9, "William Smith")
    assert name.spellings[0].ground is Ground.USUAL


def test_a_reading_in_brackets_is_the_name() -> None:
    assert {"Yuko Kuwahata", "Kuwahata Yuko"} <= spellings("主将の桑畑（くわはた・ゆうこ）")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("田中健太さんは", "Kenta Tanaka"),
        ("田中健太さんは", "Tanaka Kenta"),
        ("佐藤監督は", "Sato"),
        ("浜松市で", "Hamamatsu"),
    ],
)
def test_characters_are_read_by_a_dictionary(text: str, name: str) -> None:
    pytest.importorskip("sudachipy")
    assert name in spellings(text)


def test_without_the_extra_listed_places_and_katakana_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = JapaneseNames()
    monkeypatch.setitem(reader.__dict__, "_dictionary", None)
    found = reader.find("浜松市でウィリアム・スミス氏と田中健太さん", languages()["ja"])
    assert [name.spellings[0].text for name in found] == ["Hamamatsu", "William Smith"]


def test_names_do_not_overlap_and_lie_in_the_text() -> None:
    text = "田中健太さんは25日、浜松市でウィリアム・スミス氏と会談した。"
    found = names(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= name.start < name.end <= len(text) and name.spellings for name in found)
