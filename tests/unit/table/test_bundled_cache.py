from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.conftest import TEN

from namefix import Entity
from namefix.table import bundled_cache, load_table
from namefix.table.bundled_cache import bundled_part, compile_bundled
from namefix.table.fingerprint import Stamp
from namefix.table.part import TablePart

BUNDLED = sorted(TEN, key=lambda entity: entity.id)


@pytest.fixture
def reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Make the ten entities the bundled table, and return a list to which each reading of them is added."""
    table, reads = tmp_path / "ten.csv", list[Path]()
    table.write_text("ten", encoding="utf-8")

    def read() -> list[Entity]:
        reads.append(table)
        return BUNDLED

    monkeypatch.setattr(bundled_cache, "bundled_entities", read)
    monkeypatch.setattr(bundled_cache, "bundled_tables", lambda: [table])
    monkeypatch.setattr(bundled_cache, "user_cache_path", lambda name, appauthor: tmp_path / "cache" / name)
    return reads


@pytest.fixture
def cache(reads: list[Path], tmp_path: Path) -> Path:
    return tmp_path / "cache" / "namefix" / "tables"


def test_the_first_use_compiles_and_later_ones_map(
    reads: list[Path], cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "namefix.table.bundled_cache")
    parts = [bundled_part(), bundled_part()]
    (path,) = cache.iterdir()
    assert [part.path for part in parts] == [path, path]
    assert list(parts[1].entities) == BUNDLED
    assert "postings" in parts[1].arrays
    assert len(reads) == 1
    assert caplog.messages == [f"bundled table compiled into {path}; the next start is faster"]


def change_the_table(reads: list[Path], _: pytest.MonkeyPatch) -> None:
    reads[0].write_text("other rows", encoding="utf-8")


def change_the_code(_: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled_cache, "stamp", lambda language: Stamp("0.2.0", "other rules"))
    monkeypatch.setattr("namefix.table.part.stamp", lambda language: Stamp("0.2.0", "other rules"))


@pytest.mark.parametrize("change", [change_the_table, change_the_code])
def test_a_change_of_code_or_data_compiles_again(
    reads: list[Path],
    cache: Path,
    change: Callable[[list[Path], pytest.MonkeyPatch], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = bundled_part()
    change(reads, monkeypatch)
    assert bundled_part().path != first.path
    assert (len(reads), len(list(cache.iterdir()))) == (2, 2)


@pytest.mark.parametrize("damage", [b"", b"not a table", b"truncated"])
def test_a_damaged_file_is_replaced(
    reads: list[Path], cache: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    bundled_part()
    (path,) = cache.iterdir()
    content = path.read_bytes()
    path.unlink()  # the mapped file itself must not be overwritten
    path.write_bytes(content[:-64] if damage == b"truncated" else damage)
    assert list(bundled_part().entities) == BUNDLED
    assert path.read_bytes() == content
    assert f"compiled bundled table not used: {path}: " in caplog.text


def test_a_cache_that_cannot_be_written_is_done_without(
    reads: list[Path], cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache.parent.parent.write_text("a file where the folder should be", encoding="utf-8")
    part = bundled_part()
    assert (part.path, list(part.entities)) == (None, BUNDLED)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "built in memory" in caplog.text


def test_first_uses_at_the_same_time_do_not_disturb_one_another(reads: list[Path], cache: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        parts = list(threads.map(lambda _: bundled_part(), range(24)))
    assert all(list(part.entities) == BUNDLED for part in parts)
    assert len(list(cache.iterdir())) == 1


def test_the_oldest_files_are_removed(reads: list[Path], cache: Path) -> None:
    cache.mkdir(parents=True)
    for number in range(20):
        (cache / f"bundled-{number:02}.nfx").touch()
        os.utime(cache / f"bundled-{number:02}.nfx", (number, number))
    current = bundled_part().path
    assert current is not None
    assert {path.name for path in cache.iterdir()} == {current.name, *(f"bundled-{n}.nfx" for n in range(13, 20))}


def test_the_file_of_the_wheel_is_used_before_the_cache(
    reads: list[Path], cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "compiled").mkdir()
    shipped = compile_bundled(tmp_path / "compiled", bundled_cache.stamp("en").version)
    monkeypatch.setattr(bundled_cache, "find_bundled", lambda name: tmp_path / name)
    part = bundled_part()
    assert (part.path, list(part.entities)) == (shipped, BUNDLED)
    assert not cache.exists()


def test_a_row_of_the_user_hides_the_bundled_row_of_its_id(reads: list[Path], tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,kind,name\nplace/kyiv,place,Kyjiw\n", encoding="utf-8")
    table = load_table([own], bundled=True)
    assert table.entities["place/kyiv"].name == "Kyjiw"
    assert ("kyiv" in table, "kyjiw" in table, "tbilisi" in table) == (False, True, True)
    assert [isinstance(part, TablePart) and part.path is None for part in table.parts] == [True, False]


def test_processes_get_the_path_and_not_the_table(reads: list[Path]) -> None:
    function, arguments = bundled_part().__reduce__()
    assert function == TablePart.mapped
    assert arguments[0] == bundled_part().path
