from __future__ import annotations

import codecs

import pytest

from namefix.errors import InputError, OutputError
from namefix.files.decoding import decode, is_binary


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_utf8_there_and_back(mark: bytes) -> None:
    source = decode(mark + "é\r\n".encode(), "a.txt")
    assert (source.text, source.encode(source.text, "a.txt")) == ("é\r\n", mark + "é\r\n".encode())


def test_a_mark_says_more_than_a_declaration() -> None:
    content = codecs.BOM_UTF16_LE + "né".encode("utf-16-le")
    source = decode(content, "a.xml", "iso-8859-1")
    assert (source.text, source.encode("né", "a.xml")) == ("né", content)
    assert not is_binary(content)


@pytest.mark.parametrize(
    ("content", "declared", "problem"),
    [
        (b"ok\n\xff", None, "not UTF-8"),
        (b"\xff", "ascii", "declared encoding ascii"),
        (b"a", "klingon", "unknown"),
        (b"a", "rot13", "unknown"),
        (b"+AOk\xad", "utf-7", "utf-7"),
        (b"+AGE-", "utf-7", "without loss"),
    ],
)
def test_what_cannot_be_decoded_without_a_loss(content: bytes, declared: str | None, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        decode(content, "a.txt", declared)


def test_a_letter_that_the_encoding_lacks() -> None:
    with pytest.raises(OutputError, match="iso-8859-1 lacks 'ş'"):
        decode(b"\xe9", "a.txt", "iso-8859-1").encode("ş", "a.txt")


def test_zero_bytes_are_no_text() -> None:
    assert is_binary(b"PK\x03\x04\0")
    assert not is_binary(b"PK")
