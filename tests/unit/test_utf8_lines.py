from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from namefix import utf8_lines
from namefix.errors import InputError
from namefix.utf8_lines import count_lines, read_lines


def test_lines_keep_their_ends_and_lose_the_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "text"
    path.write_bytes("\ufeffKyiv\r\nKиїв\n\ufeffend".encode())
    assert list(read_lines(path, InputError)) == ["Kyiv\r\n", "Kиїв\n", "\ufeffend"]


def test_compressed_files_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "text.gz"
    path.write_bytes(gzip.compress(b"Kyiv\nRome\n", mtime=0))
    assert list(read_lines(path, InputError)) == ["Kyiv\n", "Rome\n"]


def test_lines_are_counted_without_empty_ones(tmp_path: Path) -> None:
    plain, packed, broken = (tmp_path / name for name in ("text", "text.gz", "broken.gz"))
    plain.write_bytes(b"Kyiv\n\n \r\n\xffRome")
    packed.write_bytes(gzip.compress(b"Kyiv\nRome\n", mtime=0))
    broken.write_bytes(b"Kyiv\n")
    assert [count_lines(path) for path in (plain, packed, broken, tmp_path / "none")] == [2, 2, None, None]


@pytest.mark.parametrize("broken", [gzip.compress(b"Kyiv\n" * 999, mtime=0)[:-9], b"Kyiv\n", b"\x1f\x8b\x08\x00broken"])
def test_a_broken_gzip_names_file_and_remedy(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "text.gz"
    path.write_bytes(broken)
    with pytest.raises(InputError, match=r"text\.gz:\d+: broken gzip .* again"):
        list(read_lines(path, InputError))


@pytest.mark.parametrize(
    ("raw", "encoding"), [(b"Kyiv\nZ\xfcrich\n", "WINDOWS-1252"), ("Kyiv".encode("utf-16"), "UTF-16")]
)
def test_another_encoding_names_line_and_remedy(tmp_path: Path, raw: bytes, encoding: str) -> None:
    path = tmp_path / "text"
    path.write_bytes(raw)
    with pytest.raises(InputError, match=rf"text:\d: not UTF-8.*iconv -f {encoding}"):
        list(read_lines(path, InputError))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_lines(tmp_path / "nothing", InputError))


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(utf8_lines, "LONGEST_LINE", 2**20)
    path = tmp_path / "text.gz"
    path.write_bytes(gzip.compress(b"Kyiv\n" + b"a" * (2**20 + 1)))
    with pytest.raises(InputError, match=r"text\.gz:2: line of more than 1 MiB"):
        list(read_lines(path, InputError))
