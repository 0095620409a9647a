from __future__ import annotations

import pytest

from namefix.source_names.hepburn import hepburn


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("トウキョウ", "Tokyo"),
        ("マツウラ", "Matsuura"),
        ("イッペイ", "Ippei"),
        ("シンイチ", "Shinichi"),
        ("ジュン", "Jun"),
        ("", ""),
    ],
)
def test_readings_in_latin_letters(kana: str, latin: str) -> None:
    assert hepburn(kana) == latin
