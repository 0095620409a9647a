"""Plain text, read as a whole."""

from __future__ import annotations

from namefix.files.decoding import decode
from namefix.files.mapped_text import MappedText
from namefix.files.text_builder import TextBuilder


class PlainText:
    """Reader of text in UTF-8, or in UTF-16 with a byte-order mark."""

    suffixes: tuple[str, ...] = (".txt", ".text")

    def read(self, content: bytes, path: str) -> MappedText:
        """Return the whole text.

        Raises:
            InputError: If it is not text.
        """
        source = decode(content, path)
        builder = TextBuilder(source.text, str)
        builder.add(source.text, 0, len(source.text))
        return MappedText(source, builder.pieces, path)
