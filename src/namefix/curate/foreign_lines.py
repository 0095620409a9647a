"""Lines of foreign files, plain or compressed, of any number, with the bytes read so far."""

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

from namefix.curate.foreign import Refusal, Watch, broken_line
from namefix.errors import InputError
from namefix.table.lines import not_utf8

_LONGEST_LINE = 1 << 26
"""Bytes. The longest entities of Wikidata have some 5 MB."""

_LINES_A_REPORT = 512
_BAD_BYTES = re.compile("[\udc80-\udcff]")
_ZIP = b"PK\x03\x04"


def foreign_lines(path: Path, watch: Watch) -> Iterator[tuple[int, bytes]]:
    """Yield (number, line with its end) of a file; its first bytes tell whether it is gzip, bzip2, xz or plain.

    Raises:
        InputError: If it cannot be read on; names file, line and remedy.
    """
    number = told = 0
    try:
        with path.open("rb") as file:
            stream = _unpacked(file, path)
            while line := stream.readline(_LONGEST_LINE):
                number += 1
                if len(line) == _LONGEST_LINE:
                    raise InputError(path, number, "a line of more than 64 MB; this is no file of one record a line")
                if not number % _LINES_A_REPORT:
                    told, before = file.tell(), told
                    watch(told - before)
                yield number, line
            watch(file.tell() - told)
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as bad:
        raise InputError(path, number + 1, f"broken compression ({bad}); fetch the file again") from bad
    except OSError as bad:
        raise InputError(path, None, f"cannot be read: {bad.strerror or bad}; fetch it again, or name another") from bad


def foreign_texts(path: Path, watch: Watch) -> Iterator[tuple[int, str | Refusal]]:
    """Yield (number, line without its end), or what is wrong with a line that is not UTF-8."""
    for number, raw in foreign_lines(path, watch):
        try:
            line = raw.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError as bad:
            yield number, broken_line(path, number, not_utf8(bad, path, "the line"))
            continue
        yield number, line.removeprefix("\ufeff") if number == 1 else line


def csv_rows(path: Path, watch: Watch, header: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield (number, fields) of the rows of a CSV file, the first of which must name the columns of `header`.

    The delimiter is the one of comma, semicolon, tab and `|` that makes these columns. Rows that are broken have no fields.

    Raises:
        InputError: If the first line does not name the columns.
    """
    texts = (line.decode("utf-8", "surrogateescape") for _, line in foreign_lines(path, watch))
    first = next(texts, "").removeprefix("\ufeff")
    delimiters = [sign for sign in ",;\t|" if set(header) <= set(next(csv.reader([first], delimiter=sign), []))]
    if not delimiters:
        there = next(csv.reader([first]), [])
        missing = ", ".join(repr(column) for column in header if column not in there)
        problem = f"the first line must name the columns; missing: {missing}; found: {', '.join(map(repr, there))}"
        raise InputError(path, 1, problem[:500])
    rows = csv.reader(chain([first], texts), delimiter=delimiters[0])
    names = next(rows)
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


def _unpacked(file: IO[bytes], path: Path) -> IO[bytes]:
    magic = file.read(6)
    file.seek(0)
    if magic.startswith(_ZIP):
        raise InputError(path, None, "a zip archive; unzip it, and name the file inside")
    if magic.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=file)  # type: ignore[return-value]
    if magic.startswith(b"BZh"):
        return bz2.BZ2File(file)
    if magic.startswith(b"\xfd7zXZ\x00"):
        return lzma.LZMAFile(file)
    return file
