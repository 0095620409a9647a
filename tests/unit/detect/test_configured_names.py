from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from namefix.detect.configured_names import ConfiguredNames, entities_of
from namefix.table.name_table import NameTable


def found(
    table: NameTable, text: str, accepted: Sequence[str] = (), rejected: Mapping[str, str] | None = None
) -> list[tuple[str, str, str]]:
    """Return (surface form, status, replacement) of the first form of each mention."""
    rejected = rejected or {}
    detector = ConfiguredNames(table.with_entities(entities_of(accepted, rejected)), accepted, rejected)
    [mentions] = detector.detect([(text, ())])
    assert all(text[mention.start : mention.end] == mention.surface for mention in mentions)
    return [(mention.surface, mention.forms[0].status, mention.forms[0].replacement) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Mr Makrom's plan", ["Makrom"]),
        ("MAKROM and Makrom", ["MAKROM", "Makrom"]),
        ("Makroms, Amakrom, Makrom2, makrom, MAKrom", []),
        ("Mr Ana\n  Zel and Ana Zel", ["Ana\n  Zel", "Ana Zel"]),
        ("AnaZel, Ana, Zel", []),
        ("See https://news.example/Makrom, @Makrom and Makrom", ["Makrom"]),
        ("9/12 and i-fone", ["9/12", "i-fone"]),
    ],
)
def test_rejected_names_are_whole_words_as_written_or_in_capitals(
    table: NameTable, text: str, surfaces: list[str]
) -> None:
    rejected = {"Makrom": "Macron", "Ana Zel": "Anna Zell", "9/12": "9/11", "i-fone": "iPhone"}
    assert [surface for surface, status, _ in found(table, text, rejected=rejected) if status == "rejected"] == surfaces


def test_the_longest_name_counts(table: NameTable) -> None:
    rejected = {"Zel": "Zell", "Zel City": "Zelltown"}
    assert [right for *_, right in found(table, "Zel City, Zel", rejected=rejected)] == ["Zelltown", "Zell"]


def test_nothing_is_rejected_within_its_own_right_name(table: NameTable) -> None:
    assert found(table, "Zel City and Zel", rejected={"Zel": "Zel City"}) == [
        ("Zel City", "required", "Zel City"),
        ("Zel", "rejected", "Zel City"),
    ]


def test_nothing_is_rejected_within_an_accepted_name(table: NameTable) -> None:
    assert found(table, "Zel City and Zel", ["Zel City"], {"Zel": "Zell"}) == [
        ("Zel City", "name", "Zel City"),
        ("Zel", "rejected", "Zell"),
    ]


@pytest.mark.parametrize(
    ("right", "entity_id"),
    [("Macron", "person/emmanuel-macron"), ("Biden", "config/Biden"), ("Nobody", "config/Nobody")],
    ids=["of one target", "of two", "of none"],
)
def test_a_right_name_means_the_one_target_that_has_it(table: NameTable, right: str, entity_id: str) -> None:
    rejected = {"Xyz": right}
    detector = ConfiguredNames(table.with_entities(entities_of((), rejected)), (), rejected)
    [[mention]] = detector.detect([("Xyz", ())])
    assert mention.forms[0].entity.id == entity_id


def test_without_names_nothing_is_found(table: NameTable) -> None:
    assert found(table, "Makron") == []
