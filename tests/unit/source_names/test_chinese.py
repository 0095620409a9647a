from __future__ import annotations

import pytest

from namefix.names.language import languages
from namefix.names.source_name import Ground, SourceName
from namefix.source_names.chinese import ChineseNames


def names(text: str) -> list[SourceName]:
    return list(ChineseNames().find(text, languages()["zh"]))


def spelt(text: str) -> list[str]:
    return [name.spellings[0].text for name in names(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("记者张晓晨报道", "Zhang Xiaochen"),
        ("主任曾晓荣表示", "Zeng Xiaorong"),
        ("欧阳娜说", "Ouyang Na"),
        ("教授解建安认为", "Xie Jian'an"),
        ("四川省宜宾市", "Yibin"),
    ],
)
def test_names_of_china_are_in_pinyin(text: str, name: str) -> None:
    assert name in spelt(text)
    assert all(name.spellings[0].ground is Ground.PINYIN for name in names(text) if name.kind == "person")


def test_a_foreign_name_has_the_usual_words_and_no_pinyin() -> None:
    (name,) = names("威廉·史密斯")
    assert (name.start, name.end, name.native) == (0, 6, "威廉·史密斯")
    assert name.spellings[0].text == "William Smith"
    assert {spelling.ground for spelling in name.spellings} == {Ground.USUAL}


def test_traditional_characters_are_simplified() -> None:
    assert spelt("記者張曉晨報道") == ["Zhang Xiaochen"]


def test_a_gloss_in_brackets_spells_the_name_wherever_it_occurs() -> None:
    first, latin, again = names("威廉·史密斯（Willem Smit）说，史密斯来了")
    assert [name.spellings[0] for name in (first, latin, again)] == [
        (text, Ground.COPIED, first.spellings[0].certainty) for text in ("Willem Smit", "Willem Smit", "Smit")
    ]


def test_text_without_names_has_none() -> None:
    assert names("今天天气很好，大家都在公园里散步。") == names("") == []


def test_spellings_are_distinct_and_the_most_certain_first() -> None:
    for name in names("德国总理和记者张晓晨会见威廉·史密斯，马丁说"):
        assert len({spelling.text for spelling in name.spellings}) == len(name.spellings)
        assert list(name.spellings) == sorted(name.spellings, key=lambda spelling: -spelling.certainty)
