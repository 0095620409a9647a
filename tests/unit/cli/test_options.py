from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from namefix.cli.options import FileOptions, FixerOptions, TableOptions, with_options
from namefix.errors import ConfigError


@dataclass(frozen=True)
class Size:
    width: Annotated[int, typer.Option(min=1, help="How wide.")] = 3
    height: Annotated[int, typer.Option("--tall", help="How tall.")] = 5


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer(add_completion=False)

    @app.command()
    @with_options
    def draw(name: Annotated[str, typer.Argument()], size: Size, is_red: bool = False) -> None:
        """Draw it."""
        typer.echo(f"{name} {size} {is_red}")

    return app


def test_the_fields_of_a_group_are_options_of_the_command(app: typer.Typer) -> None:
    run = CliRunner().invoke
    assert run(app, ["box"]).output == "box Size(width=3, height=5) False\n"
    assert run(app, ["box", "--width", "7", "--tall", "9", "--is-red"]).output == "box Size(width=7, height=9) True\n"
    assert run(app, ["box", "--width", "0"]).exit_code == 2
    shown = run(app, ["--help"]).output
    assert "Draw it." in shown
    assert shown.index("How wide") < shown.index("How tall") < shown.index("--is-red")


def test_options_take_the_place_of_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "namefix.toml").write_text(
        'style = "canonical"\nprecision = 0.9\nbundled = false\ntables = ["a.csv"]\n'
    )
    monkeypatch.chdir(tmp_path)
    here = FixerOptions().settings_here()
    assert (here.style, here.precision, here.bundled, here.tables) == ("canonical", 0.9, False, (Path("a.csv"),))
    there = FixerOptions(table=[Path("b.csv")], style="keep").settings_here()
    assert (there.style, there.precision, there.bundled) == ("keep", 0.9, False)
    assert there.tables == (tmp_path / "b.csv",)


def test_a_settings_file_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "namefix.toml").write_text("precision = 0.9\n")
    (tmp_path / "other.toml").write_text("precision = 0.8\n")
    assert FixerOptions(config=tmp_path / "other.toml").settings_here().precision == 0.8


def test_the_table_of_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("id,kind,name\nplace/oslo,place,Oslo\n")
    monkeypatch.chdir(tmp_path)
    assert list(TableOptions(table=[Path("a.csv")], no_bundled=True).load_table().entities) == ["place/oslo"]
    with pytest.raises(ConfigError, match="--table"):
        TableOptions(no_bundled=True).load_table()


@pytest.mark.parametrize(
    ("options", "paths", "problem"),
    [
        (FileOptions(source=Path("s")), ["a", "b"], "belongs to one file"),
        (FileOptions(source=Path("s")), ["."], "belongs to one file"),
        (FileOptions(source_language="zh"), ["a"], "needs --source"),
        (FileOptions(source=Path("-")), ["-"], "only once"),
        (FileOptions(), ["-", "-"], "only once"),
        (FileOptions(stdin_filename=Path("a.html")), ["a"], "needs standard input"),
    ],
)
def test_options_that_do_not_fit_the_files(options: FileOptions, paths: list[str], problem: str) -> None:
    with pytest.raises(typer.BadParameter, match=problem):
        options.check_paths([Path(path) for path in paths])
