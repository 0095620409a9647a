from __future__ import annotations

from tests.builders import edit_in
from tests.unit.files.reading import file_of
from tests.unit.files.test_docx_file import made_by_word


def test_an_edit_that_markup_has_no_place_for_is_left_out() -> None:
    file = file_of("> Zelen\n> **sky** and Makron", "a.md")
    text = file.readable.text
    edits = [edit_in(text, "Zelen sky", "Zelensky"), edit_in(text, "Makron", "Macron")]
    content, left_out = file.written(edits)
    assert content == b"> Zelen\n> **sky** and Macron"
    assert list(left_out) == edits[:1]


def test_without_edits_the_file_stays_byte_for_byte() -> None:
    content = b"\xef\xbb\xbfMr\r\nMacron\x00"
    assert file_of(content, "a.txt").written(()) == (content, ())


def test_a_place_is_one_of_the_file() -> None:
    file = file_of("<p>\n&eacute; <b>Makron</b>", "a.html")
    place = file.place(edit_in(file.readable.text, "Makron", "Macron"))
    assert (place.line, place.column, place.line_text) == (2, 13, "&eacute; <b>Makron</b>")


def test_a_packed_file_has_no_markup() -> None:
    assert file_of("<p>x", "a.html").readable.markup == "<p>x"
    assert file_of(made_by_word(), "a.docx").readable.markup is None
