from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.review.desks import TABLE, desk_of

from namefix.datatypes import Entity
from namefix.errors import InputError
from namefix.review.review_desk import Desk
from namefix.review.review_items import Choice
from namefix.review.selection import Span, TableSearch, places_of, widened
from namefix.table import load_entities
from namefix.table.name_table import NameTable

TEXT = "\ufeffThe deputy Zbig Pilarek spoke.\r\nPILAREK left. Mr Pilarek, Emmanuel Makron.\r\n"
PILARSKI = "person/zbigniew-pilarski,person,Zbigniew Pilarski,Pilarski,,PL,deputy,5\n"
SEARCH = TableSearch(
    NameTable(
        [
            Entity(
                "person/keir-starmer", "person", "Keir Starmer", ("Starmer",), native=("Кир Стармер",), country="GB"
            ),
            Entity("place/kyiv", "place", "Kyiv", variants=("Kiev",)),
            Entity("other/kyivans", "other", "Kyivans", target=False),
        ]
    )
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(tmp_path, {"news.txt": TEXT.encode("utf-8"), "b.txt": b"Zbig Pilarek came.\n"})


def key_of(desk: Desk, words: str) -> str:
    text = desk.files[0].fixed.readable.text
    start = text.index(words)
    [place, *_] = desk.words.select(1, start, start + len(words)).places
    return place.id


def written(desk: Desk) -> str:
    return desk.files[0].path.read_bytes().decode("utf-8")


def names(wanted: str, surface: str = "Xx", before: str = "") -> list[tuple[str, str]]:
    return [(name.id, name.written) for name in SEARCH.names(wanted, surface=surface, before=before)]


def test_selected_words_are_written_and_all_else_stays_byte_for_byte(desk: Desk) -> None:
    key = key_of(desk, "Zbig Pilarek")
    assert desk.save({key: Choice(action="write", text="Zbigniew Pilarski", remember=False)}) == []
    assert written(desk) == TEXT.replace("Zbig Pilarek", "Zbigniew Pilarski")
    assert (desk.files[0].path.parent / "names.csv").read_text(encoding="utf-8") == TABLE


def test_a_repair_by_selection_is_undone_with_its_lesson(desk: Desk, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    key = key_of(desk, "Zbig Pilarek")
    told = desk.save({key: Choice(action="write", text="Zbigniew Pilarski", kind="person")})
    assert told == ["Zbig Pilarek: from now on Zbigniew Pilarski (names.csv)"]
    *_, row = load_entities([tmp_path / "names.csv"])
    assert (row.kind, row.name, row.misspellings) == ("person", "Zbigniew Pilarski", ("Zbig Pilarek",))
    assert desk.take_back() == [key]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name != "log.jsonl"} == before


def test_the_log_has_what_was_selected_and_written(desk: Desk, tmp_path: Path) -> None:
    desk.save({key_of(desk, "Zbig Pilarek"): Choice(action="write", text="Zbigniew Pilarski")})
    entry, _ = map(json.loads, (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines())
    [why] = entry["why"]
    assert (why["before"], why["written"], why["reason"]) == (
        "Zbig Pilarek",
        "Zbigniew Pilarski",
        "selected by an editor",
    )


def test_a_right_name_becomes_another_name_of_an_entity(desk: Desk, tmp_path: Path) -> None:
    choice = Choice(action="leave", entity="person/emmanuel-macron")
    told = desk.save({key_of(desk, "Zbig Pilarek"): choice})
    assert told == ["Zbig Pilarek: from now on another name of Emmanuel Macron (names.csv)"]
    macron, *_ = load_entities([tmp_path / "names.csv"])
    assert macron.aliases == ("Macron", "Zbig Pilarek")
    assert written(desk) == TEXT


def test_two_repairs_of_the_same_words_are_refused(desk: Desk) -> None:
    mark = next(key for key, item in desk.items.items() if item.edit.before == "Emmanuel Makron")
    start, end = (getattr(desk.items[mark].edit, name) for name in ("start", "end"))
    own = Span(1, start - 4, end).key
    typed = Choice(action="write", text="Jan Nowak", remember=False)
    with pytest.raises(InputError, match="would be changed twice"):
        desk.save({mark: Choice(action="write", option=0), own: typed})
    desk.save({mark: Choice(action="leave"), own: typed})
    assert "Jan Nowak" in written(desk)


@pytest.mark.parametrize("key", ["words-1-5-5", "words-1-0-9999", "words-3-0-4", "words-0-0-4", "words-1--1-4"])
def test_words_that_are_not_there_are_refused(desk: Desk, key: str) -> None:
    with pytest.raises(InputError, match="the id"):
        desk.save({key: Choice(action="write", text="Bern")})


def test_nothing_is_proposed_for_selected_words(desk: Desk) -> None:
    with pytest.raises(InputError, match="has no candidate 0"):
        desk.save({key_of(desk, "Zbig Pilarek"): Choice(action="write", option=0)})
    with pytest.raises(InputError, match="is what stands there"):
        desk.save({key_of(desk, "Zbig Pilarek"): Choice(action="write", text="Zbig Pilarek")})
    with pytest.raises(InputError, match="no entity of the tables"):
        desk.save({key_of(desk, "Zbig Pilarek"): Choice(action="leave", entity="person/nobody")})


def test_a_selection_has_its_places_its_context_and_names(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, {"a.txt": TEXT.encode("utf-8"), "b.txt": b"Mr Quillart.\nQuillart, Quillarts\n"})
    found = desk.words.select(2, 4, 9)
    assert (found.words, found.context) == ("Quillart", ("Mr ", "."))
    assert [place.span for place in found.places] == [Span(2, 3, 11), Span(2, 13, 21)]
    assert desk.words.select(2, 0, 2).names == []


def test_a_selection_of_a_marked_name_is_that_name(desk: Desk) -> None:
    mark, item = next((key, item) for key, item in desk.items.items() if item.edit.before == "Emmanuel Makron")
    found = desk.words.select(1, item.edit.start + 10, item.edit.end - 1)
    assert [place.id for place in found.places] == [mark]
    assert found.names[0].written == "Emmanuel Macron"


def test_a_search_finds_exact_similar_and_native_names() -> None:
    assert names("Kiev")[0] == ("place/kyiv", "Kyiv")
    assert names("Stamer") == [("person/keir-starmer", "Starmer")]
    assert names("Кир Стармер") == [("person/keir-starmer", "Keir Starmer")]
    assert names("Kyivans") != [("other/kyivans", "Kyivans")]
    assert names("?!") == names("Qqqq") == []
    [starmer] = SEARCH.names("STAMER", surface="STAMER", before="")
    assert (starmer.written, starmer.description, starmer.also) == (
        "STARMER",
        "Keir Starmer · person · GB",
        "Starmer, Кир Стармер",
    )


@pytest.mark.parametrize(
    ("selected", "words"),
    [("Mak", "Makron"), (" President ", "President"), ("t Makron", "President Makron"), ("kron's", "Makron's")],
)
def test_whole_words_are_selected(selected: str, words: str) -> None:
    text = "The President Makron's wife"
    at = text.index(selected)
    start, end = widened(text, at, at + len(selected), [])
    assert text[start:end] == words


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("a b", 1, 2), ("ab", 1, 1), ("ab", 0, 3), ("ab", -1, 1), ("ab\ncd", 0, 4), ("— …", 0, 3), ("b" * 201, 0, 1)],
)
def test_what_is_no_name_is_refused(text: str, start: int, end: int) -> None:
    with pytest.raises(InputError, match="select"):
        widened(text, start, end, [])


@given(st.text("ab .\n'é"), st.integers(0, 9), st.integers(0, 9))
def test_widening_again_changes_nothing(text: str, start: int, end: int) -> None:
    try:
        span = widened(text, start, end, [])
    except InputError:
        return
    assert widened(text, *span, []) == span
    assert text[slice(*span)].strip() == text[slice(*span)] != ""


def test_places_are_whole_words() -> None:
    assert list(places_of("Al.", "Al. Alan Al.")) == [(0, 3), (9, 12)]
