from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from tests.builders import decision_of, document_of, edit_in, mention_of

from namefix import Action, CorrectedText, Entity, NameFixer
from namefix.rewrite import rewrite
from namefix.service.annotated_text import AnnotatedText, Annotation
from namefix.service.language_tool import CheckRequest, Sentences, check_answer, languages, software
from namefix.service.text_language import Detected

ENGLISH = Detected("en", 0.9)
ANNA, OTTO, EMIL = (
    Entity(f"person/{name.lower()}-zell", "person", f"{name} Zell") for name in ("Anna", "Otto", "Emil")
)


def request_of(*pieces: Annotation | str, **settings: Any) -> CheckRequest:
    parts = [Annotation(text=piece) if isinstance(piece, str) else piece for piece in pieces]
    return CheckRequest(AnnotatedText(parts), settings.pop("language", "en-US"), **settings)


def doubt(text: str, surface: str, candidates: Iterable[tuple[Entity, float]]) -> CorrectedText:
    """Return a result with one uncertain name."""
    (first, probability), *others = candidates
    decision = decision_of(
        mention_of(text, surface),
        first.name,
        entity=first,
        probability=probability,
        action=Action.REVIEW,
        others=others,
        reason="sounds alike",
    )
    return rewrite(document_of(text), [decision])


def repair(text: str, before: str, after: str) -> CorrectedText:
    decision = decision_of(mention_of(text, before), after, probability=0.93, reason="sounds alike")
    edit = replace(edit_in(text, before, after), decision=decision)
    return CorrectedText(text, text.replace(before, after), (edit,), (), (decision,))


def test_a_repair_is_a_match_with_one_replacement_and_the_reason() -> None:
    text = "It rained. Mr Makron left."
    [match] = check_answer(request_of(text), ENGLISH, repair(text, "Makron", "Macron"))["matches"]
    assert match == {
        "message": "Sure: “Macron” (sounds alike)",
        "shortMessage": "Garbled name",
        "replacements": [{"value": "Macron"}],
        "offset": 14,
        "length": 6,
        "context": {"text": text, "offset": 14, "length": 6},
        "sentence": "Mr Makron left.",
        "type": {"typeName": "Other"},
        "rule": {
            "id": "NAMEFIX_REPAIR",
            "description": "A garbled name of a person or place",
            "issueType": "misspelling",
            "category": {"id": "NAMES", "name": "Names"},
            "isPremium": False,
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }


def test_an_uncertain_name_is_a_match_with_its_candidates_in_order() -> None:
    text = "There Ana Zel waited."
    result = doubt(text, "Ana Zel", [(ANNA, 0.4), (OTTO, 0.3), (EMIL, 0.001)])
    [match] = check_answer(request_of(text), ENGLISH, result)["matches"]
    assert match["message"] == "Uncertain: perhaps “Anna Zell” (sounds alike)"
    assert match["replacements"] == [{"value": "Anna Zell"}, {"value": "Otto Zell"}]
    assert (match["rule"]["id"], match["rule"]["issueType"]) == ("NAMEFIX_UNCERTAIN", "uncategorized")
    assert text[match["offset"] : match["offset"] + match["length"]] == "Ana Zel"


def test_candidates_that_share_words_with_the_text_replace_the_same_span() -> None:
    text = "There Ana Zell waited."
    [match] = check_answer(request_of(text), ENGLISH, doubt(text, "Ana Zell", [(ANNA, 0.4), (OTTO, 0.3)]))["matches"]
    assert (match["length"], match["replacements"]) == (3, [{"value": "Anna"}, {"value": "Otto"}])


def test_what_is_switched_off_is_not_told() -> None:
    text = "Mr Makron left."
    wanted = request_of(text, rules=frozenset({"NAMEFIX_UNCERTAIN"}))
    assert check_answer(wanted, ENGLISH, repair(text, "Makron", "Macron"))["matches"] == []


def test_a_name_with_markup_within_it_is_told_but_not_written_over() -> None:
    text = "Mr Makron left."
    pieces = ("Mr Mak", Annotation(markup="<b>"), "ron", Annotation(markup="</b>"), " left.")
    [match] = check_answer(request_of(*pieces), ENGLISH, repair(text, "Makron", "Macron"))["matches"]
    assert (match["offset"], match["length"], match["replacements"]) == (3, 9, [])
    assert match["message"].endswith("It contains markup: edit it by hand")


def test_matches_are_in_the_order_of_the_text(fixer: NameFixer) -> None:
    text = "Tiblisi heard 😀 Emmanuel Makron in Tiblisi, " + "and again " * 9 + "Tiblisi."
    matches = check_answer(request_of(text), ENGLISH, fixer.fix(text))["matches"]
    sent = text.encode("utf-16-le")
    cuts = [
        sent[2 * match["offset"] : 2 * (match["offset"] + match["length"])].decode("utf-16-le") for match in matches
    ]
    assert cuts == ["Tiblisi", "Makron", "Tiblisi", "Tiblisi"]
    for match in matches:
        shown = match["context"]["text"].encode("utf-16-le")
        start = 2 * match["context"]["offset"]
        assert shown[start : start + 2 * match["context"]["length"]].decode("utf-16-le") in cuts
    assert matches[-1]["context"]["text"].startswith("…")


@pytest.mark.parametrize(
    ("language", "variants", "detected", "code", "detected_code"),
    [
        ("en-GB", (), ENGLISH, "en-GB", "en-GB"),
        ("auto", (), ENGLISH, "en-US", "en-US"),
        ("auto", ("de-AT", "en-AU"), ENGLISH, "en-AU", "en-AU"),
        ("auto", (), Detected("de", 0.9), "de", "de"),
        ("en-US", (), Detected("de", 0.9), "en-US", "de"),
    ],
)
def test_the_language_is_told(
    language: str, variants: tuple[str, ...], detected: Detected, code: str, detected_code: str
) -> None:
    told = check_answer(request_of("x", language=language, variants=variants), detected, None)["language"]
    assert (told["code"], told["detectedLanguage"]["code"]) == (code, detected_code)
    assert told["detectedLanguage"]["confidence"] == 0.9
    assert told["name"]


@pytest.mark.parametrize(("language", "is_read"), [("en", True), ("EN-gb", True), ("auto", True), ("de-DE", False)])
def test_english_is_read(language: str, is_read: bool) -> None:
    assert request_of("x", language=language).is_read is is_read


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Makron", "Makron"),
        ("One. Makron? Two.", "Makron?"),
        ("One.\nMr Makron\nTwo.", "Mr Makron"),
        ("“One.” “Makron!” Two.", "“Makron!”"),
        ("One. Mr. J. Makron left. Two.", "Mr. J. Makron left."),
        ("He (Makron, 1.5 of it) left. Two.", "He (Makron, 1.5 of it) left."),
    ],
)
def test_the_sentence_is_found(text: str, sentence: str) -> None:
    start = text.index("Makron")
    assert Sentences(text).at(start, start + 6) == sentence


def test_clients_are_told_what_they_look_for() -> None:
    assert {"name", "version", "buildDate", "apiVersion", "premium", "status"} <= software().keys()
    assert {language["code"] for language in languages()} == {"en"}
