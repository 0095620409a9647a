from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from namefix.curate import foreign_lines as module
from namefix.curate.foreign import Refusal
from namefix.curate.foreign_lines import csv_rows, foreign_lines, foreign_texts
from namefix.errors import InputError

TEXT = "".join(f"řádek {at}\n" for at in range(3000))


def ignore(size: int) -> None:
    """Watch nothing."""


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_every_compression_and_all_bytes_told(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path, told = tmp_path / "lines", list[int]()
    path.write_bytes(pack(TEXT.encode()))
    assert "".join(line.decode() for _, line in foreign_lines(path, told.append)) == TEXT
    assert sum(told) == path.stat().st_size


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_truncated_file_is_an_error(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "lines"
    path.write_bytes(pack(TEXT.encode())[:-20])
    with pytest.raises(InputError, match="download the file again"):
        list(foreign_lines(path, ignore))


def test_a_damaged_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"BZh91AY&SY" + b"x" * 100)
    with pytest.raises(InputError, match="cannot be read"):
        list(foreign_lines(path, ignore))


@pytest.mark.parametrize("name", ["absent", "."])
def test_no_file_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"cannot be read: (No such file|Is a directory)"):
        list(foreign_lines(tmp_path / name, ignore))


def test_a_line_without_end_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LONGEST_LINE", 100)
    path = tmp_path / "lines"
    path.write_text("x" * 1000, encoding="utf-8")
    with pytest.raises(InputError, match="must have one record a line"):
        list(foreign_lines(path, ignore))


def test_a_line_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntw\xff\nthree")
    (_, first), (_, second), (number, third) = foreign_texts(path, ignore)
    assert (first, number, third) == ("one", 3, "three")
    assert isinstance(second, Refusal)
    assert "iconv" in second.problem


def test_rows_of_csv_span_lines_and_survive_broken_ones(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text('a,b\n1,"x\ny"\n\n2\n"' + "z" * 200_000 + '\n3,z"\n4,w\n', encoding="utf-8")
    rows = list(csv_rows(path, ignore, ["b"]))
    assert rows[:3] == [(1, ["a", "b"]), (3, ["1", "x\ny"]), (5, ())]
    assert rows[-1][1] == ["4", "w"]


@pytest.mark.parametrize("first", ["a\rb,c", 'a,"x\n"\r3', '"' + "a" * 200_000, "a," + "b" * 200_000])
def test_a_first_line_that_is_not_csv_is_an_error(tmp_path: Path, first: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(first, encoding="utf-8", newline="")
    with pytest.raises(InputError, match=r"rows\.csv:1: the first line must name the columns; it is not valid CSV"):
        list(csv_rows(path, ignore, ["a"]))
