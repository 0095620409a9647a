"""Repair of a column of texts in a Spark DataFrame."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import file_digest
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Unpack

from namefix.api import checked_config
from namefix.config import Config, TableSettings
from namefix.errors import MissingExtraError
from namefix.pipeline import NameFixer
from namefix.table import load_table
from namefix.table.compiled import map_parts

try:
    from pyspark import SparkFiles
    from pyspark.sql.pandas.types import from_arrow_type

    from namefix.integrations.arrow_batches import RESULT, add_results, check_columns, fixer_of
except ImportError as error:
    raise MissingExtraError("a Spark DataFrame", "spark") from error

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark import SparkContext
    from pyspark.sql import DataFrame

_FILES = ("style", "calibrator", "source_calibrator")
"""Settings that may name a file, which is sent like the tables."""

_SENT = "namefix-"
"""Start of the names of sent files."""


def fix_column(
    frame: DataFrame,
    column: str = "text",
    *,
    source: str | None = None,
    language: str | None = None,
    into: str = "fixed",
    **settings: Unpack[TableSettings],
) -> DataFrame:
    """Add a column of results: a struct with `text`, `edits`, `review` and `warnings`.

    Nothing is computed until Spark needs the column. Partitions, retries and speculation are those of Spark. Each Python
    worker builds one fixer and keeps it for later tasks. The tables are compiled by the driver, sent to each executor once
    and shared by its workers; namefix must be installed there in the same version, with the same Python.

    A row without a text (null, a number), or whose text fails, has a result with a null text and the reason as its only
    warning; other rows are not affected.

    Args:
        frame: The DataFrame.
        column: The column with the texts.
        source: The column with the sources of the texts; it may have nulls.
        language: The column with the language codes of the sources, or one code for all.
        into: The name of the added column.
        settings: Fields of `Config`, as for `namefix.load`, with `tables` for your own tables.

    Raises:
        ConfigError: If a column is missing, or `into` is one of the columns; if a setting or language is unknown.
        TableError: If a table cannot be used; the message lists all problems.
    """
    check_columns(frame.columns, column, source, language, into)
    config = checked_config(**settings)
    sent = _send(frame.sparkSession.sparkContext, config)
    columns = (column, source, language, into)

    def fix_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        fixer = fixer_of(_received(sent))
        for batch in batches:
            yield add_results(batch, fixer, columns)

    schema = type(frame.schema)(list(frame.schema.fields)).add(into, from_arrow_type(RESULT))
    return frame.mapInArrow(fix_batches, schema)


def _send(context: SparkContext, config: Config) -> str:
    """Send the files of the settings to all executors, and return the settings as JSON, with the names of the files there."""
    with TemporaryDirectory(prefix="namefix-") as folder:
        table = map_parts(load_table(config.tables, bundled=config.bundled), Path(folder))
        NameFixer(table, config)  # raises here, not on the executors, what is wrong with the settings
        tables = tuple(_send_file(context, part.path) for part in table.parts if part.path)
    given = {name: getattr(config, name) for name in _FILES}
    paths = {name: Path(value) for name, value in given.items() if value not in (None, "keep", "canonical")}
    files = {name: _send_file(context, path) for name, path in paths.items()}
    return config.model_copy(update={"tables": tables, **files}).model_dump_json()


def _send_file(context: SparkContext, path: Path) -> Path:
    """Send a file under a name that depends on its content, because an executor has one folder for all; return the name."""
    with path.open("rb") as file:
        name = f"{_SENT}{file_digest(file, 'blake2b').hexdigest()[:32]}{path.suffix}"
    kept = Path(_outbox().name) / name
    if not kept.exists():
        copyfile(path, kept)
    context.addFile(str(kept))
    return Path(name)


@cache
def _outbox() -> TemporaryDirectory[str]:
    """Return the folder from which executors fetch the files as long as the driver runs."""
    return TemporaryDirectory(prefix="namefix-spark-")


@lru_cache(maxsize=2)
def _received(sent: str) -> Config:
    """Return the settings of `_send` with the paths that the files have here."""

    def path_of(name: Path) -> Path:
        return Path(SparkFiles.get(str(name)))

    config = Config.model_validate_json(sent)
    files = {name: path_of(value) for name in _FILES if str(value := getattr(config, name)).startswith(_SENT)}
    return config.model_copy(update={"tables": tuple(map(path_of, config.tables)), **files})
