"""The command `namefix table import`: what it writes and says, and that it is atomic, restartable and small."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.integration.conftest import Run, shown_on_terminal
from tests.unit.curate.conftest import HUMAN, item
from tests.unit.curate.test_geonames import ALTERNATES, TABLE

import namefix
from namefix import Config

ROOT = Path(__file__).parents[2]
MOST_MEGABYTES = 300
"""Of a process that imports 50,000 rows; any number of rows may take 500."""

COMMAND = """
import signal
import sys
from pathlib import Path
from namefix.cli.command_line import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in a job that a shell runs in the background
try:
    main(sys.argv[1:])
finally:
    print(*[line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line])
"""


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.json.gz"
    states = item("Q30", {"en": "United States", "ru": "Соединённые Штаты Америки"}, 300, P31="Q6256", P297="US")
    path.write_bytes(gzip.compress(f"[\n{HUMAN},\n{states}\n]\n".encode()))
    return path


@pytest.fixture
def geonames(tmp_path: Path) -> tuple[Path, Path]:
    table, alternates = tmp_path / "allCountries.txt", tmp_path / "alternateNamesV2.txt"
    table.write_text(TABLE, encoding="utf-8")
    alternates.write_text(ALTERNATES, encoding="utf-8")
    return table, alternates


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """GeoNames of 50,000 rows and three times as many alternate names."""
    folder = tmp_path_factory.mktemp("large")
    paths = folder / "allCountries.txt", folder / "alternateNamesV2.txt"
    subprocess.run([sys.executable, ROOT / "bench" / "foreign.py", "geonames", "50000", *paths], check=True)
    return paths


def rows_of(path: Path) -> dict[str, dict[str, object]]:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    return {row["id"]: row for row in map(json.loads, text.splitlines())}


class TestImport:
    @pytest.mark.parametrize("name", ["table.jsonl", "table.jsonl.gz"])
    def test_the_table_passes_its_check_and_loads(
        self, run: Run, dump: Path, tmp_path: Path, config: Config, name: str
    ) -> None:
        output = tmp_path / name
        result = run("table", "import", "wikidata", dump, "--output", output, "--targets", "100")
        assert (result.exit_code, result.stdout) == (0, "")
        assert f"{output}: 2 records read, 2 rows kept: 1 persons, 1 places; 1 targets" in result.stderr
        assert run("table", "check", output, "--no-bundled").stdout.startswith("2 entities: 1 target, 1 known")
        calibrators = {"calibrator": config.calibrator, "source_calibrator": config.source_calibrator}
        fixer = namefix.load(output, bundled=False, pipeline=None, **calibrators)
        assert fixer.fix("Barack Obama left.").text == "Barack Obama left."
        assert rows_of(output)["wikidata/Q76"]["target"] is False

    def test_the_summary_says_what_was_dropped_and_why(self, run: Run, dump: Path, tmp_path: Path) -> None:
        arguments = ["--output", tmp_path / "t.jsonl", "--kind", "person", "--min-weight", "3"]
        told = run("table", "import", "wikidata", dump, *arguments).stderr
        assert "dropped 1 records:\n          1  a place, not selected\n" in told
        assert "          1  fewer than three letters\n" in told

    def test_geonames_with_alternate_names(self, run: Run, geonames: tuple[Path, Path], tmp_path: Path) -> None:
        table, alternates = geonames
        output = tmp_path / "t.jsonl"
        arguments = ["--alternate-names", alternates, "--languages", "uk,zh", "--output", output]
        assert run("table", "import", "geonames", table, *arguments).exit_code == 0
        assert rows_of(output)["geonames/703448"]["native"] == ["Київ"]

    def test_csv_with_a_map(self, run: Run, tmp_path: Path) -> None:
        source, output = tmp_path / "names.csv", tmp_path / "t.jsonl"
        source.write_text("Name;Land\nJan Vzor;CZ\n", encoding="utf-8")
        arguments = ["--map", "name=Name,country=Land", "--kind", "person", "--output", output]
        assert run("table", "import", "csv", source, *arguments).exit_code == 0
        assert [(row["name"], row["country"]) for row in rows_of(output).values()] == [("Jan Vzor", "CZ")]

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            (["dbpedia", "dump.json.gz", "--output", "t.jsonl"], "unknown import format 'dbpedia'"),
            (["wikidata", "dump.json.gz", "--output", "t.csv"], "must end in .jsonl"),
            (["wikidata", "absent.json", "--output", "t.jsonl"], "absent.json: cannot be read"),
            (["wikidata", "dump.json.gz", "--output", "t.jsonl", "--languages", "zh,xx"], "'xx'"),
            (["wikidata", "dump.json.gz", "--output", "t.jsonl", "--map", "name=x"], "does not go with wikidata"),
            (["csv", "dump.json.gz", "--output", "t.jsonl"], "--map name=Name"),
            (["csv", "dump.json.gz", "--output", "t.jsonl", "--map", "name"], "must be FIELD=COLUMN, got 'name'"),
            (["csv", "dump.json.gz", "--output", "t.jsonl", "--map", "name=x"], "the kind of the rows is missing"),
            (["geonames", "dump.json.gz", "--output", "t.jsonl"], "dump.json.gz:1: 1 tab-separated columns"),
            (["wikidata", "dump.json.gz", "--output", "absent/t.jsonl"], "cannot be written"),
        ],
    )
    def test_wrong_use_and_bad_input(
        self, run: Run, dump: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], problem: str
    ) -> None:
        monkeypatch.chdir(dump.parent)
        result = run("table", "import", *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert problem in re.sub(r"[\s│]+", " ", result.stderr)
        assert os.listdir() == ["dump.json.gz"]

    def test_output_is_not_the_source(self, run: Run, tmp_path: Path) -> None:
        source = tmp_path / "names.jsonl"
        source.write_text(HUMAN, encoding="utf-8")
        assert run("table", "import", "wikidata", source, "--output", source).exit_code == 2
        assert source.read_text(encoding="utf-8") == HUMAN

    def test_an_input_that_fails_leaves_the_old_table(self, run: Run, dump: Path, tmp_path: Path) -> None:
        output = tmp_path / "t.jsonl"
        output.write_text("old", encoding="utf-8")
        dump.write_bytes(dump.read_bytes()[:-30])
        result = run("table", "import", "wikidata", dump, "--output", output)
        assert result.exit_code == 2
        assert "broken compression" in result.stderr
        assert output.read_text(encoding="utf-8") == "old"


class TestProcess:
    """The installed command in a process of its own."""

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, "-c", COMMAND, "table", "import", *map(str, arguments)]

    def test_no_progress_where_nobody_looks(self, dump: Path, tmp_path: Path) -> None:
        command = self.command("wikidata", dump, "--output", tmp_path / "t.jsonl")
        done = subprocess.run(command, capture_output=True, check=True)
        assert done.stderr.startswith(str(tmp_path).encode())
        assert b"\r" not in done.stderr

    def test_progress_on_a_terminal(self, dump: Path, tmp_path: Path) -> None:
        shown = shown_on_terminal(self.command("wikidata", dump, "--output", tmp_path / "t.jsonl"))
        assert "2 rows kept" in shown
        assert "100%" in shown

    @pytest.mark.slow
    def test_memory_does_not_grow_with_the_input(self, large: tuple[Path, Path], tmp_path: Path) -> None:
        table, alternates = large
        output = tmp_path / "t.jsonl.gz"
        command = self.command("geonames", table, "--alternate-names", alternates, "--output", output)
        done = subprocess.run(command, capture_output=True, check=True)
        assert int(done.stdout) < MOST_MEGABYTES * 1024
        assert b"50,000 records read" in done.stderr
        assert len(rows_of(output)) > 25_000

    @pytest.mark.slow
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_an_interrupt_leaves_the_old_table_and_nothing_else(
        self, large: tuple[Path, Path], tmp_path: Path, number: signal.Signals
    ) -> None:
        output = tmp_path / "t.jsonl"
        output.write_text("old", encoding="utf-8")
        command = self.command("geonames", large[0], "--alternate-names", large[1], "--output", output)
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        ) as process:
            while len(os.listdir(tmp_path)) < 2:
                time.sleep(0.05)
            time.sleep(0.1)
            process.send_signal(number)
            assert process.wait() == 130
            assert process.stderr
            assert process.stderr.read() == b""
        assert (os.listdir(tmp_path), output.read_text(encoding="utf-8")) == (["t.jsonl"], "old")
