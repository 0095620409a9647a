from __future__ import annotations

import pytest

from namefix.curate.suspicion import Suspect, Suspicion, pack_suspicion, unpack_suspicion

ROW, OTHER = Suspect("a.csv", 9, "place/kyiv", "Kyiv"), Suspect("b.csv", 10, "place/kiev", "Kiev")


@pytest.mark.parametrize("other", [None, OTHER])
def test_a_packed_suspicion_is_the_suspicion(other: Suspect | None) -> None:
    suspicion = Suspicion("duplicate", "high", ROW, "likely the same", "make one row of them", other)
    assert unpack_suspicion(pack_suspicion(suspicion)) == suspicion


def test_the_other_row_and_the_remedy_have_lines_of_their_own() -> None:
    first, second, third = str(Suspicion("duplicate", "high", ROW, "the same", "make one", OTHER)).splitlines()
    assert first == "a.csv:9: high: place/kyiv (Kyiv): the same"
    assert (second.strip(), third.strip()) == ("the other is b.csv:10: place/kiev (Kiev)", "make one")


def test_the_worst_comes_first_then_by_number_of_line() -> None:
    late = Suspicion("duplicate", "high", OTHER, "", "")
    early = Suspicion("duplicate", "high", Suspect("b.csv", 9, "x", "X"), "", "")
    low = Suspicion("collision", "low", ROW, "", "")
    assert sorted([low, late, early], key=lambda suspicion: suspicion.order) == [early, late, low]
