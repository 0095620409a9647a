"""The command, run in this process, and a table whose misspellings are decided without any evidence."""

from __future__ import annotations

import os
import pty
import subprocess
import termios
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from namefix.cli.command_line import app

NAMES = """id,kind,name,aliases,variants,misspellings,native,country,roles,weight,target
person/emmanuel-macron,person,Emmanuel Macron,Macron,,Makron|Emmanuel Makron,马克龙,FR,President,150,yes
person/ursula-von-der-leyen,person,Ursula von der Leyen,von der Leyen,,Vondrein,,DE,,130,yes
person/anna-zell,person,Anna Zell,Zell,,,,,,10,yes
person/otto-zell,person,Otto Zell,Zell,,,,,,20,yes
place/kyiv,place,Kyiv,,Kiev,Kyyyiv,,UA,capital,300,yes
place/odesa,place,Odesa,,Odessa,,,UA,,90,yes
place/bern,place,Bern,,,Brenn,,CH,capital,120,yes
place/brno,place,Brno,,,Brenn,,CZ,,100,yes
other/israelis,other,Israelis,,,,,,,0,no
"""

Run = Callable[..., Result]


def shown_on_terminal(command: Sequence[str]) -> str:
    """Run a command that succeeds, and return what it shows on the terminal that is its standard error."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 120))
    shown = b""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs) as process, open(ours, "rb") as terminal:
        os.close(theirs)
        with suppress(OSError):  # Linux reports the end of a terminal so
            while piece := os.read(terminal.fileno(), 1 << 12):
                shown += piece
    assert process.returncode == 0
    return shown.decode()


@pytest.fixture(scope="module")
def served_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table of a service that all tests of a module ask."""
    path = tmp_path_factory.mktemp("service") / "names.csv"
    path.write_text(NAMES, encoding="utf-8")
    return path


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text(NAMES, encoding="utf-8")
    return path


@pytest.fixture
def run() -> Run:
    """Run `namefix` with these arguments; it ends with an exit code, whatever it gets."""

    def run_command(*arguments: str | Path, stdin: str | bytes = b"") -> Result:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run_command


@pytest.fixture
def fix(run: Run, names: Path) -> Run:
    """Run `namefix fix` with the small table and without NER."""
    return lambda *arguments, stdin=b"": run(
        "fix", "--no-bundled", "--table", names, "--pipeline", "none", *arguments, stdin=stdin
    )


@pytest.fixture
def batch(run: Run, names: Path) -> Run:
    """Run `namefix batch` with the small table and without NER."""
    return lambda *arguments, stdin=b"": run(
        "batch", "--no-bundled", "--table", names, "--pipeline", "none", *arguments, stdin=stdin
    )
