from __future__ import annotations

from pathlib import Path

import pytest

from namefix.datatypes import Entity
from namefix.errors import ConfigError, OutputError
from namefix.review.learning import TableLessons, with_accepted
from namefix.table import load_entities
from namefix.table.name_table import NameTable

MACRON = Entity("person/emmanuel-macron", "person", "Emmanuel Macron", country="FR", weight=150.5, is_bundled=True)
KYIV = Entity("place/kyiv", "place", "Kyiv", variants=("Kiev",))
TBILISI = Entity("place/tbilisi", "place", "Tbilisi", misspellings=("Tiblissi",), is_bundled=True)
KNOWN = NameTable([MACRON, KYIV, TBILISI])


def lessons(path: Path, content: str | None = None) -> TableLessons:
    if content is not None:
        path.write_bytes(content.encode("utf-8"))
    return TableLessons(path, KNOWN)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "own.csv"


def test_a_new_table_gets_the_whole_entity(path: Path) -> None:
    lesson = lessons(path)
    assert lesson.teach("Makron", "Macron", MACRON, "person") == "Makron: from now on Macron (own.csv)"
    assert lesson.before is None
    assert lesson.content == (
        b"id,kind,name,aliases,variants,misspellings,native,country,roles,weight,target\n"
        b"person/emmanuel-macron,person,Emmanuel Macron,,,Makron,,FR,,150.5,yes\n"
    )
    assert not path.exists()


def test_a_row_of_the_table_learns_in_its_place_and_all_else_stays(path: Path) -> None:
    rows = (
        "name,id,kind,misspellings",
        '"Bern, the town",place/bern,place,',
        "Kyiv,place/kyiv,place,Kyyv",
        "Odesa,place/odesa,place,",
    )
    table = "\ufeff" + "".join(f"{row}\r\n" for row in rows)
    lesson = lessons(path, table)
    assert "from now on Kyiv" in lesson.teach("Kiyv", "Kyiv", KYIV, "place")
    assert lesson.content == table.replace("Kyyv", "Kyyv|Kiyv").encode("utf-8")


def test_columns_are_added_where_a_row_needs_them(path: Path) -> None:
    lesson = lessons(path, "id,kind,name\nplace/bern,place,Bern\n")
    lesson.teach("Makron", "Macron", MACRON, "person")
    assert lesson.content == (
        b"id,kind,name,misspellings,country,weight\n"
        b"place/bern,place,Bern,,,\n"
        b"person/emmanuel-macron,person,Emmanuel Macron,Makron,FR,150.5\n"
    )


def test_a_typed_name_is_looked_up(path: Path) -> None:
    lesson = lessons(path)
    lesson.teach("Makron", "Macron", None, "place")
    path.write_bytes(lesson.content or b"")
    assert [(row.id, row.misspellings) for row in load_entities([path])] == [(MACRON.id, ("Makron",))]


def test_a_new_name_becomes_one_entity_for_all_its_garbles(path: Path) -> None:
    lesson = lessons(path)
    lesson.teach("Jan Nowek", "Jan Nowak", None, "person")
    lesson.teach("Jan Nowok", "Jan Nowak", None, "person")
    path.write_bytes(lesson.content or b"")
    (row,) = load_entities([path])
    assert (row.id, row.kind, row.misspellings) == ("person/jan-nowak", "person", ("Jan Nowek", "Jan Nowok"))


def test_an_id_is_never_given_twice(path: Path) -> None:
    lesson = lessons(path, "id,kind,name\nperson/jan-nowak,person,Someone Else\n")
    lesson.teach("Jan Nowek", "Jan Nowak", None, "person")
    path.write_bytes(lesson.content or b"")
    assert [row.id for row in load_entities([path])] == ["person/jan-nowak", "person/jan-nowak-2"]


