from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice

import pytest
from tests.builders import mention_of

from namefix.datatypes import Form, FoundBy, Kind, Mention
from namefix.detect import detect_mentions
from namefix.detect.gazetteer import Gazetteer
from namefix.names.words import Word
from namefix.table.name_table import NameTable

TABLE, RECOGNISER, CAPITALS = FoundBy


class Finds:
    """A detector that finds one surface form where it first stands."""

    needs_pipeline = False

    def __init__(self, found_by: FoundBy, surface: str, kind: Kind | None = None) -> None:
        self.found_by, self.surface, self.kind = found_by, surface, kind

    def detect(self, texts: Iterable[tuple[str, Sequence[Word]]]) -> Iterator[list[Mention]]:
        for text, _ in texts:
            mention = mention_of(text, self.surface, kind=self.kind)
            yield [Mention(mention.start, mention.end, self.surface, self.kind, self.found_by)]


class Knows:
    """A detector that gives the forms of the first mention of a surface form."""

    def __init__(self, surface: str, *forms: Form) -> None:
        self.surface, self.forms = surface, forms

    def detect(self, texts: Iterable[tuple[str, Sequence[Word]]]) -> Iterator[list[Mention]]:
        for text, _ in texts:
            yield [mention_of(text, self.surface, forms=self.forms)]


def test_other_mentions_give_way_to_one_with_given_forms(table: NameTable) -> None:
    detectors = [Finds(CAPITALS, surface) for surface in ("Ana", "Zel met", "Ms Ana Zel", "Kyiv")]
    form = table.find("Macron")[0]
    (document,) = detect_mentions(["Ms Ana Zel met Kyiv"], [*detectors, Knows("Ana Zel", form)], table)
    assert [mention.surface for mention in document.mentions] == ["Ms Ana Zel", "Ana Zel", "Kyiv"]
    assert document.by_surface["Ana Zel"][0].forms == (form,)
    assert document.by_surface["Kyiv"][0].forms == tuple(table.find("Kyiv"))


def test_no_other_mention_is_written_like_one_with_given_forms(table: NameTable) -> None:
    text = "Makron, Makron"
    later = mention_of(text, "Makron", at=1)

    class FindsLater(Finds):
        def detect(self, texts: Iterable[tuple[str, Sequence[Word]]]) -> Iterator[list[Mention]]:
            yield from ([later] for _ in texts)

    (document,) = detect_mentions([text], [Knows("Makron", *table.find("Kyiv")), FindsLater(CAPITALS, "Makron")], table)
    assert [mention.start for mention in document.mentions] == [0]


def test_of_one_span_the_first_detector_keeps_its_mention(table: NameTable) -> None:
    (document,) = detect_mentions(["Mr Makron"], [Finds(TABLE, "Makron"), Finds(CAPITALS, "Makron")], table)
    assert [mention.found_by for mention in document.mentions] == [TABLE]


def test_spans_that_compete_all_stay_sorted_by_place(table: NameTable) -> None:
    (document,) = detect_mentions(
        ["Emmanuel Makron"], [Finds(TABLE, "Makron"), Finds(CAPITALS, "Emmanuel Makron")], table
    )
    assert [mention.surface for mention in document.mentions] == ["Emmanuel Makron", "Makron"]


def test_a_mention_takes_the_kind_of_one_that_overlaps(table: NameTable) -> None:
    detectors = [Finds(TABLE, "Makron"), Finds(RECOGNISER, "Emmanuel Makron", "person")]
    (document,) = detect_mentions(["Emmanuel Makron"], detectors, table)
    assert {mention.kind for mention in document.mentions} == {"person"}


def test_a_mention_keeps_the_kind_that_it_has(table: NameTable) -> None:
    detectors = [Finds(TABLE, "Makron", "place"), Finds(RECOGNISER, "Emmanuel Makron", "person")]
    (document,) = detect_mentions(["Emmanuel Makron"], detectors, table)
    assert {mention.surface: mention.kind for mention in document.mentions}["Makron"] == "place"


def test_texts_come_back_in_order_while_more_are_read(table: NameTable) -> None:
    texts = (f"{number} Makron" for number in count())
    documents = islice(detect_mentions(texts, [Finds(TABLE, "Makron"), Finds(CAPITALS, "Makron")], table), 100)
    assert [document.text for document in documents] == [f"{number} Makron" for number in range(100)]


def test_a_text_without_detectors_has_words_and_no_mentions(table: NameTable) -> None:
    (document,) = detect_mentions(["Mr Makron"], [], table)
    assert ([word.text for word in document.words], document.mentions) == (["Mr", "Makron"], ())


@pytest.mark.parametrize(
    ("surface", "ids"),
    [("Biden", {"person/joe-biden", "person/hunter-biden"}), ("KIEV", {"place/kyiv"}), ("Makron", set())],
)
def test_a_mention_knows_all_its_meanings(table: NameTable, surface: str, ids: set[str]) -> None:
    (document,) = detect_mentions([f"in {surface}"], [Finds(TABLE, surface)], table)
    assert {form.entity.id for form in document.mentions[0].forms} == ids


def test_a_name_over_a_line_break_within_a_sentence_is_one_mention(table: NameTable) -> None:
    line = "The finance ministers of the seven countries met on Monday with Emmanuel"
    text = f"{line}\nMacron and Keir\nStarmer."
    found = {mention.surface: mention for mention in next(detect_mentions([text], [Gazetteer(table)], table)).mentions}
    assert text[found["Emmanuel Macron"].start : found["Emmanuel Macron"].end] == "Emmanuel\nMacron"
    assert "Keir Starmer" not in found
