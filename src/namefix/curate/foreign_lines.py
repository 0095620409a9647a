"""Reading of foreign files line by line, plain or compressed, with the number of bytes read."""

from __future__ import annotations

import bz2
import csv
import gzip
import lzma
import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO

from namefix.curate.foreign import ProgressCallback, Refusal, broken_line
from namefix.errors import InputError
from namefix.utf8_lines import not_utf8

_LONGEST_LINE = 1 << 26
"""Bytes. The longest entities of Wikidata have about 5 MB."""

_LINES_A_REPORT = 512
_BAD_BYTES = re.compile("[\udc80-\udcff]")
_ZIP = b"PK\x03\x04"


def foreign_lines(path: Path, watch: ProgressCallback) -> Iterator[tuple[int, bytes]]:
    """Yield (number, line with its end) of a file; gzip, bzip2 and xz are recognised by the first bytes.

    Raises:
        InputError: If the file cannot be read; the message names file, line and remedy.
    """
    number = reported = 0
    try:
        with path.open("rb") as file:
            stream = _unpacked(file, path)
            while line := stream.readline(_LONGEST_LINE):
                number += 1
                if len(line) == _LONGEST_LINE:
                    raise InputError(path, number, "line of more than 64 MB; the file must have one record a line")
                if not number % _LINES_A_REPORT:
                    reported, before = file.tell(), reported
                    watch(reported - before)
                yield number, line
            watch(file.tell() - reported)
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as bad:
        raise InputError(path, number + 1, f"broken compression ({bad}); download the file again") from bad
    except OSError as bad:
        problem = f"cannot be read: {bad.strerror or bad}; download it again or use another file"
        raise InputError(path, None, problem) from bad


def foreign_texts(path: Path, watch: ProgressCallback) -> Iterator[tuple[int, str | Refusal]]:
    """Yield (number, line without its end), or (number, refusal) for a line that is not UTF-8."""
    for number, raw in foreign_lines(path, watch):
        try:
            line = raw.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError as bad:
            yield number, broken_line(path, number, not_utf8(bad, path, "the line"))
            continue
        yield number, line.removeprefix("\ufeff") if number == 1 else line


def csv_rows(path: Path, watch: ProgressCallback, header: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield (number, fields) of the rows of a CSV file, the header first; broken rows have no fields.

    The delimiter is the one of comma, semicolon, tab and `|` that splits the first line into the columns of `header`.

    Raises:
        InputError: If the first line is not valid CSV, or lacks one of the columns.
    """
    texts = (line.decode("utf-8", "surrogateescape") for _, line in foreign_lines(path, watch))
    first = next(texts, "").removeprefix("\ufeff")
    try:
        rows = csv.reader(chain([first], texts), delimiter=_delimiter(path, first, header))
        names = next(rows)
    except csv.Error as error:
        raise InputError(path, 1, f"the first line must name the columns; it is not valid CSV: {error}") from error
    yield 1, names
    while True:
        try:
            row = next(rows, None)
        except csv.Error:
            yield rows.line_num, ()
            continue
        if row is None:
            return
        if row:
            is_sound = len(row) == len(names) and not _BAD_BYTES.search("\t".join(row))
            yield rows.line_num, row if is_sound else ()


def _delimiter(path: Path, first: str, header: Sequence[str]) -> str:
    for sign in ",;\t|":
        if set(header) <= set(next(csv.reader([first], delimiter=sign), [])):
            return sign
    there = next(csv.reader([first]), [])
    missing = ", ".join(repr(column) for column in header if column not in there)
    problem = f"the first line must name the columns; missing: {missing}; found: {', '.join(map(repr, there))}"
    raise InputError(path, 1, problem[:500])


def _unpacked(file: IO[bytes], path: Path) -> IO[bytes]:
    magic = file.read(6)
    file.seek(0)
    if magic.startswith(_ZIP):
        raise InputError(path, None, "is a zip archive; unzip it and use the file inside")
    if magic.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=file)  # type: ignore[return-value]
    if magic.startswith(b"BZh"):
        return bz2.BZ2File(file)
    if magic.startswith(b"\xfd7zXZ\x00"):
        return lzma.LZMAFile(file)
    return file