@pytest.mark.parametrize(
    ("garble", "right", "entity", "why"),
    [
        ("Kiev", "Kyjiw", None, "it is a right name (Kyiv)"),
        ("Kyif", "Kyiv", KYIV, "place/kyiv stands in another table of yours"),
        ("Emmanuel Makron", "Macron", MACRON, "the table would write Emmanuel Macron, not Macron"),
        ("Xqu|makron", "Macron", MACRON, "CSV cannot represent"),
        ("Brown", "Braun", None, "others are called so"),
        ("March", "Marsh", None, "it is an English word"),
        ("Rotterdam", "Rutte", None, "others are called so"),
        ("Tiblissi", "Tiflis", None, "known as a misspelling of Tbilisi; take it out there first"),
        ("Zaporoze", "Zaporože", None, "letter case and diacritics"),
        ("Mak\u200bronq", "Macron", MACRON, "unprintable characters"),
    ],
)
def test_what_would_do_harm_is_not_learned(
    path: Path, garble: str, right: str, entity: Entity | None, why: str
) -> None:
    lesson = lessons(path, "id,kind,name\n")
    told = lesson.teach(garble, right, entity, "place")
    assert told.startswith(f"{garble}: not learned, ")
    assert why in told
    assert lesson.content == lesson.before


def test_a_row_learns_another_right_name(path: Path) -> None:
    lesson = lessons(path, "id,kind,name\n")
    assert lesson.teach_alias("Manu Macron", MACRON) == (
        "Manu Macron: from now on another name of Emmanuel Macron (own.csv)"
    )
    path.write_bytes(lesson.content or b"")
    assert [row.aliases for row in load_entities([path])] == [("Manu Macron",)]
    assert "is known as a name of Kyiv" in lesson.teach_alias("Kiev", KYIV)


@pytest.mark.parametrize(
    ("name", "entity", "why"),
    [
        ("Kiev", KYIV, "it is known as a name of Kyiv"),
        ("Kyjiw", KYIV, "place/kyiv stands in another table of yours"),
        ("Tiblissi", MACRON, "known as a misspelling of Tbilisi; take it out there first"),
        ("March", MACRON, "it is an English word"),
        ("Xqu|makron", MACRON, "CSV cannot represent"),
    ],
)
def test_an_alias_that_would_do_harm_is_not_learned(path: Path, name: str, entity: Entity, why: str) -> None:
    lesson = lessons(path, "id,kind,name\n")
    told = lesson.teach_alias(name, entity)
    assert told.startswith(f"{name}: not learned, ")
    assert why in told
    assert lesson.content == lesson.before


def test_a_lesson_is_learned_once(path: Path) -> None:
    lesson = lessons(path)
    lesson.teach("Makron", "Macron", MACRON, "person")
    assert "known as a misspelling of Emmanuel Macron" in lesson.teach("MAKRON", "MACRON", MACRON, "person")
    assert "known as a misspelling of Emmanuel Macron; take" in lesson.teach("Makron", "Makrona", None, "person")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("own.jsonl", None, "ends in .csv"),
        ("own.csv", "id,kind\n", "must name the columns"),
        ("own.csv", "id,kind,name\nx,planet,Mars\n", "own.csv:2: kind must be one of"),
    ],
)
def test_a_file_that_cannot_learn_is_refused(tmp_path: Path, name: str, content: str | None, why: str) -> None:
    with pytest.raises(OutputError, match=why):
        lessons(tmp_path / name, content)


def test_a_folder_cannot_learn(path: Path) -> None:
    path.mkdir()
    with pytest.raises(OutputError, match="cannot be read"):
        lessons(path)


def test_accepted_names_join_those_that_are_there_and_comments_stay(tmp_path: Path) -> None:
    content = b'# ours\naccepted = ["Kiev"] # old\n\n[rejected]\n"Makron" = "Macron"\n'
    written = with_accepted(content, tmp_path / "namefix.toml", ["Bidon", "Kiev"])
    assert written == content.replace(b'["Kiev"]', b'["Kiev", "Bidon"]')


def test_accepted_names_stand_above_the_sections(tmp_path: Path) -> None:
    written = with_accepted(b'style = "keep"\n[rejected]\n"Makron" = "Macron"\n', tmp_path / "namefix.toml", ["Bidon"])
    assert written == b'style = "keep"\naccepted = ["Bidon"]\n\n[rejected]\n"Makron" = "Macron"\n'


def test_a_new_file_has_the_accepted_names_alone(tmp_path: Path) -> None:
    assert with_accepted(None, tmp_path / "namefix.toml", ['O"Neal']) == b'accepted = ["O\\"Neal"]\n'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"accepted = [", "not valid TOML"),
        (b"\xff", "not valid TOML"),
        (b'[rejected]\n"Bidon" = "Biden"\n', "is both accepted and rejected"),
        (b'accepted = "Kiev"', "accepted"),
    ],
)
def test_settings_that_would_be_wrong_are_refused(tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        with_accepted(content, tmp_path / "namefix.toml", ["Bidon"])
