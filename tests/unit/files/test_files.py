from __future__ import annotations

from pathlib import PurePath

import pytest

from namefix import registry
from namefix.files import format_of, known_suffixes
from namefix.files.html_file import HtmlFile
from namefix.files.markdown_file import MarkdownFile
from namefix.files.plain_text import PlainText


def test_a_suffix_belongs_to_one_format() -> None:
    suffixes = [suffix for name in registry.FILE_FORMATS for suffix in registry.load("file format", name)().suffixes]
    assert len(suffixes) == len(set(suffixes)) == len(known_suffixes())
    assert all(suffix.startswith(".") and suffix.islower() for suffix in suffixes)


@pytest.mark.parametrize(
    ("name", "kind"), [("a.HTML", HtmlFile), ("a.md", MarkdownFile), ("a", PlainText), ("a.html.log", PlainText)]
)
def test_the_suffix_says_how_a_file_is_read(name: str, kind: type) -> None:
    assert isinstance(format_of(PurePath(name)), kind)


def test_suffixes_of_ones_own() -> None:
    assert isinstance(format_of(PurePath("a.njk"), {".njk": "html"}), HtmlFile)
