"""Lossless decoding and encoding of files: encoding, byte-order mark and line ends are kept."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from namefix.errors import InputError, OutputError
from namefix.utf8_lines import not_utf8

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LOOKED_AT = 8192
"""Number of bytes at the start in which a zero byte marks a binary file, as in Git."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file without its byte-order mark, which is `mark`."""

    text: str
    encoding: str
    mark: bytes

    def encode(self, text: str, path: str) -> bytes:
        """Return a text as bytes in the encoding of the file, with its byte-order mark.

        Raises:
            OutputError: If the encoding lacks a character.
        """
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            letter = error.object[error.start]
            problem = f"its encoding {self.encoding} lacks {letter!r}, which a name needs; convert the file to UTF-8"
            raise OutputError(path, problem) from error


def is_binary(content: bytes) -> bool:
    """Return whether a file is binary: it has zero bytes but no byte-order mark of UTF-16."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return not marked and b"\0" in content[:LOOKED_AT]


def decode(content: bytes, path: str, declared: str | None = None) -> Decoded:
    """Return the text of a file; a byte-order mark takes precedence over the declared encoding, the default is UTF-8.

    Raises:
        InputError: If the bytes are invalid in that encoding, or decoding would lose information.
    """
    mark, encoding = next(
        ((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", declared or "utf-8")
    )
    try:
        text = content[len(mark) :].decode(encoding)
        survives = mark + text.encode(encoding) == content
    except UnicodeDecodeError as error:
        if is_binary(content):
            raise InputError(path, None, "is not text: it has zero bytes; leave it out, or convert it") from error
        line = error.object.count(b"\n", 0, error.start) + 1
        if encoding == "utf-8":
            raise InputError(path, line, not_utf8(error, path, "the text")) from error
        raise InputError(path, line, f"not in the declared encoding {encoding}: {error.reason}") from error
    except (LookupError, UnicodeError) as error:
        problem = f"unknown declared encoding {encoding!r}; convert the file to UTF-8 and declare that"
        raise InputError(path, None, problem) from error
    if not survives:
        raise InputError(path, None, f"cannot be decoded from {encoding} without loss; convert it to UTF-8")
    return Decoded(text, encoding, mark)
