"""Reading of one part of a Word document, in WordprocessingML."""

from __future__ import annotations

import html

from namefix.files.decoding import Decoded
from namefix.files.mapped_text import MappedText
from namefix.files.markup import escaping, in_cdata
from namefix.files.text_builder import OBJECT, TextBuilder
from namefix.files.xml_events import decode_xml, parse_xml

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_BLOCKS = frozenset("p tbl tc".split())
_LINE_BREAKS = frozenset("br cr tab".split())
_SIGNS = dict.fromkeys("drawing object pict sym".split(), OBJECT) | {"noBreakHyphen": "-"}
_GONE = frozenset("del moveFrom".split())
"""Tracked changes whose text was deleted or moved away."""


def read_part(content: bytes, path: str) -> MappedText:
    """Return the text of the runs (`w:t`), with one block a paragraph.

    Raises:
        InputError: If the part is not well-formed.
    """
    source = decode_xml(content, path)
    handler = _Runs(source)
    parse_xml(source, handler, path)
    return MappedText(source, handler.builder.pieces, path)


class _Runs:
    """Collector of the text of runs."""

    def __init__(self, source: Decoded) -> None:
        self._source = source.text
        self.builder = TextBuilder(source.text, escaping(source.encoding))
        self._is_text = False
        self._gone = 0

    def open(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - a protocol gives them
        if not name.startswith(_WORD):
            return
        local = name.rpartition(" ")[2]
        self._is_text = self._is_text or local == "t"
        self._gone += local in _GONE
        if local in _BLOCKS:
            self.builder.end_block()
        elif local in _LINE_BREAKS:
            self.builder.end_line()
        elif local in _SIGNS and not self._gone:
            self.builder.add_sign(_SIGNS[local])

    def close(self, name: str) -> None:
        if not name.startswith(_WORD):
            return
        local = name.rpartition(" ")[2]
        self._is_text = self._is_text and local != "t"
        self._gone -= local in _GONE
        if local in _BLOCKS:
            self.builder.end_block()

    def text(self, start: int, end: int, *, is_cdata: bool) -> None:
        if not self._is_text or self._gone:
            return
        if is_cdata:
            self.builder.add_folded(start, end, in_cdata)
        elif self._source[start] == "&":
            self.builder.add(html.unescape(self._source[start:end]), start, end)
        else:
            self.builder.add_folded(start, end)
