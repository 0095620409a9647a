"""Reading of HTML and XML elements: text that is read, text that is skipped, and separators."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass

from namefix.files.mapped_text import Escape
from namefix.files.text_builder import TextBuilder

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark meter nobr output q rb ruby s slot small "
    "span strike strong sub sup time u var wbr".split()
)
"""Inline elements of HTML, which do not separate the text around them."""

CODE = frozenset("code kbd samp tt".split())
SKIPPED = CODE | frozenset(
    "applet audio canvas embed iframe math noembed noframes object rp rt script style svg template textarea video".split()
)
"""Elements of HTML whose content is code, a formula, a form value, or embedded."""

_AMONG_WORDS = CODE | frozenset("img math svg".split())
"""Inline elements that are skipped."""

_ENDED_BY_THE_NEXT = "p"
"""The element that cannot be nested and often has no end tag."""

_LONGEST_REFERENCE = 40
"""Maximum length of a character reference; the longest name of HTML has 33 letters, and Python refuses to read long numbers."""

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Soft hyphens and other invisible characters, which are dropped if written as references."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The treatment of elements; those not listed separate their text from the text around them.

    If `roots` is not empty, only text within these elements is read.
    """

    inline: frozenset[str] = INLINE
    skipped: frozenset[str] = SKIPPED
    preserved: frozenset[str] = frozenset({"pre", "listing", "xmp"})
    breaks: frozenset[str] = frozenset({"br"})
    roots: frozenset[str] = frozenset()


class MarkupReader:
    """Collector of the reading text from the tags of a file.

    Elements marked as not to be translated (`translate="no"`, class `notranslate`) are skipped, and so are elements marked
    as another language than English, except the outermost one.
    """

    def __init__(self, source: str, escape: Escape, rules: Rules) -> None:
        self._source, self._rules = source, rules
        self.builder = TextBuilder(source, escape)
        self._skipped_by, self._skipped_depth = "", 0
        self._preserved = self._in_roots = self._opened = 0

    def open(self, name: str, attributes: Mapping[str, str | None], *, is_empty: bool = False) -> None:
        """Follow a start tag."""
        self._opened += 1
        if name == self._skipped_by == _ENDED_BY_THE_NEXT:
            self.close(name)
        if self._skipped_depth:
            self._skipped_depth += name == self._skipped_by and not is_empty
            return
        self._separate(name)
        if is_empty:
            if name == "img" and not self._is_left_out():
                self.builder.add_sign()
            return
        if name in self._rules.skipped or _is_untranslated(attributes) or self._is_foreign(name, attributes):
            if self._is_inline(name) and not self._is_left_out():
                self.builder.add_sign()
            self._skipped_by, self._skipped_depth = name, 1
            return
        self._preserved += name in self._rules.preserved
        self._in_roots += name in self._rules.roots

    def close(self, name: str) -> None:
        """Follow an end tag."""
        if self._skipped_depth:
            self._skipped_depth -= name == self._skipped_by
            if not self._skipped_depth:
                self._skipped_by = ""
                self._separate(name)
            return
        self._separate(name)
        self._preserved = max(0, self._preserved - (name in self._rules.preserved))
        self._in_roots = max(0, self._in_roots - (name in self._rules.roots))

    def text(self, start: int, end: int, escape: Escape | None = None) -> None:
        """Read a span of the file without references."""
        if self._is_left_out():
            return
        if self._preserved:
            self.builder.add(self._source[start:end], start, end, escape)
        else:
            self.builder.add_folded(start, end, escape)

    def reference(self, start: int, end: int) -> None:
        """Read a character reference such as `&eacute;`; an unknown one is read literally."""
        text = unescape_reference(self._source[start:end])
        if self._is_left_out() or text in _INVISIBLE:
            return
        if text == self._source[start:end]:
            self.text(start, end)
        elif text.strip(" \t\n\r\f") or self._preserved:
            self.builder.add(text, start, end)
        else:
            self.builder.add_space(start, end)

    def _is_foreign(self, name: str, attributes: Mapping[str, str | None]) -> bool:
        """Return whether an element is marked as not English; the mark of a whole page is ignored, as it is often outdated."""
        if name in ("html", "body") or (self._opened == 1 and self._rules.roots):
            return False
        language = (attributes.get("lang") or "en").lower()
        return language.partition("-")[0] != "en"

    def _is_left_out(self) -> bool:
        return self._skipped_depth > 0 or (bool(self._rules.roots) and not self._in_roots)

    def _separate(self, name: str) -> None:
        if name in self._rules.breaks:
            self.builder.end_line()
        elif not self._is_inline(name):
            self.builder.end_block()

    def _is_inline(self, name: str) -> bool:
        return name in self._rules.inline or name in _AMONG_WORDS


def _is_untranslated(attributes: Mapping[str, str | None]) -> bool:
    classes = (attributes.get("class") or "").split()
    return (attributes.get("translate") or "").lower() == "no" or "notranslate" in classes


def unescape_reference(reference: str) -> str:
    """Return the text of a character reference, or the reference itself if it is unknown or too long.

    Example:
        >>> unescape_reference("&eacute;"), unescape_reference("&#" + "1" * 5000 + ";")[:5]
        ('é', '&#111')
    """
    return html.unescape(reference) if len(reference) <= _LONGEST_REFERENCE else reference


def escaping(encoding: str) -> Escape:
    """Return the escape function for HTML or XML; characters that the encoding lacks become references."""

    def escape(text: str) -> str:
        return html.escape(text, quote=False).encode(encoding, "xmlcharrefreplace").decode(encoding)

    return escape


def in_cdata(text: str) -> str:
    """Return text escaped for a CDATA section."""
    return text.replace("]]>", "]]]]><![CDATA[>")
