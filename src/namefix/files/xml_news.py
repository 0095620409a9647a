"""News in XML: reads headlines and bodies of NITF, NewsML-G2 and XHTML, without metadata."""

from __future__ import annotations

from namefix.files.mapped_text import Escape, MappedText
from namefix.files.markup import INLINE, SKIPPED, MarkupReader, Rules, escaping, in_cdata
from namefix.files.xml_events import LANGUAGE, decode_xml, parse_xml

_INLINE = INLINE | frozenset(
    "alt-code chron city classifier copyrite copyrite.holder copyrite.year country event frac frac-den frac-num frac-sep "
    "function lang location money name.family name.given num object.title org person postaddr postcode pronounce region "
    "state story.date sublocation virtloc inline".split()
)
"""Inline elements of HTML, NITF and NewsML-G2."""

_BODIES = {
    "nitf": frozenset("body hedline title".split()),
    "html": frozenset("title body".split()),
    **dict.fromkeys(
        "newsMessage newsItem packageItem conceptItem knowledgeItem planningItem".split(),
        frozenset("headline dateline by description inlineXML inlineData".split()),
    ),
}
"""Outermost element → the elements whose text is for readers."""

_ENCODED = "encoding"
"""The attribute that marks Base64 in inlineData."""


class XmlNews:
    """Reader of NITF, NewsML-G2 and XHTML, by expat; other XML gives an empty text.

    References and CDATA sections are preserved. Documents that declare entities are refused.
    """

    suffixes: tuple[str, ...] = (".xml", ".nitf", ".newsml")

    def read(self, content: bytes, path: str) -> MappedText:
        """Return headlines and bodies in the order of the document.

        Raises:
            InputError: If it is not well-formed or declares entities.
        """
        source = decode_xml(content, path)
        handler = _News(source.text, escape=escaping(source.encoding))
        parse_xml(source, handler, path)
        return MappedText(source, handler.reader.builder.pieces if handler.reader else [], path)


class _News:
    """Handler that reads a document by the rules of its outermost element."""

    def __init__(self, source: str, escape: Escape) -> None:
        self._source, self._escape = source, escape
        self.reader: MarkupReader | None = None
        self._is_foreign = False

    def open(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if self.reader is None and not self._is_foreign:
            roots = _BODIES.get(local)
            self._is_foreign = roots is None
            rules = Rules(_INLINE, SKIPPED, roots=roots or frozenset())
            self.reader = MarkupReader(self._source, self._escape, rules) if roots else None
        if self.reader is None:
            return
        known: dict[str, str | None] = {**attributes, "lang": attributes.get(LANGUAGE, attributes.get("lang"))}
        if local == "inlineData" and _ENCODED in attributes:
            known["translate"] = "no"
        self.reader.open(local, known)

    def close(self, name: str) -> None:
        if self.reader:
            self.reader.close(name.rpartition(" ")[2])

    def text(self, start: int, end: int, *, is_cdata: bool) -> None:
        if self.reader is None:
            return
        if is_cdata:
            self.reader.text(start, end, in_cdata)
        elif self._source[start] == "&":
            self.reader.reference(start, end)
        else:
            self.reader.text(start, end)
