"""Markdown: reads prose, without code, HTML blocks, front matter, link targets and labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from namefix.errors import InputError, MissingExtraError
from namefix.files.decoding import decode
from namefix.files.mapped_text import MappedText
from namefix.files.markup import SKIPPED
from namefix.files.text_builder import TextBuilder
from namefix.files.xml_events import Offsets

try:
    import pyromark
except ImportError:  # an extra
    pyromark = None  # type: ignore[assignment]

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#&|~$^]")
_HTML_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)[^>]*?(/?)>")
_NESTED = re.compile(r"(?:^|[\r\n])(?:[ \t>]|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])){2000}")
"""The start of a line with thousands of levels of quotations and lists, of which the parser looks at each in each line."""

_INLINE = frozenset("Emphasis Strong Strikethrough Link".split())
"""Inline elements; all others separate the text around them."""

_SKIPPED = frozenset("CodeBlock HtmlBlock MetadataBlock Image".split())
_BY_LABEL = frozenset("Shortcut Collapsed".split())
"""Link types whose text is also the label of the target and therefore must not change."""


class _Event(NamedTuple):
    """An event of the parser: "Start" or "End" of an element, "Text", "SoftBreak", ..., with a span in bytes."""

    what: str
    element: str
    details: Any
    start: int
    end: int


class MarkdownFile:
    """Reader of Markdown, by pulldown-cmark: CommonMark with GitHub extensions, footnotes, wiki links and front matter.

    The text of a link is read unless it is the label of its target. Alternative texts of images are skipped.
    """

    suffixes: tuple[str, ...] = (".md", ".markdown", ".mdown")

    def read(self, content: bytes, path: str) -> MappedText:
        """Return the prose with one block a paragraph.

        Raises:
            InputError: If it is not UTF-8, or a line begins with more than 2,000 marks of quotations and lists.
            MissingExtraError: If pyromark, the binding of pulldown-cmark, is not installed.
        """
        if pyromark is None:
            raise MissingExtraError(f"Markdown ({path})", "markdown")
        source = decode(content, path)
        if nested := _NESTED.search(source.text):
            line = len(source.text[: nested.end()].splitlines())
            raise InputError(path, line, "begins with more than 2,000 spaces and marks of quotations and lists")
        reader = _Reader(source.text)
        for event in _events(source.text):
            reader.take(event)
        return MappedText(source, reader.builder.pieces, path)


def _events(text: str) -> Iterator[_Event]:
    options = (
        pyromark.Options.ENABLE_TABLES
        | pyromark.Options.ENABLE_FOOTNOTES
        | pyromark.Options.ENABLE_STRIKETHROUGH
        | pyromark.Options.ENABLE_TASKLISTS
        | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
        | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
        | pyromark.Options.ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | pyromark.Options.ENABLE_GFM
        | pyromark.Options.ENABLE_DEFINITION_LIST
        | pyromark.Options.ENABLE_WIKILINKS
    )
    for event, span in pyromark.events_with_range(text, options=options):
        what, inner = next(iter(event.items())) if isinstance(event, dict) else (event, "")
        element, details = next(iter(inner.items())) if isinstance(inner, dict) else (inner, None)
        yield _Event(what, str(element), details, span["start"], span["end"])


class _Reader:
    """Collector of the text from the events of the parser."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offsets = Offsets(text.encode("utf-8"))
        self.builder = TextBuilder(text, _escape)
        self._skipped_depth = self._in_html = 0

    def take(self, event: _Event) -> None:
        if event.what in ("Start", "End"):
            self._take_element(event)
        elif event.what == "InlineHtml":
            self._take_html(event.element)
        elif self._skipped_depth or self._in_html:
            return
        elif event.what == "Text":
            self._take_text(event)
        elif event.what == "SoftBreak":
            start = self._offsets.to_text(event.start)
            self.builder.add_space(start, self._offsets.to_text(event.end), is_bound=True)
        elif event.what == "HardBreak":
            self.builder.end_line()
        elif event.what in ("Rule", "TaskListMarker"):
            self.builder.end_block()
        else:
            self.builder.add_sign()

    def _take_element(self, event: _Event) -> None:
        if event.element not in _INLINE and event.element != "Image":
            self.builder.end_block()
            self._in_html = 0
        if self._skipped_depth:
            self._skipped_depth += 1 if event.what == "Start" else -1
        elif event.what == "Start" and (event.element in _SKIPPED or _is_label(event)):
            self._skipped_depth = 1
            if event.element in ("Image", "Link"):
                self.builder.add_sign()

    def _take_text(self, event: _Event) -> None:
        start = self._offsets.to_text(event.start)
        end = self._offsets.to_text(event.end)
        if self._text[start:end] == event.element:
            self.builder.add_folded(start, end)
        else:
            self.builder.add(event.element, start, end)

    def _take_html(self, tag: str) -> None:
        """Follow a tag in the prose; ignore comments and declarations."""
        if not (match := _HTML_TAG.match(tag)):
            return
        closes, name, is_empty = match[1], match[2].lower(), match[3]
        if name == "br":
            self.builder.end_line()
        elif name in SKIPPED and not is_empty:
            if not closes and not self._in_html:
                self.builder.add_sign()
            self._in_html = max(0, self._in_html + (-1 if closes else 1))


def _is_label(event: _Event) -> bool:
    """Return whether the text of a link is the label of its target."""
    if event.element != "Link":
        return False
    link_type = event.details["link_type"]
    if isinstance(link_type, dict):
        return not link_type["WikiLink"]["has_pothole"]
    return link_type in _BY_LABEL


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)
