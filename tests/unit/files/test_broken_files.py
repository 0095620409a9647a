"""Files that once took quadratic time or memory, or raised another error than those of namefix."""

from __future__ import annotations

import gc
import time
from contextlib import suppress
from pathlib import PurePath

import pytest
from tests.unit.files.reading import file_of, read

from namefix.errors import InputError
from namefix.files import format_of

CUE = "1\n00:00:01,000 --> 00:00:02,000\n"
REPEATED = [
    *(
        ("a.html", "", unit, "")
        for unit in ("<a", "<a ", "\n<a", "<!--", "</", "</a", "<![CDATA[", "<?", "<!", "<p a=b")
    ),
    *(("a.html", "", unit, "") for unit in ("<a b='", '<a b="c" ', "<a href=", "</script", "<title></titl")),
    ("a.md", "", "_a_", ""),
    ("a.md", "", "[a](", ""),
    ("a.md", "", ">", "a\n"),
    ("a.md", "", "- ", "a\n"),
    ("a.srt", CUE, "<a", ""),
    ("a.srt", CUE, "\na", ""),
]


def seconds(name: str, content: str, times: int) -> float:
    """Return the least processor time of several to read a file, or to refuse it, without garbage collection."""
    kind, used = format_of(PurePath(name)), []
    gc.disable()
    for _ in range(times):
        begun = time.process_time()
        with suppress(InputError):
            kind.read(content.encode(), name)
        used.append(time.process_time() - begun)
    gc.enable()
    return min(used)


@pytest.mark.parametrize(("name", "head", "unit", "tail"), REPEATED)
def test_time_is_linear_in_the_size_of_a_broken_file(name: str, head: str, unit: str, tail: str) -> None:
    small, large = (head + unit * number + tail * number for number in (5_000, 40_000))
    assert seconds(name, large, times=2) < 4 * 8 * max(0.02, seconds(name, small, times=1))


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.md", "\n\n" + "> " * 1_001 + "a\n", r"a\.md:3: begins with more than 2,000"),
        ("a.xml", "<!DOCTYPE nitf [<!ATTLIST p a CDATA 'b'>]><nitf/>", r"a\.xml:1: declares attributes of 'p'"),
    ],
)
def test_what_would_take_longer_is_refused(name: str, content: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        read(content, name)


def test_a_page_of_tags_without_end_is_read_or_refused() -> None:
    """Newer versions of Python read it in linear time."""
    try:
        assert read("text\n" + "<!--" * 50_000, "a.html").startswith("text")
    except InputError as error:
        assert str(error).startswith("a.html:2: has too many tags")  # noqa: PT017


def test_a_page_with_some_tags_without_end_is_read() -> None:
    page = "Mr Makron said <b class='x>that " + "<a href=" * 12
    assert read(page, "a.html").startswith("Mr Makron said")


@pytest.mark.parametrize("name", ["a.html", "a.vtt"])
def test_a_reference_with_thousands_of_digits_is_read_literally(name: str) -> None:
    reference = f"&#{'1' * 5_000};"
    start = "WEBVTT\n\n00:01.000 --> 00:02.000\n" if name == "a.vtt" else ""
    assert read(f"{start}Makron {reference} spoke", name) == f"Makron {reference} spoke"


def test_places_in_one_long_line_share_its_text() -> None:
    readable = file_of("\ufefffirst\n" + "Makron " * 1_000, "a.txt").readable
    first, second = (readable.place(at, at + 6) for at in (6, 13))
    assert first.line_text is second.line_text
    assert (second.byte_start, second.byte_end, second.column) == (16, 22, 8)
    assert readable.place(6, 12) == first
