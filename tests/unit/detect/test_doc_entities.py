from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span
from tests.builders import corrected, mention_of

from namefix import CorrectedText
from namefix.datatypes import FoundBy, Mention
from namefix.detect.doc_entities import KIND_OF_LABEL, GivenMentions, mentions_of_doc
from namefix.names.target_language import english


def doc_of(text: str, *spans: tuple[int, int, str]) -> Doc:
    doc = spacy.blank("en")(text)
    doc.ents = [Span(doc, start, end, label) for start, end, label in spans]
    return doc


def found_after(result: CorrectedText, *mentions: Mention) -> list[tuple[str, int]]:
    detector = GivenMentions(mentions, result, english())
    [found] = detector.detect([(result.text, tuple(english().find_words(result.text)))])
    return [(mention.surface, mention.start) for mention in found]


def test_entities_whose_label_names_something_are_mentions() -> None:
    doc = doc_of("Makron in Kiev, 3 days", (0, 1, "PERSON"), (2, 3, "LOC"), (4, 6, "DATE"))
    assert [(mention.surface, mention.kind) for mention in mentions_of_doc(doc)] == [
        ("Makron", "person"),
        ("Kiev", "place"),
    ]


def test_other_labels_count_where_they_are_told() -> None:
    doc = doc_of("Makron came", (0, 1, "POLITICIAN"))
    assert mentions_of_doc(doc) == []
    [mention] = mentions_of_doc(doc, {**KIND_OF_LABEL, "POLITICIAN": "person"})
    assert mention.kind == "person"


def test_given_mentions_are_cut_to_the_words_of_the_name() -> None:
    text = "the mayor of Kiev said"
    given = Mention(0, 22, text, "place", FoundBy.RECOGNISER)
    assert found_after(corrected(text), given) == [("Kiev", 13)]


@pytest.mark.parametrize(("text", "found"), [("Kiel @Makron Stamer", []), ("Kiel's Stamer", ["Kiel's Stamer"])])
def test_an_entity_with_a_handle_inside_is_no_name(text: str, found: list[str]) -> None:
    given = Mention(0, len(text), text, "person", "ner")
    assert [surface for surface, _ in found_after(CorrectedText(text, text, ()), given)] == found


@pytest.mark.parametrize(
    ("changes", "want"),
    [
        ([], [("Makron", 0), ("Kiel Stamer", 11), ("Kiev", 26)]),
        ([("Makron", "Emmanuel Macron")], [("Emmanuel Macron", 0), ("Kiel Stamer", 20), ("Kiev", 35)]),
        ([("Kiel Stamer", "Keir Starmer")], [("Makron", 0), ("Keir Starmer", 11), ("Kiev", 27)]),
        ([("Stamer", "Starmer")], [("Makron", 0), ("Kiel Starmer", 11), ("Kiev", 27)]),
    ],
)
def test_given_mentions_move_with_the_text(changes: list[tuple[str, str]], want: list[tuple[str, int]]) -> None:
    text = "Makron met Kiel Stamer in Kiev."
    given = [mention_of(text, surface) for surface in ("Makron", "Kiel Stamer", "Kiev")]
    assert found_after(corrected(text, *changes), *given) == want


@pytest.mark.parametrize(
    ("text", "name"),
    [("The Makron", "Makron"), ("A Makron", "Makron"), ("An Stamer", "Stamer"), ("THE MAKRON", "THE MAKRON")],
)
def test_an_article_is_no_part_of_an_entity_unless_it_is_in_capitals(text: str, name: str) -> None:
    assert [surface for surface, _ in found_after(corrected(text), mention_of(text, text))] == [name]


def test_a_given_mention_begins_where_it_moved_to() -> None:
    text = "Makron, Kiel Stamer"
    given = mention_of(text, "Kiel Stamer")
    assert found_after(corrected(text, ("Makron", "Emmanuel Macron")), given) == [("Kiel Stamer", 17)]
