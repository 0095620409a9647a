from __future__ import annotations

import pytest
from tests.unit.curate.conftest import Import, Write, item

from namefix import registry
from namefix.curate import foreign
from namefix.curate.foreign import Selection
from namefix.curate.import_names import import_names
from namefix.curate.mapped_csv import MappedCsv
from namefix.curate.wikidata import Wikidata

COLUMNS = {"id": "id", "name": "name", "aliases": "aliases", "weight": "weight"}


@pytest.mark.parametrize("name", registry.IMPORT_FORMATS)
def test_every_format_does_what_its_protocol_asks_for(name: str) -> None:
    part = registry.load("import format", name)
    assert isinstance(part.options, tuple)
    assert all(callable(getattr(part, method)) for method in ("total_bytes", "records"))
    assert part.__doc__.partition("\n")[0].endswith((".", ";"))
    assert hasattr(part, "lookup") == (part is Wikidata)


def test_an_alias_that_names_another_row_is_dropped_wherever_that_stands(write: Write, run: Import) -> None:
    path = write("n.csv", "id,name,aliases,weight\n1,Jan Vzor,Karel Vzor,10\n2,Karel Vzor,Jan Vzor,40\n")
    rows, summary = run(MappedCsv(path, COLUMNS, kind="person"))
    assert ("aliases" in rows["n/1"], rows["n/2"]["aliases"]) == (False, ["Jan Vzor"])
    assert summary.forms == {"the name of another entity that is far better known": 1}


def test_an_id_counts_once(write: Write, run: Import) -> None:
    path = write("n.csv", "id,name,aliases,weight\n1,Jan Vzor,,1\n1,Karel Vzor,,1\n2,Petr Vzor,,1\n")
    rows, summary = run(MappedCsv(path, COLUMNS, kind="person"))
    assert [row["name"] for row in rows.values()] == ["Jan Vzor", "Petr Vzor"]
    assert summary.records == {"repeated id": 1}


def test_the_watch_hears_of_bytes_and_rows(write: Write) -> None:
    path = write(
        "dump.json", "\n".join(item(f"Q9000000{at:02}", {"en": f"Vzor {'abcdefgh'[at]}x"}, P31="Q5") for at in range(8))
    )
    heard: list[tuple[int, int]] = []
    import_names(Wikidata(path), Selection(), lambda _: None, watch=lambda *told: heard.append(told))
    assert sum(size for size, _ in heard) == Wikidata(path).total_bytes() == 2 * path.stat().st_size
    assert heard[-1][1] == 8


def test_the_same_input_gives_the_same_output(write: Write) -> None:
    path = write("n.csv", "id,name,aliases,weight\n1,Jan Vzor,Karel Vzor,10\n2,Karel Vzor,Jan Vzor,40\n")
    outputs = [list[str](), list[str]()]
    for lines in outputs:
        import_names(MappedCsv(path, COLUMNS, kind="person"), Selection(), lines.append)
    assert outputs[0] == outputs[1]


def test_a_format_that_refers_is_told_from_one_that_does_not() -> None:
    assert issubclass(Wikidata, foreign.Referring)
    assert not issubclass(MappedCsv, foreign.Referring)
