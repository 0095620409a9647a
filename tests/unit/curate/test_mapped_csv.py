from __future__ import annotations

from typing import Any

import pytest
from tests.unit.curate.conftest import Import, Write

from namefix.curate.mapped_csv import MappedCsv
from namefix.errors import ConfigError, InputError

CSV = """Nr,Jméno,Jiná jména,Písmem,Země,Úřad,Váha,Druh
7,Jan Vzor,Jan Vzorný|Jan Starší Vzor,Ян Взор,cz,ministr|poslanec,12.5,person
8,Vzorov,,Взоров,UA,,40,Place
9,Vzor a.s.,,,CZ,,1,company
10,"Vzor, Petr",,,CZ,,1,person
11,Petr Vzor,,,CZ,,heavy,person
"""
COLUMNS = {
    "id": "Nr",
    "name": "Jméno",
    "aliases": "Jiná jména",
    "native": "Písmem",
    "country": "Země",
    "roles": "Úřad",
    "weight": "Váha",
    "kind": "Druh",
}


def test_columns_become_fields(write: Write, run: Import) -> None:
    rows, summary = run(MappedCsv(write("My names.csv", CSV), COLUMNS))
    assert rows["my-names/7"] == {
        "id": "my-names/7",
        "kind": "person",
        "name": "Jan Vzor",
        "aliases": ["Jan Vzorný", "Jan Starší Vzor"],
        "native": ["Ян Взор"],
        "country": "CZ",
        "roles": ["ministr", "poslanec"],
        "weight": 12.5,
        "target": False,
    }
    assert rows["my-names/8"]["kind"] == "place"
    assert len(summary.records) == 3
    assert "weight must be a number of 0 or more, got 'heavy'" in str(summary)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_the_delimiter_is_found(write: Write, run: Import, delimiter: str) -> None:
    path = write("names.csv", f"\ufeffName{delimiter}Land\r\nJan Vzor{delimiter}CZ\r\n")
    rows, _ = run(MappedCsv(path, {"name": "Name", "country": "Land"}, kind="person"))
    assert [(row["id"], row["country"]) for row in rows.values()] == [("names/2", "CZ")]


def test_a_missing_column_names_those_that_are_there(write: Write, run: Import) -> None:
    with pytest.raises(InputError, match=r"names\.csv:1: .* missing: 'Nom'; found: 'Name', 'Land'"):
        run(MappedCsv(write("names.csv", "Name,Land\nJan Vzor,CZ\n"), {"name": "Nom"}, kind="person"))


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"columns": {"nom": "x", "name": "y"}, "kind": "person"}, "unknown field 'nom'"),
        ({"columns": {"id": "x"}, "kind": "person"}, "no column is mapped to name"),
        ({"columns": {"name": "x"}}, "the kind of the rows is missing"),
    ],
)
def test_a_wrong_map_says_what_is_allowed(write: Write, options: dict[str, Any], problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        MappedCsv(write("names.csv", CSV), **options)


def test_a_row_that_is_not_utf8_is_dropped(write: Write, run: Import) -> None:
    path = write("names.csv", "")
    path.write_bytes("Name\nJan Vzor\nPetr Vzorn\xfd\n".encode("latin-1"))
    rows, summary = run(MappedCsv(path, {"name": "Name"}, kind="person"))
    assert (len(rows), summary.records["broken line"]) == (1, 1)


def test_a_file_in_another_encoding_is_refused(write: Write, run: Import) -> None:
    path = write("names.csv", "")
    path.write_bytes("Name\nPetr Vzorn\xfd\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"names\.csv:2: .*in UTF-8"):
        run(MappedCsv(path, {"name": "Name"}, kind="person"))
