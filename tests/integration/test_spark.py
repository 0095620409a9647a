"""The Spark integration: two executor processes, one of which is killed, and the example, with threads as executors."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyspark", reason="Spark is missing: pip install -e .[spark]")

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession
from tests.integration.conftest import NAMES

import namefix
from namefix import NamefixError
from namefix.integrations.arrow_batches import RESULT
from namefix.integrations.spark import fix_column

ROOT = Path(__file__).parents[2]
HAS_JAVA = bool(shutil.which("java") or os.environ.get("JAVA_HOME"))

pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    pytest.mark.skipif(not HAS_JAVA, reason="Spark needs Java: apt-get install default-jre-headless"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]

_SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

TEXTS = ["Makron met Vondrein.", None, "He went to Brenn.", "", "Mr Makron left."]
ROWS = [(number, TEXTS[number % len(TEXTS)]) for number in range(60)]


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    """Two executors, each a process, whose Java compiles little, since it does not run long."""
    quiet = {"spark.ui.enabled": "false", "spark.log.level": "ERROR"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("JAVA_TOOL_OPTIONS", _SHORT_LIVED)
        session = SparkSession.builder.master("local-cluster[2,1,1024]").config(map=quiet).getOrCreate()
        yield session
        session.stop()


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("spark") / "names.csv"
    path.write_text(NAMES, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def settings(table: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    style = tmp_path_factory.mktemp("style") / "style.toml"
    style.write_text('[entities]\n"place/kyiv" = "Kiev"\n', encoding="utf-8")
    return {"tables": (table,), "bundled": False, "pipeline": None, "style": style}


@pytest.fixture(scope="module")
def expected(table: Path, settings: dict[str, Any]) -> dict[int, tuple[str | None, int]]:
    """The repaired text of each row and the number of its edits."""
    options = {name: value for name, value in settings.items() if name != "tables"}
    fixer = namefix.load(table, **options)
    results = [(number, None if text is None else fixer.fix(text)) for number, text in ROWS]
    return {number: (None, 0) if result is None else (result.text, len(result.edits)) for number, result in results}


def collected(frame: DataFrame) -> dict[int, tuple[str | None, int]]:
    return {row["id"]: (row["fixed"]["text"], len(row["fixed"]["edits"])) for row in frame.collect()}


def test_a_column_is_repaired(
    session: SparkSession, settings: dict[str, Any], expected: dict[int, tuple[str | None, int]]
) -> None:
    frame = session.createDataFrame(ROWS, "id int, text string").repartition(2)
    fixed = fix_column(frame, **settings)
    assert fixed.schema["fixed"].dataType.simpleString() == (
        "struct<text:string,"
        "edits:array<struct<start:int,end:int,before:string,after:string,entity_id:string,certainty:string,probability:double,reason:string>>,"
        "review:array<struct<start:int,end:int,before:string,after:string,entity_id:string,certainty:string,probability:double,reason:string>>,"
        "warnings:array<string>>"
    )
    assert collected(fixed) == expected
    (row,) = fix_column(session.createDataFrame([(7,)], "text int"), **settings).collect()
    assert row["fixed"]["text"] is None
    assert row["fixed"]["warnings"] == ["not repaired: the text is not text, but int"]
    for wrong in ({"column": "body"}, {"precision": 7}, {"pipeline": "en_core_web_xx"}):
        with pytest.raises(NamefixError):
            fix_column(frame, **(settings | wrong))


def killing_one_executor(mark: Path) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Return a function that passes batches on, and once kills the executor in which it runs, in the middle of its task."""

    def pass_on(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield batch.slice(0, 1)
            try:
                mark.touch(exist_ok=False)
            except FileExistsError:
                yield batch.slice(1)
            else:
                executor = next(one for one in psutil.Process().parents() if one.name() == "java")
                executor.send_signal(signal.SIGKILL)
                executor.wait()

    return pass_on


def test_a_killed_executor_changes_nothing(
    session: SparkSession, settings: dict[str, Any], expected: dict[int, tuple[str | None, int]], tmp_path: Path
) -> None:
    mark = tmp_path / "killed"
    frame = session.createDataFrame(ROWS, "id int, text string").repartition(4)
    passed = frame.mapInArrow(killing_one_executor(mark), frame.schema)
    assert collected(fix_column(passed, **settings)) == expected
    assert mark.exists()


def test_the_example_goes_on_where_it_was_ended(table: Path, tmp_path: Path) -> None:
    articles, output = tmp_path / "articles.parquet", tmp_path / "fixed"
    texts = {f"a{number}": f"Number {number}: Makron met Vondrein." for number in range(20)}
    pq.write_table(pa.table({"id": list(texts), "text": list(texts.values())}), articles)
    output.mkdir()
    done = pa.array([{"text": "done before", "edits": [], "review": [], "warnings": []}], RESULT)
    pq.write_table(pa.table({"id": ["a3"], "fixed": done}), output / "earlier.parquet")
    submit = shutil.which("spark-submit", path=str(Path(sys.executable).parent))
    assert submit
    job = [ROOT / "examples" / "spark_job.py", articles, output, "--table", table, "--slices", "2"]
    pythons = {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    environment = os.environ | pythons | {"JAVA_TOOL_OPTIONS": _SHORT_LIVED}
    run = subprocess.run(
        [submit, "--master", "local[2]", *job], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    fixed = {row["id"]: row["fixed"]["text"] for row in pq.read_table(output).to_pylist()}
    assert fixed == {
        key: text.replace("Makron", "Macron").replace("Vondrein", "von der Leyen") for key, text in texts.items()
    } | {"a3": "done before"}
