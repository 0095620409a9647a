from __future__ import annotations

import pytest
from tests.builders import document_of, form_of, mention_of, score_of, words_of

from namefix import Entity
from namefix.score.pinyin import PinyinSyllables
from namefix.table.name_table import NameTable

OTHERS = NameTable(
    Entity(f"person/{number}", "person", name, country="CN") for number, name in enumerate(["Yao Ming", "Jack Ma"])
)


def score(surface: str, name: str, *others: str, country: str | None = "CN") -> float | None:
    """Return the score of a surface form for a person, in a text that has these names of the table besides."""
    text = f"{surface}: {', '.join(others)}"
    beside = [mention_of(text, other, forms=OTHERS.find(other)) for other in others]
    form = form_of(Entity("person/x", "person", name, country=country))
    return score_of(PinyinSyllables(), text, (surface, form), beside=beside)


def test_the_more_syllables_agree_the_higher() -> None:
    none, one, both = (score(name, "Lu Ruolan", "Yao Ming") for name in ("Lu Weiming", "Lu Weilan", "Lu Rorlan"))
    assert (none, both) == (0, None)
    assert one is not None
    assert one > 0


def test_words_that_both_have_do_not_count() -> None:
    assert score("Lu Weilan", "Lu Ruolan", "Yao Ming") == score("Weilan", "Ruolan", "Yao Ming")


@pytest.mark.parametrize(
    ("surface", "name"),
    [("Zang Wei", "Zhang Wei"), ("Can Wei", "Chan Wei"), ("Su Wei", "Shu Wei"), ("Wang Jianming", "Wang Jianmin")],
)
def test_sounds_that_the_south_does_not_tell_apart_agree(surface: str, name: str) -> None:
    alike, other = score(surface, name, "Yao Ming"), score("Luo Wei", name, "Yao Ming")
    assert alike is not None
    assert other is not None
    assert alike > other


def test_it_counts_as_far_as_the_table_knows_the_names_of_the_document() -> None:
    strange, one, two = (
        score("Zang Wei", "Zhang Wei", *names) for names in ([], ["Yao Ming"], ["Yao Ming", "Jack Ma"])
    )
    assert one is not None
    assert two is not None
    assert strange is not None
    assert 0 < strange < one < two < 1


@pytest.mark.parametrize(("surface", "name"), [("Makron", "Wang Yi"), ("Wang Li", "Macron"), ("Wang", "Wang Wang")])
def test_without_two_different_words_of_pinyin_there_is_no_opinion(surface: str, name: str) -> None:
    assert score(surface, name, "Yao Ming") is None


@pytest.mark.parametrize(("country", "has_opinion"), [("CN", True), ("TW", True), ("JP", False), (None, False)])
def test_only_where_people_bear_chinese_names_there_is_an_opinion(country: str | None, has_opinion: bool) -> None:
    assert (score("Zang Wei", "Zhang Wei", "Yao Ming", country=country) is not None) is has_opinion


@pytest.mark.parametrize(
    ("names", "words"),
    [((), "may be another Chinese name"), (("Yao Ming", "Jack Ma"), "most syllables agree")],
)
def test_the_words_say_whether_syllables_agree(names: tuple[str, ...], words: str) -> None:
    text = f"Zang Wei: {', '.join(names)}"
    beside = [mention_of(text, name, forms=OTHERS.find(name)) for name in names]
    document = document_of(text, mention_of(text, "Zang Wei"), *beside)
    form = form_of(Entity("person/x", "person", "Zhang Wei", country="CN"))
    assert words_of(PinyinSyllables(), document, "Zang Wei", form) == words
