from __future__ import annotations

import bz2
import gzip
from pathlib import Path

import pytest
from tests.unit.curate.conftest import HUMAN, Import, Write, item

from namefix.curate.wikidata import Wikidata
from namefix.errors import InputError

STATES = item("Q30", {"en": "United States", "ru": "Соединённые Штаты Америки"}, 300, P31="Q6256", P297="US")
OFFICE = item("Q11696", {"en": "President of the United States"}, P31="Q4164871")


def dump(*lines: str) -> str:
    return "[\n" + ",\n".join(lines) + "\n]\n"


@pytest.fixture
def path(write: Write) -> Path:
    return write("dump.json", dump(HUMAN, STATES, OFFICE))


def test_a_human_with_what_it_refers_to(path: Path, run: Import) -> None:
    rows, summary = run(Wikidata(path))
    assert rows["wikidata/Q76"] == {
        "id": "wikidata/Q76",
        "kind": "person",
        "name": "Barack Obama",
        "aliases": ["Barack Hussein Obama II"],
        "native": ["Барак Обама", "贝拉克·奥巴马", "巴拉克·歐巴馬"],
        "country": "US",
        "roles": ["President of the United States"],
        "weight": 3,
        "target": False,
    }
    assert dict(summary.records) == {"neither a person nor a place": 1}
    assert sorted(summary.forms.items()) == [
        ("fewer than three letters", 1),
        ("no capital letter", 1),
        ("the name of another entity that is far better known", 1),
    ]


def test_a_country_has_its_own_code(path: Path, run: Import) -> None:
    states = run(Wikidata(path))[0]["wikidata/Q30"]
    assert (states["kind"], states["country"], states["weight"]) == ("place", "US", 300)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress], ids=["gz", "bz2"])
def test_compressed_dumps_say_the_same(path: Path, run: Import, tmp_path: Path, pack: object) -> None:
    packed = tmp_path / "dump.json.packed"
    packed.write_bytes(pack(path.read_bytes()))  # type: ignore[operator]
    assert run(Wikidata(packed))[0] == run(Wikidata(path))[0]


def test_languages_choose_native_forms_also_latin_ones_that_differ(path: Path, run: Import) -> None:
    rows, _ = run(Wikidata(path), languages=frozenset({"zh", "lv", "cs"}))
    assert rows["wikidata/Q76"]["native"] == ["Baraks Obama", "贝拉克·奥巴马", "巴拉克·歐巴馬"]


def test_what_is_not_selected_is_counted(path: Path, run: Import) -> None:
    rows, summary = run(Wikidata(path), kinds=frozenset({"place"}))
    assert list(rows) == ["wikidata/Q30"]
    assert summary.records["a person, not selected"] == 1
    rows, summary = run(Wikidata(path), least_weight=10)
    assert list(rows) == ["wikidata/Q30"]
    assert summary.records["weight below 10"] == 1


@pytest.mark.parametrize(
    ("claims", "is_taken"),
    [
        ({"P31": "Q515"}, True),
        ({"P31": "Q484170", "P1082": "2100000", "P625": "x", "P17": "Q142"}, True),
        ({"P31": "Q484170", "P1082": "2100000"}, False),
        ({"P31": "Q4830453"}, False),
        ({}, False),
    ],
)
def test_places_are_of_a_class_or_inhabited(run: Import, write: Write, claims: dict[str, str], is_taken: bool) -> None:
    rows, _ = run(Wikidata(write("dump.json", dump(STATES, item("Q90", {"en": "Paris"}, **claims)))))
    assert ("wikidata/Q90" in rows) == is_taken


def test_the_best_rank_counts(run: Import, write: Write) -> None:
    line = item("Q7747", {"en": "Vladimir Putin"}, P31="Q5", P27="Q15180 Q159").replace(
        '"id":"Q159"},"type":"wikibase-entityid"}},"rank":"normal"',
        '"id":"Q159"},"type":"wikibase-entityid"}},"rank":"preferred"',
    )
    union = item("Q15180", {"en": "Soviet Union"}, P31="Q3624078", P297="SU")
    russia = item("Q159", {"en": "Russia"}, P31="Q3624078", P297="RU")
    assert run(Wikidata(write("a.json", dump(line, union, russia))))[0]["wikidata/Q7747"]["country"] == "RU"


def test_without_a_preferred_country_the_first_that_exists_counts(run: Import, write: Write) -> None:
    line = item("Q7747", {"en": "Vladimir Putin"}, P31="Q5", P27="Q15180 Q159")
    union = item("Q15180", {"en": "Soviet Union"}, P31="Q3624078", P297="SU")
    russia = item("Q159", {"en": "Russia"}, P31="Q3624078", P297="RU")
    assert run(Wikidata(write("a.json", dump(line, union, russia))))[0]["wikidata/Q7747"]["country"] == "RU"


def test_the_label_of_all_languages_stands_in_for_the_english_one(run: Import, write: Write) -> None:
    lines = item("Q900000001", {"mul": "Ada Example"}, P31="Q5"), item("Q900000002", {"de": "Ida Muster"}, P31="Q5")
    rows, summary = run(Wikidata(write("dump.json", dump(*lines))))
    assert [row["name"] for row in rows.values()] == ["Ada Example"]
    assert summary.records["no English label"] == 1


def test_broken_lines_are_counted_and_the_first_is_told(run: Import, write: Write) -> None:
    broken = '{"id":"Q1","labels":"Q5"'
    path = write("dump.json", dump(HUMAN, broken, "nonsense", '{"id":"Q2","claims":{"P31":[{"Q5"}]}}', '{"x":"Q5"}'))
    rows, summary = run(Wikidata(path))
    assert list(rows) == ["wikidata/Q76"]
    assert summary.records["broken line"] == 4
    assert f"first broken line: {path}:3: not valid JSON" in str(summary)


def test_a_file_of_another_layout_is_refused(run: Import, write: Write) -> None:
    path = write("dump.xml", "<page>\n" * 30)
    with pytest.raises(InputError, match=r"dump\.xml:1: not a JSON object"):
        run(Wikidata(path))
