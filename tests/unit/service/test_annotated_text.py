from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from namefix.service.annotated_text import AnnotatedData, AnnotatedText, Annotation, Utf16Offsets

PIECES = st.lists(
    st.one_of(
        st.builds(lambda text: {"text": text}, st.text("a 😀\n")),
        st.builds(lambda markup: {"markup": markup}, st.text("<b>😀")),
        st.builds(lambda markup, read: {"markup": markup, "interpretAs": read}, st.text("&;x"), st.text("é 😀")),
    ),
    max_size=8,
)


def annotated(*pieces: dict[str, str]) -> AnnotatedText:
    return AnnotatedText(AnnotatedData.model_validate({"annotation": pieces}).pieces())


@given(PIECES)
def test_every_span_of_text_stands_in_what_was_sent_as_javascript_cuts_it(pieces: list[dict[str, str]]) -> None:
    read = annotated(*pieces)
    sent = "".join(piece.get("text", "") + piece.get("markup", "") for piece in pieces).encode("utf-16-le")
    at = 0
    for piece in pieces:
        shown = piece.get("text", piece.get("interpretAs", ""))
        if shown:
            span = read.sent_span(at, at + len(shown))
            cut = sent[2 * span.offset : 2 * (span.offset + span.length)].decode("utf-16-le")
            assert cut == piece.get("text", piece.get("markup"))
        at += len(shown)
    assert at == len(read.text)


@pytest.mark.parametrize(
    ("pieces", "is_whole"),
    [
        ([{"text": "Makron"}], True),
        ([{"markup": "<b>"}, {"text": "Makron"}, {"markup": "</b>"}], True),
        ([{"text": "Mak"}, {"markup": "<b>"}, {"text": "ron"}], False),
        ([{"text": "Mak"}, {"markup": "&#114;", "interpretAs": "r"}, {"text": "on"}], True),
        ([{"markup": "&mak;", "interpretAs": "Mak"}, {"text": "ron"}], True),
        ([{"markup": "&so;", "interpretAs": "So Mak"}, {"text": "ron"}], False),
        ([{"text": "Ma"}, {"markup": "<br>", "interpretAs": "\n"}, {"text": "kron"}], False),
    ],
)
def test_a_name_is_written_over_only_where_no_markup_is_lost(pieces: list[dict[str, str]], is_whole: bool) -> None:
    read = annotated(*pieces)
    end = len(read.text)
    assert read.sent_span(3 if read.text.startswith("So") else 0, end).is_whole is is_whole


def test_what_a_client_makes_of_markdown_is_read() -> None:
    """As annotatedtext-remark 1.2 sends it, with fields of its own."""
    sent = "Mr **Makron** left."
    pieces = [
        {"offset": {"end": 3, "start": 0}, "text": "Mr "},
        {"interpretAs": "", "markup": "**", "offset": {"end": 5, "start": 3}},
        {"offset": {"end": 11, "start": 5}, "text": "Makron"},
        {"interpretAs": "", "markup": "**", "offset": {"end": 13, "start": 11}},
        {"offset": {"end": 19, "start": 13}, "text": " left."},
    ]
    read = AnnotatedText(AnnotatedData.model_validate_json(json.dumps({"annotation": pieces})).pieces())
    assert read.text == "Mr Makron left."
    span = read.sent_span(3, 9)
    assert sent[span.offset : span.offset + span.length] == "Makron"


def test_a_text_alone_is_one_piece() -> None:
    assert AnnotatedData(text="Mr Makron").pieces() == [Annotation(text="Mr Makron")]


@pytest.mark.parametrize(
    "data", ['{"text": "a", "annotation": []}', "{}", '{"annotation": [{"text": "a", "markup": "b"}]}']
)
def test_data_that_is_two_things_or_none_is_refused(data: str) -> None:
    with pytest.raises(ValidationError, match="needs either"):
        AnnotatedData.model_validate_json(data)


@given(st.text("a😀é\U0010ffff"))
def test_units_are_those_of_utf_16(text: str) -> None:
    units = Utf16Offsets(text)
    for at in range(len(text) + 1):
        assert units.of(at) == len(text[:at].encode("utf-16-le")) // 2
