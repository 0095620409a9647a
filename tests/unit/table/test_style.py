from __future__ import annotations

from pathlib import Path

import pytest

from namefix.errors import ConfigError
from namefix.table.name_table import NameTable
from namefix.table.style import HouseStyle, load_style


def preferred(style: HouseStyle, table: NameTable, name: str) -> str | None:
    return style.preferred(table.find(name)[0])


@pytest.fixture
def style_file(tmp_path: Path) -> Path:
    return tmp_path / "style.toml"


@pytest.mark.parametrize("name", ["Kiev", "Kyiv", "Zelenskyy"])
def test_keep_leaves_accepted_variants_alone(table: NameTable, name: str) -> None:
    assert preferred(load_style("keep", table), table, name) is None


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Kiev", "Kyiv"),
        ("Zelenskyy", "Zelensky"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Kyiv", None),
        ("Zelensky", None),
    ],
)
def test_canonical_turns_variants_into_the_name_of_as_many_words(
    table: NameTable, name: str, wanted: str | None
) -> None:
    assert preferred(load_style("canonical", table), table, name) == wanted


def test_a_file_chooses_per_entity(table: NameTable, style_file: Path) -> None:
    style_file.write_text(
        'default = "canonical"\n[entities]\n"place/kyiv" = "Kiev"\n"person/volodymyr-zelensky" = "keep"\n',
        encoding="utf-8",
    )
    style = load_style(style_file, table)
    assert preferred(style, table, "Kyiv") == "Kiev"
    assert preferred(style, table, "Kiev") is None
    assert preferred(style, table, "Zelenskyy") is None


def test_a_chosen_full_name_rules_the_surname_too(table: NameTable, style_file: Path) -> None:
    style_file.write_text('[entities]\n"person/volodymyr-zelensky" = "Volodymyr Zelenskyy"\n', encoding="utf-8")
    assert preferred(load_style(style_file, table), table, "Zelensky") == "Zelenskyy"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('default = "canon"', "default must be one of keep, canonical, got 'canon'"),
        ('styles = "keep"', "unknown key 'styles'; allowed: default, entities"),
        ('[entities]\n"place/kiew" = "Kiev"', "unknown id 'place/kiew'"),
        ('[entities]\n"place/kyiv" = "Kiew"', "must be one of keep, canonical, Kyiv, Kiev, got 'Kiew'"),
        ('entities = "Kiev"', "entities must be a table, .* got 'Kiev'"),
        ('[entities]\n"place/kyiv" = 3', "got 3"),
        ("default = ", "not valid TOML"),
    ],
)
def test_a_wrong_style_file_names_the_file_and_what_is_allowed(
    table: NameTable, style_file: Path, content: str, problem: str
) -> None:
    style_file.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=problem) as error:
        load_style(style_file, table)
    assert str(style_file) in str(error.value)


@pytest.mark.parametrize("style", ["canonicle", "nowhere/style.toml"])
def test_a_style_that_is_neither_a_name_nor_a_file_is_refused(table: NameTable, style: str) -> None:
    with pytest.raises(ConfigError, match="style must be keep, canonical or a style file"):
        load_style(style, table)


def test_a_style_file_that_is_not_utf8_is_refused(table: NameTable, style_file: Path) -> None:
    style_file.write_bytes(b'default = "\xff"')
    with pytest.raises(ConfigError, match="UTF-8"):
        load_style(style_file, table)
