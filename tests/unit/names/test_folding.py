from __future__ import annotations

import pytest

from namefix.names.folding import fold, fold_many


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Kim Jong-un", "kim jong un"),
        ("N’Golo Kanté", "ngolo kante"),
        ("Jose\u0301", "jose"),
        ("İstanbul", "istanbul"),
        ("  Łódź  ", "lodz"),
        ("...", ""),
    ],
)
def test_fold_leaves_small_ascii_words(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_composed_and_decomposed_letters_fold_alike() -> None:
    assert fold("Orbán Åse") == fold("Orba\u0301n A\u030ase")


def test_many_names_fold_as_each_alone() -> None:
    names = ["Kim Jong-un", "N’Golo Kanté", "İstanbul", "", "北京", "  Łódź  "]
    assert fold_many(names) == [fold(name) for name in names]
    assert fold_many([]) == []
