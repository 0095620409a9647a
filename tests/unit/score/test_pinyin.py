from __future__ import annotations

import pytest
from tests.builders import form_of, score_of

from namefix import Entity
from namefix.score.pinyin import WellFormedPinyin


@pytest.mark.parametrize(
    ("surface", "name", "expected"),
    [
        ("Wang Li", "Wang Yi", 1),
        ("Wenzhou", "Hangzhou", 0),
        ("Makron", "Wang Yi", None),
        ("Wang Li", "Macron", None),
    ],
)
def test_one_chinese_name_beside_another(surface: str, name: str, expected: float | None) -> None:
    form = form_of(Entity("person/x", "person", name, country="CN"))
    assert score_of(WellFormedPinyin(), surface, (surface, form)) == expected
