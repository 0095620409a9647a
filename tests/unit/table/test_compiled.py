from __future__ import annotations

import io
import pickle
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from tests.builders import eager_calibrator
from tests.conftest import TEN
from tests.properties.strategies import EXAMPLES, spellings, texts

import namefix
from namefix import Config, Entity, NameFixer
from namefix.candidates.index import CandidateIndex
from namefix.errors import ConfigError, TableFormatError
from namefix.table import load_table
from namefix.table.compiled import compile_table, map_parts
from namefix.table.name_table import NameTable
from namefix.table.part import TablePart


def compiled(entities: Iterable[Entity], path: Path) -> Path:
    with path.open("xb") as file:
        compile_table(entities, file)
    return path


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> NameTable:
    return load_table([compiled(TEN, tmp_path_factory.mktemp("compiled") / "ten.nfx")], bundled=False)


@pytest.fixture(scope="module")
def fixers(ten: NameTable, table: NameTable) -> tuple[NameFixer, NameFixer]:
    """One with the compiled table, one with the same in memory."""
    mapped, in_memory = (NameFixer(one, Config(pipeline=None), eager_calibrator()) for one in (ten, table))
    return mapped, in_memory


def test_the_same_entities_give_the_same_bytes_in_any_order() -> None:
    files = io.BytesIO(), io.BytesIO()
    for file, entities in zip(files, (TEN, reversed(TEN)), strict=True):
        compile_table(entities, file)
    assert files[0].getvalue() == files[1].getvalue()


def test_a_compiled_table_says_the_same_as_one_in_memory(ten: NameTable, table: NameTable) -> None:
    assert ten.forms == table.forms
    assert dict(ten.entities) == dict(table.entities)
    assert list(ten.entities) == list(table.entities)
    assert all(ten.meanings(folded) == table.meanings(folded) for folded in ("biden", "kiev", "marcon", "x"))
    assert all(ten.find(form.text) == table.find(form.text) for form in table.forms)
    assert (ten.has_own, ten.has_office("prime minister")) == (True, True)


@settings(EXAMPLES, max_examples=500)
@given(surface=spellings)
def test_the_same_candidates_are_found(ten: NameTable, table: NameTable, surface: str) -> None:
    assert CandidateIndex(ten).search_many([surface], 6) == CandidateIndex(table).search_many([surface], 6)


@settings(EXAMPLES, max_examples=100)
@given(text=texts)
def test_a_text_is_repaired_alike(fixers: tuple[NameFixer, NameFixer], text: str) -> None:
    mapped, in_memory = fixers
    assert mapped.fix(text) == in_memory.fix(text)


def test_plain_tables_stand_before_compiled_ones_and_these_in_the_order_given(tmp_path: Path) -> None:
    first = compiled([Entity("place/a", "place", "Lomond"), Entity("place/b", "place", "Zagora")], tmp_path / "1.nfx")
    second = compiled([Entity("place/b", "place", "Tarnow"), Entity("place/c", "place", "Velden")], tmp_path / "2.nfx")
    plain = tmp_path / "own.csv"
    plain.write_text("id,kind,name\nplace/a,place,Own\n", encoding="utf-8")
    table = load_table([first, second, plain], bundled=False)
    assert {key: entity.name for key, entity in table.entities.items()} == {
        "place/a": "Own",
        "place/b": "Zagora",
        "place/c": "Velden",
    }
    assert len(table.entities) == len(list(table.entities)) == 3
    assert [form.text for form in table.forms] == ["Own", "Zagora", "Velden"]
    assert ("lomond" in table, "tarnow" in table, "own" in table) == (False, False, True)
    assert list(reversed(table.entities)) == ["place/c", "place/b", "place/a"]
    with pytest.raises(KeyError):
        table.entities["place/d"]
    index = CandidateIndex(table)
    assert [[form.text for form in forms] for forms in index.search_many(["Lomont", "Ownn"], 6)] == [[], ["Own"]]


def test_likeness_decides_between_the_parts_of_a_table(tmp_path: Path) -> None:
    nearer = compiled([Entity("person/b", "person", "Anna Zellner")], tmp_path / "1.nfx")
    farther = compiled([Entity("person/a", "person", "Hanna Zelner")], tmp_path / "2.nfx")
    index = CandidateIndex(load_table([farther, nearer], bundled=False))
    assert [form.text for form in index.search_many(["Ana Zellner"], 1)[0]] == ["Anna Zellner"]


def test_the_parts_of_a_table_are_mapped_for_other_processes(tmp_path: Path) -> None:
    first = [Entity("place/a", "place", "Lomond"), Entity("place/b", "place", "Zagora")]
    second = compiled([Entity("place/b", "place", "Tarnow"), Entity("place/c", "place", "Velden")], tmp_path / "2.nfx")
    table = NameTable.joined([TablePart.of(first), TablePart.mapped(second)])
    mapped = map_parts(table, tmp_path)
    sent = pickle.dumps(mapped)
    for shared in (mapped, pickle.loads(sent)):  # noqa: S301 - it was made here
        assert dict(shared.entities) == dict(table.entities)
        assert [part.path for part in shared.parts] == [tmp_path / "0.nfx", second]
    assert b"Zagora" not in sent


def test_the_bundled_table_is_read_once(tmp_path: Path) -> None:
    bundled = Entity("place/bern", "place", "Bern", is_bundled=True)
    path = compiled([bundled], tmp_path / "names.nfx")
    assert list(load_table([path], bundled=True).entities) == ["place/bern"]
    with pytest.raises(ConfigError, match="contains the bundled table; rebuild it with --no-bundled"):
        load_table([path], bundled=False)


def test_load_takes_a_compiled_table_and_tells_what_is_wrong_with_it(tmp_path: Path) -> None:
    path = compiled(TEN, tmp_path / "ten.nfx")
    fixer = namefix.load(path, bundled=False, pipeline=None)
    assert list(fixer.table.entities) == sorted(entity.id for entity in TEN)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(TableFormatError, match=r"ten\.nfx: .*truncated"):
        namefix.load(path, bundled=False, pipeline=None)


def test_the_best_known_are_targets_first(tmp_path: Path) -> None:
    known = Entity("a", "person", "Ann Known", weight=999, target=False)
    rows = [known, Entity("b", "person", "Bob Lesser", weight=1), Entity("c", "person", "Cid Better", weight=5)]
    table = load_table([compiled(rows[:2], tmp_path / "1.nfx"), compiled(rows[2:], tmp_path / "2.nfx")], bundled=False)
    assert [[entity.id for entity in table.best_known(count)] for count in range(4)] == [
        [], ["c"], ["b", "c"], ["a", "b", "c"]
    ]  # fmt: skip
    assert list(NameTable(rows).best_known(2)) == list(table.best_known(2))
