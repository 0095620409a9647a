from __future__ import annotations

import io
import json
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from namefix.errors import TableFormatError
from namefix.table import sections
from namefix.table.sections import MAGIC, Arrays, Stamp, checksum, open_sections, write_sections

STAMP = Stamp("1.2.3", "rules")
ARRAYS: Arrays = {
    "names": np.frombuffer(b"Keir Starmer", dtype=np.uint8),
    "weights": np.array([0.5, 120], dtype=np.float64),
    "rows": np.arange(100, dtype=np.uint32),
    "none": np.empty(0, dtype=np.uint16),
}


def written(arrays: Arrays = ARRAYS, stamp: Stamp = STAMP) -> bytes:
    file = io.BytesIO()
    write_sections(file, arrays, stamp)
    return file.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "names.nfx"
    path.write_bytes(written())
    return path


def problem_of(path: Path, stamp: Stamp = STAMP) -> str:
    with pytest.raises(TableFormatError) as raised:
        open_sections(path, stamp)
    assert raised.value.path == path
    return raised.value.problem


def test_what_was_written_is_read_and_cannot_be_changed(path: Path) -> None:
    arrays = open_sections(path, STAMP)
    assert arrays.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert arrays[name].dtype == array.dtype
        assert arrays[name].tolist() == array.tolist()
    with pytest.raises(ValueError, match="read-only"):
        arrays["rows"][0] = 7


def test_the_same_arrays_give_the_same_bytes_in_any_order() -> None:
    assert written(dict(reversed(ARRAYS.items()))) == written()


def test_arrays_lie_at_multiples_of_64_bytes() -> None:
    content = written()
    assert content.index(b"Keir Starmer") % 64 == 0
    assert len(content) % 64 == 0


def test_a_file_that_was_cut_anywhere_is_refused(path: Path) -> None:
    content = path.read_bytes()
    for size in range(len(content)):
        path.write_bytes(content[:size])
        assert "empty" in problem_of(path) if size == 0 else "namefix table build" in problem_of(path)


def test_a_file_with_any_byte_changed_is_refused(path: Path) -> None:
    content = path.read_bytes()
    for at in range(len(content)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert "namefix table build" in problem_of(path)


def test_a_file_with_more_behind_it_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")
    assert "bytes instead of" in problem_of(path)


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        (Stamp("1.2.4", "rules"), "compiled by namefix 1.2.3 (format 1), this is namefix 1.2.4"),
        (Stamp("1.2.3", "others"), "compiled with different rules"),
    ],
)
def test_what_another_version_or_other_rules_made_is_refused(path: Path, stamp: Stamp, expected: str) -> None:
    problem = problem_of(path, stamp)
    assert problem.startswith(expected)
    assert "namefix table build" in problem


def test_another_format_and_another_byte_order_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "FORMAT", 2)
    assert "(format 1)" in problem_of(path)
    monkeypatch.setattr(sections, "FORMAT", 1)
    monkeypatch.setattr(sections.sys, "byteorder", "big")
    assert "-endian machine" in problem_of(path)


def test_what_is_no_compiled_table_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "names.nfx"
    assert "No such file" in problem_of(table)
    table.write_text("id,kind,name\n" * 100, encoding="utf-8")
    assert "not a compiled table" in problem_of(table)
    table.write_bytes(MAGIC.replace(b"\r\n", b"\n") + written()[len(MAGIC) :])
    assert "damaged at its start" in problem_of(table)


def test_the_checksum_sees_every_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "_PIECE", 4)
    body = np.arange(10, dtype=np.uint8)
    assert len(checksum(body)) == 3 * 8
    assert all(checksum(body) != checksum(np.where(body == at, 99, body).astype(np.uint8)) for at in range(10))


def test_a_file_may_be_replaced_while_it_is_open(path: Path) -> None:
    arrays = open_sections(path, STAMP)
    newer = path.with_suffix(".new")
    newer.write_bytes(written({"rows": np.zeros(5, dtype=np.uint32)}))
    newer.replace(path)
    assert arrays["rows"].tolist() == list(range(100))
    assert open_sections(path, STAMP)["rows"].tolist() == [0] * 5


@pytest.mark.parametrize(
    "change",
    [
        lambda header: [],
        lambda header: {key: value for key, value in header.items() if key != "arrays"},
        lambda header: {**header, "arrays": []},
        lambda header: {**header, "arrays": {"rows": ["<u4", 0]}},
        lambda header: {**header, "arrays": {"rows": ["O", 0, 1]}},
        lambda header: {**header, "arrays": {"rows": ["no type", 0, 1]}},
        lambda header: {**header, "arrays": {"rows": ["<u4", 1, 1]}},
        lambda header: {**header, "arrays": {"rows": ["<u4", -64, 1]}},
        lambda header: {**header, "arrays": {"rows": ["<u4", 0, 10**6]}},
        lambda header: {**header, "arrays": {"rows": ["<u4", 0, 10**400]}},
        lambda header: {**header, "arrays": {"rows": ["<u4", 0.0, 1.5]}},
        lambda header: {**header, "arrays": {"rows": ["S0", 0, 1]}},
        lambda header: {**header, "size": -1},
        lambda header: {**header, "size": "all"},
        lambda header: {**header, "checksum": 7},
    ],
)
def test_a_crafted_header_is_refused(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    content = path.read_bytes()
    size = int.from_bytes(content[16:24], "little")
    header = json.dumps(change(json.loads(content[40 : 40 + size]))).encode()
    header += b" " * (-(40 + len(header)) % 64)
    digest = blake2b(header, digest_size=16).digest()
    path.write_bytes(content[:16] + len(header).to_bytes(8, "little") + digest + header + content[40 + size :])
    assert "namefix table build" in problem_of(path)


def test_a_table_without_content_can_be_read(path: Path) -> None:
    path.write_bytes(written({"none": np.empty(0, dtype=np.uint16)}))
    assert open_sections(path, STAMP)["none"].tolist() == []
