from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.review.desks import KEY, TABLE, TEXT, desk_of

from namefix.check.settings_file import SettingsFinder
from namefix.errors import InputError, OutputError
from namefix.review.review_desk import Desk
from namefix.review.review_items import Choice
from namefix.review.review_log import ReviewLog
from namefix.table import load_entities

ACCEPT = Choice(action="write", option=0)
LEAVE = Choice(action="leave")
NEVER = Choice(action="never")
MAKRON, BRENN, SECOND = "mark-1-1", "mark-1-2", "mark-1-3"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(tmp_path)


def typed(text: str, *, remember: bool = True) -> Choice:
    return Choice(action="write", text=text, remember=remember)


def text_of(folder: Path) -> str:
    return (folder / "news.txt").read_bytes().decode("utf-8")


def test_only_what_was_accepted_is_written(desk: Desk, tmp_path: Path) -> None:
    assert desk.save({MAKRON: ACCEPT, BRENN: LEAVE}) == []
    assert text_of(tmp_path) == TEXT.replace("Emmanuel Makron", "Emmanuel Macron")
    assert (tmp_path / "names.csv").read_text(encoding="utf-8") == TABLE


def test_another_candidate_is_written_and_learned(desk: Desk, tmp_path: Path) -> None:
    assert desk.save({MAKRON: Choice(action="write", option=1)}) == [
        "Emmanuel Makron: from now on Manuel Marrero (names.csv)"
    ]
    assert text_of(tmp_path) == TEXT.replace("Emmanuel Makron", "Manuel Marrero")
    marrero = next(row for row in load_entities([tmp_path / "names.csv"]) if row.id == "person/manuel-marrero")
    assert marrero.misspellings == ("Emmanuel Makron",)


def test_a_typed_name_is_written_as_it_is_and_learned_as_a_new_one(desk: Desk, tmp_path: Path) -> None:
    desk.save({MAKRON: typed("Emil Makronis")})
    assert "President Emil Makronis spoke" in text_of(tmp_path)
    *_, new = load_entities([tmp_path / "names.csv"])
    assert (new.id, new.kind, new.name) == ("person/emil-makronis", "person", "Emil Makronis")
    assert new.misspellings == ("Emmanuel Makron",)


def test_what_shall_not_be_remembered_is_not(desk: Desk, tmp_path: Path) -> None:
    assert desk.save({MAKRON: typed("Emil Makronis", remember=False)}) == []
    assert (tmp_path / "names.csv").read_text(encoding="utf-8") == TABLE


def test_a_table_that_is_named_learns_in_place_of_that_of_the_settings(tmp_path: Path) -> None:
    own = tmp_path / "learned.csv"
    desk_of(tmp_path, table=own).save({MAKRON: typed("Emil Makronis")})
    assert [row.name for row in load_entities([own])] == ["Emil Makronis"]
    assert (tmp_path / "names.csv").read_text(encoding="utf-8") == TABLE


def test_a_table_that_cannot_learn_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="names are learned into CSV"):
        desk_of(tmp_path, table=tmp_path / "names.jsonl")


def test_a_name_that_is_never_touched_is_left_and_accepted(desk: Desk, tmp_path: Path) -> None:
    desk.save({SECOND: NEVER})
    assert text_of(tmp_path) == TEXT
    settings = (tmp_path / "namefix.toml").read_text(encoding="utf-8")
    assert settings.endswith('tables = ["names.csv"] # ours\naccepted = ["Makron"]\n')
    again = Desk([tmp_path / "news.txt"], SettingsFinder(None, {}), ReviewLog(tmp_path / "log", "Ana", KEY), None)
    assert [item.edit.before for item in again.items.values()] == ["Emmanuel Makron", "Brenn"]


def test_a_second_save_adds_to_the_first(desk: Desk, tmp_path: Path) -> None:
    desk.save({MAKRON: ACCEPT})
    desk.save({MAKRON: ACCEPT, SECOND: ACCEPT})
    assert text_of(tmp_path) == TEXT.replace("Makron", "Macron")
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]
    log = [line for line in lines if "why" in line]
    assert [[why["before"] for why in entry["why"]] for entry in log] == [["Emmanuel Makron"], ["Makron"]]
    assert log[1]["why"][0]["after"] == log[1]["why"][0]["written"] == "Macron"
    assert log[1]["why"][0]["probability"] > 0.9


