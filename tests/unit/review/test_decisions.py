from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.review.desks import KEY, TABLE, desk_of

from namefix.check.settings_file import SettingsFinder
from namefix.errors import InputError
from namefix.review.decisions import Decided, Verdict, learn_from, read_decisions
from namefix.review.learning import TableLessons
from namefix.review.review_desk import Desk
from namefix.review.review_items import Choice
from namefix.review.review_log import ReviewLog
from namefix.table import load_entities
from namefix.table.name_table import NameTable

MACRON = "person/emmanuel-macron"


def decided(words: str, verdict: Verdict, right: str = "", *, text: str = "a", entity: str | None = None) -> Decided:
    return Decided(words, verdict, right, entity, "person", ("1", text))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def learn(path: Path, *decisions: Decided, least: int = 2) -> tuple[str, list[str]]:
    """Return the numbers and the messages, and write the table."""
    known = NameTable(load_entities([path]))
    lesson = TableLessons(path, known)
    learned = learn_from(decisions, lesson, known, least)
    path.write_bytes(lesson.content or b"")
    return str(learned), [*learned.learned, *learned.refused]


def twice(words: str, verdict: Verdict, right: str = "", entity: str | None = None) -> list[Decided]:
    return [decided(words, verdict, right, text=text, entity=entity) for text in "ab"]


def test_what_was_written_over_in_two_texts_becomes_a_misspelling(path: Path) -> None:
    told = learn(path, *twice("Makronn", Verdict.WRITTEN_OVER, "Macron", MACRON))
    assert told[1] == ["Makronn: from now on Macron (own.csv)"]
    assert load_entities([path])[0].misspellings == ("Makronn",)


def test_a_name_of_no_table_becomes_a_new_row(path: Path) -> None:
    learn(path, *twice("Zbig Quillart", Verdict.WRITTEN_OVER, "Zbigniew Kwilarski"))
    *_, row = load_entities([path])
    assert (row.name, row.misspellings, row.target) == ("Zbigniew Kwilarski", ("Zbig Quillart",), True)


def test_a_name_that_was_left_in_two_texts_is_known(path: Path) -> None:
    assert learn(path, *twice("Emil Makronis", Verdict.LEFT))[1] == [
        "Emil Makronis: from now on a known name (own.csv)"
    ]
    *_, row = load_entities([path])
    assert (row.id, row.name, row.target) == ("person/emil-makronis", "Emil Makronis", False)


@pytest.mark.parametrize("verdict", [Verdict.NEVER, Verdict.ALIAS])
def test_explicit_decisions_count_at_once(path: Path, verdict: Verdict) -> None:
    numbers, _ = learn(path, decided("Manu Macron", verdict, MACRON, entity=MACRON))
    assert numbers.startswith("1 name learned")
    rows = load_entities([path])
    assert any("Manu Macron" in (*row.aliases, row.name) for row in rows)


@pytest.mark.parametrize(
    ("decisions", "numbers"),
    [
        ([decided("Makronn", Verdict.LEFT)] * 2, "1 decided in too few texts, 0 decided in different ways, 0 refused"),
        (
            [decided("Makronn", Verdict.LEFT), decided("Makronn", Verdict.WRITTEN_OVER, "Macron", text="b")],
            "0 decided in too few texts, 1 decided in different ways, 0 refused",
        ),
        (
            [decided("Makronn", Verdict.WRITTEN_OVER, right, text=right) for right in ("Macron", "Marrero")],
            "0 decided in too few texts, 1 decided in different ways, 0 refused",
        ),
        (twice("March", Verdict.WRITTEN_OVER, "Marsh"), "0 decided in different ways, 1 refused"),
        (twice("Macron", Verdict.LEFT), "0 decided in different ways, 1 refused"),
        (twice("Brenn", Verdict.LEFT), "0 decided in different ways, 1 refused"),
    ],
)
def test_what_is_not_learned_is_counted(path: Path, decisions: list[Decided], numbers: str) -> None:
    told, _ = learn(path, *decisions)
    assert told.startswith("0 names learned; ")
    assert numbers in told
    assert path.read_text(encoding="utf-8") == TABLE


def test_a_known_name_is_learned_once(path: Path) -> None:
    learn(path, *twice("Emil Makronis", Verdict.LEFT))
    assert "is known as a right name (Emil Makronis)" in learn(path, *twice("Emil Makronis", Verdict.LEFT))[1][0]


def test_the_log_of_a_review_is_read_without_what_was_undone(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    typed = Choice(action="write", text="Jan Nowak", remember=False)
    desk.save({"mark-1-1": Choice(action="write", option=1, remember=False)})
    desk.save({**desk.saved, "mark-1-2": Choice(action="leave"), "words-1-0-6": typed})
    desk.save({**desk.saved, "mark-1-3": Choice(action="never")})
    desk.take_back()
    found = list(read_decisions(tmp_path / "log.jsonl"))
    assert [(one.words, one.verdict, one.right, one.entity, one.kind) for one in found] == [
        ("Emmanuel Makron", Verdict.WRITTEN_OVER, "Manuel Marrero", "person/manuel-marrero", "person"),
        ("Brenn", Verdict.LEFT, "", None, "place"),
        ("French", Verdict.WRITTEN_OVER, "Jan Nowak", None, "person"),
    ]


def test_decisions_of_two_days_repair_the_text_of_the_third(tmp_path: Path) -> None:
    typed = Choice(action="write", text="Zbigniew Kwilarski", remember=False)
    for day in ("monday", "tuesday"):
        desk = desk_of(tmp_path, {f"{day}.txt": b"Zbig Quillart spoke.\n"})
        desk.save({"words-1-0-13": typed})
    path = tmp_path / "names.csv"
    known = NameTable(load_entities([path]))
    lesson = TableLessons(path, known)
    learn_from(read_decisions(tmp_path / "log.jsonl"), lesson, known, 2)
    path.write_bytes(lesson.content or b"")
    (tmp_path / "wednesday.txt").write_text("Then Zbig Quillart left.\n", encoding="utf-8")
    desk = Desk([tmp_path / "wednesday.txt"], SettingsFinder(None, {}), ReviewLog(tmp_path / "l", "Ana", KEY), None)
    assert [item.edit.after for item in desk.items.values()] == ["Zbigniew Kwilarski"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{", "line of a review"),
        (b"[]\n", "not a JSON"),
        (b"\xff", "read"),
        (b'{"id": "2", "why": [{}]}', "incomplete"),
    ],
)
def test_what_is_no_log_is_told(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "log").write_bytes(json.dumps({"id": "1"}).encode() + b"\n" + content)
    with pytest.raises(InputError, match=why):
        list(read_decisions(tmp_path / "log"))
