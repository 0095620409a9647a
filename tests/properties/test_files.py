"""Files of every kind: what is outside edits stays byte for byte, and the repairs are those of the plain text."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import edit_in
from tests.properties.rendered import (
    Renderer,
    Segment,
    docx_of,
    docx_part_of,
    html_of,
    markdown_of,
    srt_of,
    story_of,
)

from namefix import CorrectedText, NameFixer
from namefix.errors import InputError, OutputError
from namefix.files import format_of, known_suffixes
from namefix.files.fixed_file import fix_content
from namefix.files.text_builder import OBJECT

_FILES = 100
_FEW = 4
"""Repairs of Markdown that are refused: "Zelen" and "sky" in two lines, the second one in bold letters."""

_TEXTS: dict[str, Renderer] = {"page.html": html_of, "page.md": markdown_of, "film.srt": srt_of}


@pytest.fixture(scope="module")
def results(fixer: NameFixer) -> list[CorrectedText]:
    """The repairs of the plain texts."""
    return list(fixer.fix_many(story_of(seed).text for seed in range(_FILES)))


def pairs(result: CorrectedText) -> list[tuple[str, str]]:
    return [(edit.before, edit.after) for edit in result.edits]


def assert_only_words_changed(segments: list[Segment], changed: set[int], content: str) -> None:
    """Everything but the words in question, and a space between two of them, stands where it stood."""
    pattern, last = "", -1
    for segment in segments:
        if segment.token is not None:
            last = segment.token
        if segment.token in changed:
            pattern += "(.*?)"
        elif (segment.text.isspace() or segment.text == "&#32;") and {last, last + 1} <= changed:
            pattern += f"(?:{re.escape(segment.text)})?"
        else:
            pattern += re.escape(segment.text)
    assert re.fullmatch(pattern, content, re.DOTALL)


def words_of(text: str) -> list[str]:
    """Return the words of a text, without the signs for what is not text."""
    return text.replace(OBJECT, " ").split()


def changed_words(seed: int, result: CorrectedText) -> set[int]:
    story = story_of(seed)
    return {number for edit in result.edits for number in story.tokens_within(edit.start, edit.end)}


def test_the_stories_are_worth_it(results: list[CorrectedText]) -> None:
    edits = [edit for result in results for edit in result.edits]
    assert len(edits) > _FILES
    assert len({edit.before for edit in edits}) > 5


@pytest.mark.parametrize("name", _TEXTS)
def test_text_files(name: str, fixer: NameFixer, results: list[CorrectedText]) -> None:
    kind = format_of(PurePath(name))
    refused = 0
    for seed, plain in enumerate(results):
        segments = list(_TEXTS[name](story_of(seed), random.Random(seed)))  # noqa: S311 - the same each time
        content = "".join(segment.text for segment in segments).encode()
        file = fix_content(content, name, kind, fixer.fix)
        assert words_of(file.readable.text) == story_of(seed).text.split(), seed
        assert file.readable.write([]) == content
        assert pairs(file.result) == pairs(plain), seed
        written, left_out = file.written(file.result.edits)
        assert_only_words_changed(segments, changed_words(seed, plain), written.decode())
        if left_out:
            refused += len(left_out)
        else:
            assert words_of(kind.read(written, name).text) == plain.text.split(), seed
    assert refused <= (_FEW if name == "page.md" else 0)


def test_word_documents(fixer: NameFixer, results: list[CorrectedText]) -> None:
    kind = format_of(PurePath("text.docx"))
    for seed, plain in enumerate(results):
        segments = list(docx_part_of(story_of(seed), random.Random(seed)))  # noqa: S311 - the same each time
        content = docx_of("".join(segment.text for segment in segments))
        file = fix_content(content, "text.docx", kind, fixer.fix)
        assert file.readable.text.split() == story_of(seed).text.split(), seed
        assert pairs(file.result) == pairs(plain), seed
        written, left_out = file.written(file.result.edits)
        assert not left_out
        assert kind.read(written, "text.docx").text.split() == plain.text.split(), seed
        body = _other_parts_are_the_same(content, written)
        assert_only_words_changed(segments, changed_words(seed, plain), body.decode())


def _other_parts_are_the_same(content: bytes, written: bytes) -> bytes:
    """Compare two packages in all but `word/document.xml`, and return that of the second."""
    told = ("filename", "date_time", "compress_type", "external_attr", "extra", "comment")
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(io.BytesIO(written)) as new:
        for before, after in zip(old.infolist(), new.infolist(), strict=True):
            assert [getattr(before, name) for name in told] == [getattr(after, name) for name in told]
            assert before.filename == "word/document.xml" or old.read(before) == new.read(after)
        return new.read("word/document.xml")


_MARKUP = st.lists(
    st.sampled_from(
        "< > & </p> <p> <b> </b> <!-- --> <![CDATA[ ]]> <code> </code> <br/> &amp; &#x; &#1114112; &copy <? ?> \\ * ** _ ` ``` "
        "[ ] ( ) [[ | ]] ~~ # > - --- +++ 1. | :- $ ! \r\n \n \n\n \t \0 é 基 \u00ad \ufeff 00:00:01,000 --> 00:00:02,000 WEBVTT "
        "{\\an8} Makron Kiel Stamer <nitf> <body> </body> </nitf> <html lang=de> translate=no".split(" ")
    ),
    max_size=40,
).map(" ".join)


@pytest.mark.parametrize("name", [f"a{suffix}" for suffix in known_suffixes()])
@given(text=_MARKUP)
@settings(max_examples=60)
def test_whatever_comes_is_read_or_refused_and_stays(name: str, text: str) -> None:
    kind = format_of(PurePath(name))
    content = text.encode()
    try:
        file = fix_content(content, name, kind, lambda text: CorrectedText(text, text))
    except InputError:
        return
    readable = file.readable
    assert readable.write([]) == content
    for match in re.finditer(r"Makron|Kiel Stamer", readable.text):
        place = readable.place(*match.span())
        assert place.byte_start is not None
        assert content[place.byte_start : place.byte_end]
        try:
            edit = edit_in(
                readable.text, match[0], "Macron" if match[0] == "Makron" else "Keir Starmer", at=match.start()
            )
            file.written([edit])
        except OutputError:
            continue
