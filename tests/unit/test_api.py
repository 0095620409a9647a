from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import namefix
from namefix.config import Config, Settings, TableSettings
from namefix.errors import ConfigError, TableError

TABLE = "id,kind,name,aliases,country,weight\nperson/ondrej-vrba,person,Ondřej Vrba,Vrba,FR,50\n"


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    path = tmp_path / "newsroom.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "settings", [{"stile": "keep"}, {"max_candidates": 0}, {"policy": {"replace": 2}}, {"bundled": "core,wide"}]
)
def test_a_wrong_setting_is_named(settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=f"wrong settings: {next(iter(settings))}"):
        namefix.load(**settings)


def test_tables_are_named_first(newsroom: Path) -> None:
    with pytest.raises(ConfigError, match=r"tables are no setting of load; name them first, as in load\('names\.csv'"):
        namefix.load(tables=[newsroom], bundled=False)  # type: ignore[call-arg]


def test_the_nearest_setting_is_named() -> None:
    with pytest.raises(ConfigError, match="precison: there is no such setting; the nearest is 'precision'"):
        namefix.load(precison=0.9)
    with pytest.raises(ConfigError, match=r"policy\.reviw: there is no such setting; the nearest is 'review'"):
        namefix.load(policy={"reviw": 0.9})


@pytest.mark.parametrize("table", [None, 5, b"names.csv", ["names.csv"]])
def test_what_is_no_path_is_told(table: Any) -> None:
    with pytest.raises(ConfigError, match="a table must be the path of a file"):
        namefix.load(table)


def test_a_table_alone_is_yours_alone(newsroom: Path) -> None:
    fixer = namefix.load(newsroom, bundled=False, pipeline=None)
    assert list(fixer.table.entities) == ["person/ondrej-vrba"]


def test_tables_may_be_named_by_strings_and_missing_ones_are_told(newsroom: Path) -> None:
    assert namefix.load(str(newsroom), bundled=False, pipeline=None).table.find("Ondrej Vrba")
    with pytest.raises(TableError, match=r"nothing\.csv"):
        namefix.load("nothing.csv", bundled=False, pipeline=None)


def test_your_table_stands_beside_the_bundled_one(newsroom: Path) -> None:
    entities = namefix.load(newsroom, pipeline=None).table.entities
    assert {"person/ondrej-vrba", "person/emmanuel-macron", "place/kyiv"} <= set(entities)


@pytest.mark.model
def test_one_line_repairs_a_text() -> None:
    assert namefix.fix("French President Emmanuel Makron arrived.").text == "French President Emmanuel Macron arrived."


def test_the_typed_settings_are_those_of_the_configuration() -> None:
    assert set(Settings.__annotations__) == set(Config.model_fields) - {"tables"}
    assert set(TableSettings.__annotations__) == set(Config.model_fields) == TableSettings.__optional_keys__


@pytest.mark.model
def test_one_line_reads_the_source_too() -> None:
    text, source = (
        "Prime Minister Kiel Stamer met Zerensky.",
        "Прем'єр-міністр Кір Стармер зустрівся із Зеленським.",
    )
    assert namefix.fix(text, source=source, source_language="uk").text == ("Prime Minister Keir Starmer met Zelensky.")
    with pytest.raises(ConfigError, match="'klingon'"):
        namefix.fix(text, source=source, source_language="klingon")
