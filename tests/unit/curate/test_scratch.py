from __future__ import annotations

import sqlite3

import pytest

from namefix.curate.scratch import Scratch
from namefix.errors import OutputError


def test_the_first_row_of_a_key_stays() -> None:
    with Scratch() as scratch:
        for key, body in [("b", "1"), ("a", "2"), ("b", "3"), ("b", "4")]:
            scratch.add(key, body)
        assert scratch.drop_repeated() == 2
        assert list(scratch) == ["1", "2"]
        assert scratch.drop_repeated() == 0


def test_rows_are_found_by_key() -> None:
    with Scratch() as scratch:
        scratch.add_many([(7, "x"), (5, "y"), (7, "z")])
        scratch.index()
        assert (scratch.of(7), scratch.of(6)) == (["x", "z"], [])


def test_a_full_disk_says_what_to_do() -> None:
    with pytest.raises(OutputError, match="set TMPDIR"), Scratch():
        raise sqlite3.OperationalError("database or disk is full")