def test_saves_are_taken_back_with_all_that_they_changed(desk: Desk, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    desk.save({BRENN: ACCEPT})
    desk.save({BRENN: ACCEPT, MAKRON: typed("Emil Makronis"), SECOND: NEVER})
    assert desk.take_back() == [MAKRON, SECOND]
    assert text_of(tmp_path) == TEXT.replace("Brenn", "Bern")
    assert desk.take_back() == [BRENN]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix != ".jsonl"} == before
    assert desk.saved == {}
    with pytest.raises(InputError, match="nothing is saved"):
        desk.take_back()


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("Other words.", encoding="utf-8")
    with pytest.raises(OutputError, match="changed by somebody else"):
        desk.save({MAKRON: typed("Emil Makronis")})
    assert (tmp_path / "names.csv").read_text(encoding="utf-8") == TABLE
    assert desk.saved == {}


@pytest.mark.parametrize(
    ("choices", "why"),
    [
        ({"mark-9-9": ACCEPT}, "no name has the id"),
        ({BRENN: Choice(action="write", option=2)}, "has no candidate 2"),
        ({BRENN: Choice(action="write", option=-1)}, "has no candidate -1"),
        ({BRENN: Choice(action="write")}, "either a candidate or a text"),
        ({BRENN: Choice(action="write", option=0, text="Bern")}, "either a candidate or a text"),
        ({BRENN: typed("Brenn")}, "is what stands there"),
        ({BRENN: typed("")}, "begins with a letter"),
        ({BRENN: typed("=HYPERLINK()")}, "begins with a letter"),
        ({BRENN: typed("Bern\nBern")}, "begins with a letter"),
        ({BRENN: typed("B" * 201)}, "begins with a letter"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(desk: Desk, tmp_path: Path, choices: dict[str, Choice], why: str) -> None:
    with pytest.raises(InputError, match=why):
        desk.save({SECOND: ACCEPT, **choices})
    assert text_of(tmp_path) == TEXT


def test_what_is_saved_stays_until_it_is_taken_back(desk: Desk) -> None:
    desk.save({BRENN: ACCEPT})
    with pytest.raises(InputError, match="saved already"):
        desk.save({BRENN: LEAVE})


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (
            "bom.txt",
            b"\xef\xbb\xbfMr Makron left.\r\nMr Makron\rleft.\n",
            b"\xef\xbb\xbfMr Macron left.\r\nMr Macron\rleft.\n",
        ),
        ("wide.txt", "\ufeffMr Makron.\r\n".encode("utf-16-le"), "\ufeffMr Macron.\r\n".encode("utf-16-le")),
        (
            "a.html",
            b"<p title='Makron'>Mr <b>Mak</b>ron &amp; I\r\n",
            b"<p title='Makron'>Mr <b>Mac</b>ron &amp; I\r\n",
        ),
    ],
)
def test_all_else_of_a_file_stays_byte_for_byte(tmp_path: Path, name: str, before: bytes, after: bytes) -> None:
    desk = desk_of(tmp_path, {name: before})
    desk.save(dict.fromkeys(desk.items, ACCEPT))
    assert (tmp_path / name).read_bytes() == after


def test_what_has_no_place_in_the_markup_is_left_and_told(tmp_path: Path) -> None:
    desk = desk_of(
        tmp_path, {"a.md": b"> Bre\n> **nen** it is, Brenn.\n"}, row="place/bremen,place,Bremen,,Bre nen,DE,,90\n"
    )
    told, *_ = desk.save(dict.fromkeys(desk.items, ACCEPT))
    assert told == f"Bre nen → Bremen has no place in the markup of {tmp_path / 'a.md'}; do it by hand"
    assert (tmp_path / "a.md").read_bytes() == b"> Bre\n> **nen** it is, Bern.\n"


def test_several_files_are_saved_and_taken_back_together(tmp_path: Path) -> None:
    (tmp_path / "sports").mkdir()
    files = {"a.txt": b"Mr Makron left.\n", "sports/b.html": b"<p>Mr Makron sat.</p>\n"}
    desk = desk_of(tmp_path, files)
    assert [sheet.path for sheet in desk.sheets] == [str(tmp_path / name) for name in files]
    for _ in range(2):  # the second time there is nothing new
        desk.save({"mark-1-1": ACCEPT, "mark-2-1": NEVER})
    assert (tmp_path / "a.txt").read_bytes() == b"Mr Macron left.\n"
    assert (tmp_path / "sports/b.html").read_bytes() == files["sports/b.html"]
    assert 'accepted = ["Makron"]' in (tmp_path / "namefix.toml").read_text(encoding="utf-8")
    assert desk.take_back() == ["mark-1-1", "mark-2-1"]
    assert {name: (tmp_path / name).read_bytes() for name in files} == files


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        Desk([tmp_path / "none.txt"], SettingsFinder(None, {}), ReviewLog(tmp_path / "log", "Ana", KEY), None)
