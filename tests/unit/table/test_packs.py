from __future__ import annotations

import json
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from namefix import Entity
from namefix.errors import ConfigError, TableFormatError
from namefix.table import bundled_cache, load_table, packs
from namefix.table.fingerprint import Stamp
from namefix.table.packs import Pack, chosen_packs, installed_packs, origins_of, pack_part, write_pack
from namefix.table.part import TablePart

ROWS = [
    (Entity("place/lower-amber", "place", "Lower Amber", country="GB", target=False, is_bundled=True), ["GeoNames"]),
    (Entity("person/ida-quill", "person", "Ida Quill", weight=60, is_bundled=True), ["Pantheon 1.0", "openfootball"]),
]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the cache in a folder of the test, and leave the bundled table empty."""
    monkeypatch.setattr("namefix.table.bundled_part", lambda language: TablePart.of([], language))
    monkeypatch.setattr(bundled_cache, "user_cache_path", lambda name, appauthor: tmp_path / "cache" / name)
    return tmp_path / "cache" / "namefix" / "tables"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """Install a pack of two rows."""
    path = tmp_path / "names.nfx"
    write_pack(path, ROWS)
    (tmp_path / "pack.json").write_text(json.dumps({"date": "2026-09-01", "rows": 2}), encoding="utf-8")

    def find(group: str) -> list[EntryPoint]:
        return [EntryPoint("tiny", f"{__name__}:TABLE", group)] if group == "namefix.packs" else []

    monkeypatch.setattr(packs, "entry_points", find)
    monkeypatch.setattr(EntryPoint, "load", lambda point: path)
    return Pack("tiny", "", path)


def test_an_installed_pack_is_used_unless_the_bundled_table_alone_is_chosen(pack: Pack) -> None:
    assert installed_packs() == {"tiny": pack}
    names = {choice: "ida quill" in load_table([], bundled=choice) for choice in (True, "tiny", "core+tiny", "core")}
    assert names == {True: True, "tiny": True, "core+tiny": True, "core": False}
    assert chosen_packs(False) == []


def test_a_pack_that_is_not_installed_is_named_with_the_remedy(pack: Pack) -> None:
    with pytest.raises(ConfigError, match=r"'wide' is not installed; .*pip install 'namefix\[wide\]'`; .* core, tiny"):
        load_table([], bundled="wide")


def test_rows_of_the_user_and_of_the_bundled_table_come_before_those_of_a_pack(pack: Pack, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,kind,name\nperson/ida-quill,person,Ida Kwill\n", encoding="utf-8")
    assert load_table([own], bundled=True).entities["person/ida-quill"].name == "Ida Kwill"


def test_every_row_has_its_origins(pack: Pack) -> None:
    part = pack_part(pack)
    found = {entity.id: origins_of(part.arrays, row) for row, entity in enumerate(part.entities)}
    assert found == {entity.id: sorted(origins) for entity, origins in ROWS}
    assert origins_of({}, 0) == []


def test_the_same_rows_give_the_same_bytes_in_any_order(pack: Pack, tmp_path: Path) -> None:
    write_pack(tmp_path / "other.nfx", list(reversed(ROWS)))
    assert (tmp_path / "other.nfx").read_bytes() == pack.path.read_bytes()


def test_a_pack_of_another_version_is_compiled_again_once(
    pack: Pack, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (packs, bundled_cache):
        monkeypatch.setattr(module, "stamp", lambda language: Stamp("9.9", "other rules"))
    monkeypatch.setattr("namefix.table.part.stamp", lambda language: Stamp("9.9", "other rules"))
    parts = [pack_part(pack), pack_part(pack)]
    (path,) = cache.iterdir()
    assert [part.path for part in parts] == [path, path]
    assert list(parts[1].entities) == list(parts[0].entities)
    assert [origins_of(part.arrays, 0) for part in parts] == [["Pantheon 1.0", "openfootball"]] * 2


def test_without_a_cache_a_pack_of_another_version_is_built_in_memory(
    pack: Pack, cache: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for module in ("namefix.table.packs", "namefix.table.part"):
        monkeypatch.setattr(f"{module}.stamp", lambda language: Stamp("9.9", "other rules"))
    cache.parent.parent.mkdir(parents=True)
    cache.parent.write_text("no folder", encoding="utf-8")
    part = pack_part(pack)
    assert part.path is None
    assert "built in memory" in caplog.text


def test_a_missing_file_is_an_error(pack: Pack) -> None:
    pack.path.unlink()
    with pytest.raises(TableFormatError, match="cannot be read"):
        load_table([], bundled=True)


def test_facts_are_those_of_the_file_beside_the_table(pack: Pack, tmp_path: Path) -> None:
    assert pack.facts == {"date": "2026-09-01", "rows": 2}
    (tmp_path / "pack.json").write_text("[", encoding="utf-8")
    assert Pack("tiny", "", pack.path).facts == {}
