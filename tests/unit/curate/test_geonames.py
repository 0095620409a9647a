from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.curate.conftest import Import, Write

from namefix.curate.geonames import GeoNames
from namefix.errors import InputError

TABLE = """\
2643743\tLondon\tLondon\tLondra,Лондон,伦敦\t51.50853\t-0.12574\tP\tPPLC\tGB\t\tENG\tGLA\t\t\t8961989\t\t25\tEurope/London\t2023-01-12
703448\tKyiv\tKyiv\tKiev,Kyjev,Київ\t50.45466\t30.5238\tP\tPPLC\tUA\t\t12\t\t\t\t2797553\t\t187\tEurope/Kyiv\t2023-02-02
690791\tUkraine\tUkraine\t\t49\t32\tA\tPCLI\tUA\tUA\t00\t\t\t\t44622516\t\t166\tEurope/Kyiv\t2021-08-16
3067696\tPraha\tPraha\t\t50.08804\t14.42076\tP\tPPLC\tCZ\t\t52\t\t\t\t1165581\t\t202\tEurope/Prague\t2022-01-01
900000001\tLower Example\tLower Example\t\t1\t1\tP\tPPLX\tGB\t\t\t\t\t\t50\t\t1\tEurope/London\t2022-01-01
900000002\tExample Beck\tExample Beck\t\t1\t1\tH\tSTM\tGB\t\t\t\t\t\t0\t\t1\tEurope/London\t2022-01-01
900000003\tÉxampleton\tExampleton\t\t1\t1\tP\tPPL\tGB\t\t\t\t\t\t12000\t\t1\tEurope/London\t2022-01-01
"""
ALTERNATES = """\
1\t703448\ten\tKyiv\t1\t\t\t\t\t
2\t703448\ten\tKiev\t\t\t\t1\t\t2022
3\t703448\tuk\tКиїв\t1\t\t\t\t\t
4\t2643743\tzh\t伦敦\t\t\t\t\t\t
5\t2643743\tfr\tLondres\t\t\t\t\t\t
6\t2643743\ten\tThe Smoke\t\t\t1\t\t\t
7\t2643743\tlink\thttps://en.wikipedia.org/wiki/London\t\t\t\t\t\t
8\t2643743\tiata\tLON\t\t\t\t\t\t
9\t3067696\ten\tPrague\t1\t\t\t\t\t
10\t3067696\t\tПрага\t\t\t\t\t\t
11\t3067696\tcs\tPraha\t1\t\t\t\t\t
12\t3067696\ten\tCity of Prague\t\t\t\t\t\t
13\t690791\twkdt\tQ212\t\t\t\t\t\t
"""


@pytest.fixture
def table(write: Write) -> Path:
    return write("allCountries.txt", TABLE)


@pytest.fixture
def alternates(write: Write) -> Path:
    return write("alternateNamesV2.txt", ALTERNATES)


def test_places_with_their_alternate_names(table: Path, alternates: Path, run: Import) -> None:
    rows, summary = run(GeoNames(table, alternates))
    assert rows["geonames/3067696"] == {
        "id": "geonames/3067696",
        "kind": "place",
        "name": "Prague",
        "aliases": ["Praha", "City of Prague"],
        "native": ["Прага"],
        "country": "CZ",
        "weight": 152,
        "target": False,
    }
    assert rows["geonames/703448"]["variants"] == ["Kiev"]
    assert rows["geonames/703448"]["native"] == ["Київ"]
    assert rows["geonames/2643743"]["native"] == ["伦敦"]
    assert "aliases" not in rows["geonames/2643743"]
    assert dict(summary.records) == {
        "a part of a place, a former or a small place": 1,
        "neither a person nor a place": 1,
    }


def test_the_weight_is_that_of_the_bundled_table(table: Path, run: Import) -> None:
    weights = {row["name"]: row.get("weight", 0) for row in run(GeoNames(table))[0].values()}
    assert weights == {"London": 174, "Kyiv": 161, "Ukraine": 191, "Praha": 152, "Éxampleton": 2}


def test_languages_choose_native_forms(table: Path, alternates: Path, run: Import) -> None:
    rows, _ = run(GeoNames(table, alternates), languages=frozenset({"cs", "fr", "zh"}))
    native = {row["name"]: row.get("native") for row in rows.values()}
    assert native["London"] == ["伦敦", "Londres"]
    assert native["Kyiv"] is None


def test_without_alternate_names_other_scripts_are_native(table: Path, run: Import) -> None:
    rows, _ = run(GeoNames(table))
    assert rows["geonames/2643743"]["native"] == ["Лондон", "伦敦"]
    assert "aliases" not in rows["geonames/2643743"]


def test_a_name_without_diacritics_is_an_alias(table: Path, run: Import) -> None:
    assert run(GeoNames(table))[0]["geonames/900000003"]["aliases"] == ["Exampleton"]


def test_persons_alone_leave_nothing(table: Path, run: Import) -> None:
    rows, summary = run(GeoNames(table), kinds=frozenset({"person"}))
    assert (rows, summary.records["a place, not selected"]) == ({}, 5)


def test_broken_lines_are_counted(write: Write, run: Import) -> None:
    table = write("GB.txt", TABLE + "1\t2\n" + "x\t" * 18 + "\n")
    alternates = write("alternateNamesV2.txt", ALTERNATES + "nonsense\n")
    rows, summary = run(GeoNames(table, alternates))
    assert (len(rows), summary.records["broken line"]) == (5, 3)
    assert summary.first_broken
    assert summary.first_broken.path == alternates


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("geonameid,name\n1,London\n", r"GB\.txt:1: 1 tab-separated columns; GeoNames has 19"),
        ("", r"GB\.txt: has no records"),
        ("PK\x03\x04...", "unzip it"),
    ],
)
def test_another_layout_is_refused(write: Write, run: Import, text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        run(GeoNames(write("GB.txt", text)))


def test_the_files_in_each_others_place_are_refused(table: Path, alternates: Path, run: Import) -> None:
    with pytest.raises(InputError, match=r"allCountries\.txt:1: 19 columns; alternateNamesV2\.txt has 10"):
        run(GeoNames(alternates, table))
