from __future__ import annotations

import pytest
from tests.unit.files.reading import read, written

from namefix.errors import InputError


def test_every_letter_is_read_and_line_ends_stay() -> None:
    text = "\ufeff Mr  Makron\r\n\tKiel\nStamer \x0c"
    assert read(text, "a.txt") == text[1:]
    assert written(text, "a.txt", ("Makron", "Macron"), ("Kiel\nStamer", "Keir Starmer")).decode() == (
        "\ufeff Mr  Macron\r\n\tKeir\nStarmer \x0c"
    )


def test_an_empty_file() -> None:
    assert read("", "a.txt") == ""
    assert written("", "a.txt") == b""


def test_what_is_no_text() -> None:
    with pytest.raises(InputError, match="zero bytes"):
        read(b"\x89PNG\0", "a.txt")


def test_zero_bytes_in_text_stay() -> None:
    assert written("\0Makron\0", "a.txt", ("Makron", "Macron")) == b"\0Macron\0"
