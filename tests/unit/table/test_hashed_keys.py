from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.strategies import EXAMPLES

from namefix.table import hashed_keys
from namefix.table.hashed_keys import HashedKeys, hash_of


@settings(EXAMPLES, max_examples=300)
@given(st.lists(st.tuples(st.text(max_size=3), st.integers(0, 9)), max_size=40))
def test_every_key_has_its_rows_in_order(pairs: list[tuple[str, int]]) -> None:
    keys = HashedKeys.of([key for key, _ in pairs], [row for _, row in pairs])
    for wanted in {key for key, _ in pairs}:
        assert keys.rows_of(wanted) == [row for key, row in pairs if hash_of(key) == hash_of(wanted)]


def test_many_keys_have_their_rows() -> None:
    names = [f"name {number}" for number in range(5000)]
    keys = HashedKeys.of(names, range(5000))
    assert all(number in keys.rows_of(name) for number, name in enumerate(names))
    assert sum(len(keys.rows_of(f"other {number}")) for number in range(5000)) < 5


@pytest.mark.parametrize("hashed", [0, 2**32 - 1])
def test_keys_at_both_ends_of_all_hashes_are_found(hashed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashed_keys, "hash_of", lambda key: hashed if key == "end" else hash_of(key))
    names = ["end", *(f"name {number}" for number in range(100))]
    assert HashedKeys.of(names, range(101)).rows_of("end") == [0]


def test_rows_that_others_have_too_are_found() -> None:
    ours, others = HashedKeys.of(["a", "b", "c"], [7, 8, 9]), HashedKeys.of(["c", "x", "a"], [0, 1, 2])
    assert sorted(ours.rows_like(others)) == [7, 9]
    nothing = HashedKeys.of([], [])
    assert ours.rows_like(nothing) == nothing.rows_like(ours) == nothing.rows_of("a") == []
