from __future__ import annotations

import pytest
from tests.unit.curate.conftest import Import, Write

from namefix.curate.jrc_names import JrcNames
from namefix.errors import InputError

ENTITIES = """\
# id\ttype\tlanguage\tname
90001\tP\tu\tЯн+Взор
90001\tP\tu\tJan+Vzor
90001\tP\tpl\tJana+Vzora
90002\tO\tu\tExample+Council
90001\tP\tu\tIan+Vzor
90003\tP\tru\tПётр+Пример
90001\tP\tar\tيان+فزور
"""


def test_spellings_come_together_by_id(write: Write, run: Import) -> None:
    rows, summary = run(JrcNames(write("entities", ENTITIES)))
    assert list(rows.values()) == [
        {
            "id": "jrc-names/90001",
            "kind": "person",
            "name": "Jan Vzor",
            "variants": ["Ian Vzor"],
            "native": ["Ян Взор", "يان فزور"],
            "target": False,
        }
    ]
    assert dict(summary.records) == {"neither a person nor a place": 1, "no name in Latin letters": 1}


def test_spellings_of_a_language_are_native_where_it_is_asked_for(write: Write, run: Import) -> None:
    rows, _ = run(JrcNames(write("entities", ENTITIES)), languages=frozenset({"pl"}))
    assert rows["jrc-names/90001"]["native"] == ["Jana Vzora"]


def test_broken_lines_are_counted(write: Write, run: Import) -> None:
    rows, summary = run(JrcNames(write("entities", "90009\tP\tu\n" + ENTITIES)))
    assert (len(rows), summary.records["broken line"]) == (1, 1)


def test_another_layout_is_refused(write: Write, run: Import) -> None:
    with pytest.raises(InputError, match=r"entities:1: 1 tab-separated columns; JRC-Names has 4"):
        run(JrcNames(write("entities", "id,name\n1,Jan Vzor\n")))
