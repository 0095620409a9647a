"""Temporary storage on disk for rows that do not fit into memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from types import TracebackType
from typing import Self

from namefix.errors import OutputError

_CACHE_KIB = 32_000
_PAGE = 4096
"""Number of rows fetched at once."""

Key = int | str


class Scratch:
    """Strings with keys in an anonymous temporary SQLite database, which disappears on closing and with the process.

    SQLite stores it in the folder given by SQLITE_TMPDIR or TMPDIR, or else in /var/tmp or /tmp, and keeps only its cache
    in memory.

    Example:
        >>> with Scratch() as scratch:
        ...     scratch.add_many([(2, "b"), (1, "a"), (2, "c")])
        ...     list(scratch), list(scratch.groups())
        (['b', 'a', 'c'], [(1, ['a']), (2, ['b', 'c'])])

    Reference:
        https://www.sqlite.org/inmemorydb.html#temp_db and https://www.sqlite.org/tempfiles.html, section 5.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        for command in (
            f"PRAGMA cache_size = -{_CACHE_KIB}",
            "PRAGMA journal_mode = OFF",
            "PRAGMA temp_store = FILE",
            "CREATE TABLE rows (place INTEGER PRIMARY KEY, key, body TEXT)",
            "BEGIN",
        ):
            self._database.execute(command)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        if isinstance(error, sqlite3.Error):
            problem = f"no space for temporary data ({error}); set TMPDIR to a folder with more free space"
            raise OutputError("temporary database", problem) from error

    def add(self, key: Key, body: str) -> int:
        """Add a row; return its place, counted from 1."""
        return self._database.execute("INSERT INTO rows (key, body) VALUES (?, ?)", (key, body)).lastrowid or 0

    def add_many(self, rows: Iterable[tuple[Key, str]]) -> None:
        """Add rows of (key, body)."""
        self._database.executemany("INSERT INTO rows (key, body) VALUES (?, ?)", rows)

    def __iter__(self) -> Iterator[str]:
        """Yield all bodies in the order in which they were added."""
        for (body,) in self._select("SELECT body FROM rows ORDER BY place"):
            yield body

    def at(self, place: int) -> str:
        """Return the body of the row at an existing place."""
        [(body,)] = self._database.execute("SELECT body FROM rows WHERE place = ?", (place,))
        return str(body)

    def drop_repeated(self) -> int:
        """Delete all but the first row of each key; return the number of deleted rows."""
        numbered = "SELECT place, row_number() OVER (PARTITION BY key ORDER BY place) AS nth FROM rows"
        return self._database.execute(
            f"DELETE FROM rows WHERE place IN (SELECT place FROM ({numbered}) WHERE nth > 1)"  # noqa: S608 - constants
        ).rowcount

    def index(self) -> None:
        """Prepare for `of`, after all rows were added."""
        self._database.execute("CREATE INDEX by_key ON rows (key)")

    def of(self, key: Key) -> list[str]:
        """Return the bodies of a key in the order in which they were added."""
        found = self._database.execute("SELECT body FROM rows WHERE key = ? ORDER BY place", (key,))
        return [body for (body,) in found]

    def groups(self) -> Iterator[tuple[Key, list[str]]]:
        """Yield each key with its bodies, sorted by key."""
        rows = self._select("SELECT key, body FROM rows ORDER BY key, place")
        for key, group in groupby(rows, key=itemgetter(0)):
            yield key, [body for _, body in group]

    def _select(self, query: str) -> Iterator[tuple[str, ...]]:
        cursor = self._database.execute(query)
        cursor.arraysize = _PAGE
        while page := cursor.fetchmany():
            yield from page
