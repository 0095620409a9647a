from __future__ import annotations

import pytest

from namefix.curate.table_warning import RowReference, TableWarning, pack_warning, unpack_warning

ROW, OTHER = RowReference("a.csv", 9, "place/kyiv", "Kyiv"), RowReference("b.csv", 10, "place/kiev", "Kiev")


@pytest.mark.parametrize("other", [None, OTHER])
def test_a_packed_warning_is_unpacked_unchanged(other: RowReference | None) -> None:
    warning = TableWarning("duplicate", "high", ROW, "likely the same", "make one row of them", other)
    assert unpack_warning(pack_warning(warning)) == warning


def test_the_other_row_and_the_remedy_have_lines_of_their_own() -> None:
    first, second, third = str(TableWarning("duplicate", "high", ROW, "the same", "make one", OTHER)).splitlines()
    assert first == "a.csv:9: high: place/kyiv (Kyiv): the same"
    assert (second.strip(), third.strip()) == ("other row: b.csv:10: place/kiev (Kiev)", "make one")


def test_the_worst_comes_first_then_by_number_of_line() -> None:
    late = TableWarning("duplicate", "high", OTHER, "", "")
    early = TableWarning("duplicate", "high", RowReference("b.csv", 9, "x", "X"), "", "")
    low = TableWarning("collision", "low", ROW, "", "")
    assert sorted([low, late, early], key=lambda warning: warning.order) == [early, late, low]
