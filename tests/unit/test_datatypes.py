from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.builders import document_of, mention_of, mentions_of

from namefix import Entity
from namefix.datatypes import Form, FormStatus, FoundBy, Mention, NativeName, Segment, Source


@pytest.mark.parametrize(
    ("start", "end", "words"), [(0, 5, ["Kiel"]), (5, 11, ["Stamer"]), (1, 5, []), (0, 99, ["Kiel", "Stamer", "spoke"])]
)
def test_words_between_begin_in_the_span(start: int, end: int, words: list[str]) -> None:
    document = document_of("Kiel Stamer spoke")
    assert [word.text for word in document.words[slice(*document.words_between(start, end))]] == words


def test_mentions_are_grouped_by_surface_in_the_order_of_the_text() -> None:
    text = "Makron, Kiel, Makron"
    mentions = mention_of(text, "Makron"), mention_of(text, "Kiel"), mention_of(text, "Makron", at=1)
    by_surface = document_of(text, *mentions).by_surface
    assert {surface: [mention.start for mention in found] for surface, found in by_surface.items()} == {
        "Makron": [0, 14],
        "Kiel": [8],
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Kiel", 0),
        ("Mr Kiel spoke.\nNo", 0),
        ("Mr\nKiel", 1),
        ("\n\nMr Kiel", 2),
        ("Mr\r\nKiel", 1),
        ("\nMr Kiel\n", 1),
    ],
)
def test_a_mention_is_in_the_line_in_which_it_begins(text: str, line: int) -> None:
    mention = mention_of(text, "Kiel")
    assert document_of(text, mention).line_of(mention) == line


@pytest.mark.parametrize(
    ("statuses", "expected"), [([], False), (["misspelling"], False), (["misspelling", "variant"], True)]
)
def test_a_mention_is_right_as_any_name_but_a_misspelling(
    entities: Sequence[Entity], statuses: list[FormStatus], expected: bool
) -> None:
    forms = tuple(Form("Kiev", entities[7], status, "Kyiv") for status in statuses)
    assert Mention(0, 4, "Kiev", None, FoundBy.CAPITALS, forms).is_right is expected


def segment(start: int, end: int) -> Segment:
    return Segment(start, end, 0, 0, (), frozenset(), frozenset(), "")


def test_opposite_a_mention_is_the_stretch_in_which_it_begins() -> None:
    text = "Kiel came. Makron left."
    one, other = segment(0, 10), segment(11, 23)
    source = Source("", "zh", (), (one, other), ())
    assert source.opposite(mention_of(text, "Kiel")) is one
    assert source.opposite(mention_of(text, "came. Makron")) is one
    assert source.opposite(mention_of(text, "Makron")) is other


@pytest.mark.parametrize("segments", [[], [(5, 9)], [(0, 4), (20, 23)], [(0, 11)], [(12, 23)]])
def test_opposite_a_mention_may_be_nothing(segments: list[tuple[int, int]]) -> None:
    text = "Kiel came. Makron left."
    source = Source("", "zh", (), tuple(segment(*span) for span in segments), ())
    assert source.opposite(mention_of(text, "Makron")) is None


def test_opposite_a_surface_form_is_a_stretch_for_each_of_its_mentions() -> None:
    text = "Kiel, Kiel.\nKiel.\nKiel."
    one, other = segment(0, 11), segment(12, 17)
    document = replace(document_of(text, *mentions_of(text, "Kiel")), source=Source("", "zh", (), (one, other), ()))
    assert document.opposite("Kiel") == (one, one, other)
    assert document.opposite("Kiel") is document.opposite("Kiel")


def test_opposite_anything_is_nothing_without_a_source() -> None:
    assert document_of("Kiel", mention_of("Kiel", "Kiel")).opposite("Kiel") == ()


def test_only_the_first_of_very_many_mentions_are_looked_at() -> None:
    text = "Kiel, " * 1000
    document = replace(
        document_of(text, *mentions_of(text, "Kiel")), source=Source("", "zh", (), (segment(0, len(text)),), ())
    )
    assert document.occurrences("Kiel") == document.by_surface["Kiel"][: len(document.occurrences("Kiel"))]
    assert len(document.opposite("Kiel")) == len(document.occurrences("Kiel")) < 100


def native_name(entity: Entity, start: int, *, is_sure: bool = True) -> NativeName:
    return NativeName(start, start + 3, entity, "马克龙", is_whole=True, is_sure=is_sure)


def test_a_source_names_whom_it_names_by_more_than_a_common_word(entities: Sequence[Entity]) -> None:
    names = (
        native_name(entities[0], 0),
        native_name(entities[0], 4, is_sure=False),
        native_name(entities[1], 8, is_sure=False),
    )
    assert Source("", "zh", names, (), ()).named == {entities[0].id}


@pytest.mark.parametrize(("source", "line"), [("马克龙", 1), ("\n马克龙", 2), ("甲\r\n\n乙马克龙\n", 3)])
def test_lines_of_the_source_are_counted_from_1(entities: Sequence[Entity], source: str, line: int) -> None:
    name = native_name(entities[0], source.index("马"))
    assert Source(source, "zh", (name,), (), ()).line_of(name) == line
