from __future__ import annotations

from pathlib import Path

import pytest

from namefix.datatypes import Entity
from namefix.errors import OutputError
from namefix.table import load_entities
from namefix.table.writing import line_writer

ROWS = [
    Entity(
        "place/kyiv", "place", "Kyiv", ("Kyiv City",), ("Kiev",), ("Kyyyiv",), ("Київ", "基辅"), "UA", ("city",), 162
    ),
    Entity("p/1", "person", 'Anna "Ann" Zell, Jr.', weight=2.5, target=False),
    Entity("p/2", "person", "Otto Zell", weight=1234567),
]


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.ndjson"])
def test_what_is_written_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    header, line_of = line_writer(path)
    path.write_text(header + "".join(map(line_of, ROWS)), encoding="utf-8")
    assert load_entities([path]) == ROWS


def test_csv_cannot_hold_the_bar_that_parts_its_lists() -> None:
    _, line_of = line_writer(Path("t.csv.gz"))
    with pytest.raises(OutputError, match=r"cannot represent 'poet\|painter' of p, which contains '\|'; write .jsonl"):
        line_of(Entity("p", "person", "Anna Zell", roles=("poet|painter",)))
