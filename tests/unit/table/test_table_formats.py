from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from namefix.datatypes import Entity
from namefix.errors import TableFormatError, TableValidationError
from namefix.table import bounded_lines, format_of, load_entities
from namefix.table.csv_format import CsvTable
from namefix.table.jsonl_format import JsonLinesTable

CSV = """name,id,kind,aliases,native,country,weight,target
Kyiv,place/kyiv,place,,Київ,UA,9,yes

"Zell, Anna",p1,person,Zell|Anna Zell,,,,no
"""
JSONL = """{"id": "place/kyiv", "kind": "place", "name": "Kyiv", "native": ["Київ"], "country": "UA", "weight": 9}

{"id": "p1", "kind": "person", "name": "Zell, Anna", "aliases": "Zell|Anna Zell", "country": null, "target": false}
"""
ENTITIES = [
    Entity("place/kyiv", "place", "Kyiv", native=("Київ",), country="UA", weight=9),
    Entity("p1", "person", "Zell, Anna", aliases=("Zell", "Anna Zell"), target=False),
]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("suffix", "content"), [(".csv", CSV), (".jsonl", JSONL), (".ndjson", JSONL)])
def test_all_formats_say_the_same(tmp_path: Path, suffix: str, content: str, line_end: str, mark: str) -> None:
    raw = (mark + content).replace("\n", line_end).encode()
    plain, packed = tmp_path / f"t{suffix}", tmp_path / f"t{suffix}.gz"
    plain.write_bytes(raw)
    packed.write_bytes(gzip.compress(raw))
    assert load_entities([plain]) == ENTITIES
    assert load_entities([packed]) == ENTITIES


def test_line_numbers_are_those_of_the_file(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text('id,kind,name\n"a",place,"A"\n\nb,place,B,too much\nc,place,C\n', encoding="utf-8")
    rows = list(CsvTable().rows(table))
    assert [line for line, _ in rows] == [2, 4, 5]
    assert rows[1][1] == "4 fields, but the header has 3; quote fields that contain commas"
    table.write_text('{"id": 1}\n\n[]\n{\n', encoding="utf-8")
    assert [(line, type(row)) for line, row in JsonLinesTable().rows(table)] == [(1, dict), (3, str), (4, str)]


@pytest.mark.parametrize("header", ["id,kind", "id,kind,name,name", "id,kind,name,colour", ""])
def test_a_wrong_header_is_told_once(tmp_path: Path, header: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"{header}\n" + "a,b,c\n" * 5, encoding="utf-8")
    with pytest.raises(TableFormatError, match="first line must name the columns") as caught:
        load_entities([table])
    assert caught.value.line == 1


def test_unknown_suffix_lists_the_known(tmp_path: Path) -> None:
    with pytest.raises(TableFormatError, match=r"known suffixes: \.csv, \.jsonl, \.ndjson"):
        format_of(tmp_path / "names.tsv.gz")


def test_problems_of_all_files_come_together(tmp_path: Path) -> None:
    good, bad, broken = tmp_path / "a.csv", tmp_path / "b.jsonl", tmp_path / "c.csv.gz"
    good.write_text(CSV, encoding="utf-8")
    bad.write_text('{"id": "p1", "kind": "place", "name": "A"}\nnull\n', encoding="utf-8")
    broken.write_bytes(gzip.compress(CSV.encode())[:30])
    with pytest.raises(TableValidationError) as caught:
        load_entities([good, bad, broken, tmp_path / "absent.csv"])
    found = [(Path(issue.path).name, issue.line) for issue in caught.value.issues]
    assert found == [("absent.csv", None), ("b.jsonl", 1), ("b.jsonl", 2), ("c.csv.gz", 1)]


def test_a_header_of_thousands_of_columns_is_refused_in_short(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(",".join(f"c{number % 150_000}" for number in range(200_000)) + "\n", encoding="utf-8")
    with pytest.raises(
        TableFormatError, match=r"unknown: 'c0', .* and 199,990 more; twice: 'c0', .* and 49,990 more"
    ) as raised:
        load_entities([path])
    assert len(str(raised.value)) < 1000


def test_thousands_of_empty_lines_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(b"id,kind,name\n" + b"\n" * 100_001))
    with pytest.raises(TableFormatError, match=r"t\.csv\.gz:100002: more than 100,000 empty lines"):
        load_entities([path])


def test_a_table_that_unpacks_to_more_than_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded_lines, "_MOST_LETTERS", 1000)
    path = tmp_path / "t.jsonl.gz"
    path.write_bytes(
        gzip.compress(b"".join(b'{"id": "%d", "kind": "place", "name": "Rome"}\n' % at for at in range(100, 999)))
    )
    with pytest.raises(TableFormatError, match=r"t\.jsonl\.gz:22: more than 1,000 characters after unpacking"):
        load_entities([path])


@pytest.mark.parametrize("line", [",,\n", "a,place,Rome\n", "no row\n"])
def test_reading_stops_after_a_thousand_problems(tmp_path: Path, line: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,kind,name\n" + line * 100_000, encoding="utf-8")
    with pytest.raises(TableValidationError) as raised:
        load_entities([path])
    assert 1000 <= len(raised.value.issues) < 1010


def test_an_entity_of_thousands_of_names_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    names = [f"Rome {number}" for number in range(70_000)]
    path.write_text(json.dumps({"id": "x", "kind": "place", "name": "Rome", "aliases": names}), encoding="utf-8")
    with pytest.raises(TableValidationError, match=r"t\.jsonl:1: 70,000 names and roles in one row; at most 5,000"):
        load_entities([path])
