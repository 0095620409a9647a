from __future__ import annotations

import pytest
from tests.unit.curate.conftest import Import, Write

from namefix.curate.opensanctions import OpenSanctions
from namefix.errors import InputError

CSV = """"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails",\
"program_ids","dataset","first_seen","last_seen","last_change"
"NK-example1","Person","Jan Vzor","VZOR, Jan;Jan VZOR;Ян Взор;""Vzor; the elder"";JV","1970-01-01","suhh;cz","","","","","",\
"","Example List","2023-01-01T00:00:00","2024-01-01T00:00:00","2023-01-01T00:00:00"
"NK-example2","Colleagues","Vzor, a.s.","","","cz","","","","","","","Example List","","",""
"NK-example3","Person","RI, Il Pyo","","","kp","","","","","","","Example List","","",""
"NK-example4","Person","Anna Vzor, Jr.","","","cz","","","","","","","Example List","","",""
"""
JSON = """\
{"id":"NK-example1","caption":"Jan Vzor","schema":"Person","properties":{"name":["Jan Vzor","Ян Взор"],\
"alias":["Jan Vzorný"],"weakAlias":["Honza"],"nationality":["cz"],"position":["Minister of Examples"],\
"topics":["role.pep"]},"referents":[],"datasets":["example"],"target":true}
{"id":"addr-1","caption":"Praha","schema":"Address","properties":{"full":["Praha"]},"datasets":["example"],"target":false}
"""


def test_persons_of_the_csv_file(write: Write, run: Import) -> None:
    rows, summary = run(OpenSanctions(write("targets.simple.csv", CSV)))
    assert rows["opensanctions/NK-example1"] == {
        "id": "opensanctions/NK-example1",
        "kind": "person",
        "name": "Jan Vzor",
        "native": ["Ян Взор"],
        "country": "CZ",
        "target": False,
    }
    assert dict(summary.records) == {
        "neither a person nor a place": 1,
        "name is not a plain name (digits, brackets, commas, quotation marks, or too long)": 1,
    }
    assert summary.forms["fewer than three letters"] == 1


def test_surnames_first_stay_first_where_that_is_the_custom(write: Write, run: Import) -> None:
    rows, _ = run(OpenSanctions(write("targets.simple.csv", CSV)))
    assert rows["opensanctions/NK-example3"]["name"] == "RI Il Pyo"


def test_persons_of_json_lines(write: Write, run: Import) -> None:
    rows, summary = run(OpenSanctions(write("entities.ftm.json", JSON)))
    assert list(rows.values()) == [
        {
            "id": "opensanctions/NK-example1",
            "kind": "person",
            "name": "Jan Vzor",
            "aliases": ["Jan Vzorný"],
            "native": ["Ян Взор"],
            "country": "CZ",
            "roles": ["Minister of Examples"],
            "target": False,
        }
    ]
    assert dict(summary.records) == {"neither a person nor a place": 1}


def test_broken_rows_are_counted(write: Write, run: Import) -> None:
    rows, summary = run(OpenSanctions(write("targets.simple.csv", CSV + "too,few\n")))
    assert (len(rows), summary.records["broken line"]) == (2, 1)
    rows, summary = run(OpenSanctions(write("entities.json", JSON + '{"id": 1}\n{\n')))
    assert (len(rows), summary.records["broken line"]) == (1, 2)


@pytest.mark.parametrize("text", ["name,country\nJan Vzor,cz\n", "", "nonsense\n"])
def test_another_header_is_refused(write: Write, run: Import, text: str) -> None:
    with pytest.raises(InputError, match=r"targets\.csv:1: the first line must name the columns; missing: 'id'"):
        run(OpenSanctions(write("targets.csv", text)))


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\u2028"])
def test_aliases_with_line_ends(write: Write, run: Import, end: str) -> None:
    row = f'"NK-example5","Person","Petr Novotny","Petr Novotin{end};Pyotr Novotny","","cz"' + ',""' * 10
    rows, _ = run(OpenSanctions(write("targets.simple.csv", CSV + row + "\n")))
    assert rows["opensanctions/NK-example5"]["name"] == "Petr Novotny"
