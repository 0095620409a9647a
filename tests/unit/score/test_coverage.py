from __future__ import annotations

import pytest
from tests.builders import score_of

from namefix.score.coverage import Coverage
from namefix.table.name_table import NameTable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Makron spoke", 1),
        ("President Makron spoke", 1),
        ("Admiral Wilkos Makron spoke", 0),
        ("Makron Wilkos spoke, Makron left", 0.5),
    ],
)
def test_a_whole_name_is_more_than_a_part_of_one(table: NameTable, text: str, expected: float) -> None:
    assert score_of(Coverage(), text, ("Makron", table.find("Macron")[0])) == expected
