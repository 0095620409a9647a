"""XML events from expat with the position of each piece of text; malicious documents are refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol
from xml.parsers import expat

from namefix.errors import InputError
from namefix.files.decoding import Decoded, decode

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([\w.-]+)")
_LOOKED_AT = 256

LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"
"""The attribute xml:lang in the notation of expat: namespace, space, local name."""


class XmlHandler(Protocol):
    """Receiver of the events of a document; names are "namespace local", or the local name alone."""

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """Handle a start tag."""
        ...

    def close(self, name: str) -> None:
        """Handle an end tag."""
        ...

    def text(self, start: int, end: int, *, is_cdata: bool) -> None:
        """Handle a span of the decoded document: text without references, or a single reference."""
        ...


class Offsets:
    """Conversion of byte offsets in UTF-8 to offsets of the text; fast for ascending offsets.

    Example:
        >>> offsets = Offsets("é!".encode())
        >>> offsets.to_text(2), offsets.to_text(3)
        (1, 2)
    """

    def __init__(self, raw: bytes) -> None:
        self._raw, self._byte, self._place = raw, 0, 0

    def to_text(self, byte: int) -> int:
        """Return the text offset for a byte offset."""
        if byte < self._byte:
            self._byte = self._place = 0
        self._place += len(self._raw[self._byte : byte].decode("utf-8"))
        self._byte = byte
        return self._place


def decode_xml(content: bytes, path: str) -> Decoded:
    """Return the text of a document, decoded by its declared encoding or else as UTF-8."""
    found = _DECLARED.search(content[:_LOOKED_AT])
    return decode(content, path, found[1].decode("ascii").lower() if found else None)


def parse_xml(source: Decoded, handler: XmlHandler, path: str) -> None:
    """Pass the events of a document to a handler.

    Documents that declare entities or attributes are refused: news do not need them, entities can expand to gigabytes or
    include other files, and declared attributes take quadratic time. Nothing outside the document is read.

    Raises:
        InputError: If the document is not well-formed, or declares entities or attributes.
    """
    feed = _Feed(source, handler, path)
    try:
        feed.run()
    except expat.ExpatError as error:
        raise InputError(path, error.lineno, f"not well-formed XML: {expat.ErrorString(error.code)}") from error


@dataclass
class _Feed:
    source: Decoded
    handler: XmlHandler
    path: str
    is_cdata: bool = False

    def run(self) -> None:
        self._raw = self.source.text.encode("utf-8")
        self._offsets = Offsets(self._raw)
        self._parser = parser = expat.ParserCreate("utf-8", " ")
        parser.StartElementHandler = self.handler.open
        parser.EndElementHandler = self.handler.close
        parser.CharacterDataHandler = self._text
        parser.SkippedEntityHandler = lambda name, is_parameter: None if is_parameter else self._text(f"&{name};")
        parser.StartCdataSectionHandler = lambda: self._in_cdata(True)
        parser.EndCdataSectionHandler = lambda: self._in_cdata(False)
        parser.EntityDeclHandler = lambda name, *_: self._refuse(f"the entity {name!r}", "write its text instead")
        parser.AttlistDeclHandler = lambda name, *_: self._refuse(f"attributes of {name!r}", "remove the declaration")
        parser.Parse(self._raw, True)

    def _in_cdata(self, is_cdata: bool) -> None:
        self.is_cdata = is_cdata

    def _text(self, data: str) -> None:
        at = self._parser.CurrentByteIndex
        if not self.is_cdata and self._raw.startswith(b"&", at):
            end = self._raw.index(b";", at) + 1
        elif self._raw.startswith(b"\r\n", at):
            end = at + 2
        else:
            end = at + len(data.encode("utf-8"))
        start = self._offsets.to_text(at)
        self.handler.text(start, self._offsets.to_text(end), is_cdata=self.is_cdata)

    def _refuse(self, declared: str, remedy: str) -> None:
        problem = f"declares {declared}, which is not allowed; {remedy}"
        raise InputError(self.path, self._parser.CurrentLineNumber, problem)
