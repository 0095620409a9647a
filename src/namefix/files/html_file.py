"""HTML pages: reads the text between tags, without attributes, code, scripts and comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import accumulate

from namefix.errors import InputError
from namefix.files.decoding import decode
from namefix.files.mapped_text import MappedText
from namefix.files.markup import MarkupReader, Rules, escaping

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding=[\"']([\w.-]+)", re.I
)
_LOOKED_AT = 1024
"""Number of bytes at the start in which browsers look for the encoding."""

_ALSO_CALLED = dict.fromkeys("ascii us-ascii latin1 latin-1 iso-8859-1 iso8859-1 l1".split(), "cp1252")
"""Encodings that browsers read as Windows-1252, of which they are subsets."""

_MOST_RESCANNED = 16
"""Most times that a page is searched for the ends of tags that have none, so that the time is linear in its size."""

_FEWEST_RESCANNED = 2**16
"""Number of characters that are always searched, so that short pages are read however broken they are."""

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without content and end tag."""


class HtmlFile:
    """Reader of HTML, by html.parser.

    Blocks, list items and table cells become paragraphs; white space is collapsed as in browsers. The lines of `pre` are
    kept; `code` and similar elements are skipped. Pages with many tags, comments or quotation marks without end are refused.
    """

    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def read(self, content: bytes, path: str) -> MappedText:
        """Return the text of the page, its title first.

        Raises:
            InputError: If the page is not in its declared encoding, or cannot be parsed.
        """
        found = _CHARSET.search(content[:_LOOKED_AT])
        declared = (found[1] or found[2]).decode("ascii", "replace").lower() if found else None
        source = decode(content, path, _ALSO_CALLED.get(declared or "", declared))
        reader = MarkupReader(source.text, escaping(source.encoding), Rules())
        parser = _Parser(source.text, reader)
        try:
            parser.feed(f"{source.text}\n")  # a reference at the very end would be taken apart
            parser.close()
        except _TooManyUnfinishedError as error:
            problem = "has too many tags, comments or quotation marks without end; close them"
            raise InputError(path, parser.getpos()[0], problem) from error
        except (AssertionError, ValueError) as error:
            raise InputError(path, parser.getpos()[0], f"cannot be parsed as HTML: {error}") from error
        return MappedText(source, reader.builder.pieces, path)


class _TooManyUnfinishedError(Exception):
    """The time to parse a page would be quadratic in its size."""


class _Parser(HTMLParser):
    """Parser that passes tags and text with their positions to a `MarkupReader`.

    For each construct without end, html.parser searches the rest of the page, in vain. The number of characters searched is
    limited.
    """

    def __init__(self, source: str, reader: MarkupReader) -> None:
        super().__init__(convert_charrefs=False)
        self._source, self._reader = source, reader
        self._line_starts = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
        self._rescans_left = max(_FEWEST_RESCANNED, _MOST_RESCANNED * len(source))

    def parse_starttag(self, i: int) -> int:
        """Parse a start tag; return its end, -1 if it has none."""
        return self._counted(i, super().parse_starttag(i))

    def parse_endtag(self, i: int) -> int:
        """Parse an end tag; return its end, -1 if it has none."""
        return self._counted(i, super().parse_endtag(i))

    def parse_comment(self, i: int, report: bool = True) -> int:
        """Parse a comment; return its end, -1 if it has none."""
        return self._counted(i, super().parse_comment(i, report))

    def parse_pi(self, i: int) -> int:
        """Parse a processing instruction; return its end, -1 if it has none."""
        return self._counted(i, super().parse_pi(i))

    def parse_html_declaration(self, i: int) -> int:
        """Parse a declaration; return its end, -1 if it has none."""
        return self._counted(i, super().parse_html_declaration(i))

    def _counted(self, start: int, end: int) -> int:
        if end < 0:
            self._rescans_left -= len(self.rawdata) - start
            if self._rescans_left < 0:
                raise _TooManyUnfinishedError
        return end

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._reader.open(tag, dict(attrs), is_empty=tag in _VOID)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._reader.open(tag, dict(attrs), is_empty=tag in _VOID)

    def handle_endtag(self, tag: str) -> None:
        self._reader.close(tag)

    def handle_data(self, data: str) -> None:
        start = self._at()
        self._reader.text(start, min(start + len(data), len(self._source)))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        start = self._at()
        end = start + len(written)
        self._reader.reference(start, end + self._source.startswith(";", end))

    def _at(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column
