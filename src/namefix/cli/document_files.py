"""Files of documents, one a row: JSON Lines, CSV and Parquet, by the ending of their name."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from namefix.cli.output import open_output
from namefix.errors import InputError, MissingExtraError, OutputError
from namefix.files.disk import read_input_lines, replace_file, shown_path
from namefix.report.json_report import json_line
from namefix.report.wording import counted
from namefix.utf8_lines import LONGEST_LINE, count_lines

_ROWS_A_GROUP = 1_000
"""Number of rows of a Parquet file that are held in memory."""

Write = Callable[[Mapping[str, Any]], object]
"""Function that writes the fields of a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: its number in messages, what is written there, and its fields or the problem of the row."""

    number: int
    raw: str
    fields: Mapping[str, Any] | str


class DocumentFile(Protocol):
    """A kind of files of documents."""

    has_null: bool
    """False if an empty cell means that there is no value."""

    def rows(self, path: Path) -> Iterator[Row]:
        """Yield the rows of a file; empty lines are skipped.

        Raises:
            InputError: If the file cannot be read.
        """

    def count(self, path: Path) -> int | None:
        """Return the number of rows, None if it is unknown before they are read."""

    def open(self, path: Path, blank: Mapping[str, Any]) -> AbstractContextManager[Write]:
        """Return a function that writes a row; the file appears when all are written.

        Args:
            path: The file.
            blank: An example of a row, for the columns of a file without rows.
        """


def kind_of_file(path: Path) -> DocumentFile:
    """Return the kind of a file.

    Example:
        >>> [type(kind_of_file(Path(name))).__name__ for name in ("a.csv.gz", "a.parquet", "a.jsonl", "-")]
        ['CsvFile', 'ParquetFile', 'JsonLines', 'JsonLines']
    """
    name = path.name.lower().removesuffix(".gz")
    kinds: dict[str, DocumentFile] = {".csv": CsvFile(), ".parquet": ParquetFile()}
    return kinds.get(Path(name).suffix, JsonLines())


class JsonLines:
    """One JSON object a line, plain or `.gz`; also standard input and output."""

    has_null = True

    def rows(self, path: Path) -> Iterator[Row]:
        """Yield the lines that are not empty."""
        for number, line in enumerate(read_input_lines(path), start=1):
            if line.strip():
                yield Row(number, line, _object_of(line))

    def count(self, path: Path) -> int | None:
        """Return the number of lines."""
        return count_lines(path) if path.is_file() else None

    @contextmanager
    def open(self, path: Path, blank: Mapping[str, Any]) -> Iterator[Write]:  # noqa: ARG002 - lines have no columns
        """Return a function that writes a line."""
        with open_output(path) as write:
            yield lambda fields: write(json_line(fields) + "\n")


def _object_of(line: str) -> dict[str, Any] | str:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not valid JSON ({error}); each line must be one JSON object"
    return found if isinstance(found, dict) else f"a JSON object is needed, got {line.strip()[:40]!r}"


class CsvFile:
    """CSV with a line of column names, plain or `.gz`; lists of edits are cells with JSON."""

    has_null = False

    def rows(self, path: Path) -> Iterator[Row]:
        """Yield the rows below the names of the columns."""
        default = csv.field_size_limit(LONGEST_LINE)  # articles are longer
        reader = csv.reader(read_input_lines(path), strict=True)
        try:
            header = next(reader, [])
            for cells in filter(None, reader):
                number = reader.line_num
                if len(cells) == len(header):
                    yield Row(number, _line_of(cells), dict(zip(header, cells, strict=True)))
                else:
                    problem = f"{counted(len(cells), 'cell')}, but {counted(len(header), 'column')}"
                    yield Row(number, _line_of(cells), f"{problem}; quote cells that contain commas")
        except csv.Error as error:
            raise InputError(shown_path(path), reader.line_num, f"not valid CSV: {error}") from error
        finally:
            csv.field_size_limit(default)

    def count(self, path: Path) -> int | None:  # noqa: ARG002 - only reading tells rows from line ends in cells
        """Return None."""
        return None

    @contextmanager
    def open(self, path: Path, blank: Mapping[str, Any]) -> Iterator[Write]:
        """Return a function that writes a row, the first one with the names of the columns."""
        with open_output(path) as write_text:
            columns: list[str] = []

            def write(fields: Mapping[str, Any]) -> None:
                if not columns:
                    columns.extend(fields)
                    write_text(_line_of(columns))
                cells = [value if isinstance(value, str | int) else json_line(value) for value in fields.values()]
                with _encodable(path):
                    write_text(_line_of(cells))

            yield write
            if not columns:
                write_text(_line_of(blank))


class ParquetFile:
    """Parquet; lists of edits are columns of structs, as `arrow_batches.RESULT` has them."""

    has_null = True

    def rows(self, path: Path) -> Iterator[Row]:
        """Yield the rows."""
        pa, pq = _arrow(path)
        try:
            with pq.ParquetFile(path) as file:
                batches = file.iter_batches(_ROWS_A_GROUP)
                for number, fields in enumerate((row for batch in batches for row in batch.to_pylist()), start=1):
                    yield Row(number, json.dumps(fields, ensure_ascii=False, default=str) + "\n", fields)
        except (pa.ArrowException, OSError) as error:
            raise InputError(shown_path(path), None, f"cannot be read as Parquet: {error}") from error

    def count(self, path: Path) -> int | None:
        """Return the number of rows in the footer."""
        pa, pq = _arrow(path)
        try:
            return int(pq.read_metadata(path).num_rows)
        except (pa.ArrowException, OSError):
            return None  # reading the rows raises it

    @contextmanager
    def open(self, path: Path, blank: Mapping[str, Any]) -> Iterator[Write]:
        """Return a function that writes a row; the first one decides the type of the ids."""
        pa, pq = _arrow(path)
        rows: list[Mapping[str, Any]] = []
        writer = None

        def flush() -> None:
            nonlocal writer
            writer = writer or pq.ParquetWriter(file, _schema_of(pa, rows[0] if rows else blank))
            with _encodable(path):
                try:
                    writer.write_table(pa.Table.from_pylist(rows, writer.schema))
                except (pa.ArrowTypeError, pa.ArrowInvalid) as error:
                    raise OutputError(path, "ids must all be strings, or all be whole numbers of 64 bits") from error
            rows.clear()

        def write(fields: Mapping[str, Any]) -> None:
            rows.append(fields)
            if len(rows) == _ROWS_A_GROUP:
                flush()

        with replace_file(path) as file:
            try:
                yield write
                if rows or writer is None:
                    flush()
            finally:
                if writer is not None:
                    writer.close()


def _schema_of(pa: Any, fields: Mapping[str, Any]) -> Any:
    from namefix.integrations.arrow_batches import RESULT

    types = {field.name: field.type for field in RESULT}
    id_type = pa.int64() if isinstance(next(iter(fields.values())), int) else pa.string()
    return pa.schema([(name, types.get(name, id_type)) for name in fields])


def _arrow(path: Path) -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError(f"the Parquet file {path}", "arrow") from error
    return pyarrow, pyarrow.parquet


@contextmanager
def _encodable(path: Path) -> Iterator[None]:
    try:
        yield
    except UnicodeEncodeError as error:
        problem = "a text contains half a character (a lone surrogate), which only JSON Lines can hold"
        raise OutputError(path, problem) from error


def _line_of(cells: Any) -> str:
    page = io.StringIO(newline="")
    csv.writer(page, lineterminator="\n").writerow(cells)
    return page.getvalue()
