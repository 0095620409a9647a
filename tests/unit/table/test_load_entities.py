from __future__ import annotations

from pathlib import Path

import pytest

from namefix import Entity
from namefix.errors import TableFormatError, TableValidationError
from namefix.table import Leniency, format_of, join_tables, load_entities


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_of_all_files_come_in_order(tmp_path: Path) -> None:
    one = write(tmp_path / "one.csv", "id,kind,name\nplace/b,place,Kyiv\n")
    two = write(tmp_path / "two.jsonl", '{"id": "place/a", "kind": "place", "name": "Tbilisi"}\n')
    assert [entity.name for entity in load_entities([one, two])] == ["Kyiv", "Tbilisi"]


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    one = write(tmp_path / "one.csv", "id,kind,name,weight\na,place,Kyiv,heavy\nb,planet,Mars,1\n")
    two = write(tmp_path / "two.jsonl", '{"id": "c", "kind": "place"}\nno json\n')
    with pytest.raises(TableValidationError) as error:
        load_entities([one, two])
    assert [(Path(issue.path).name, issue.line) for issue in error.value.issues] == [
        ("one.csv", 2),
        ("one.csv", 3),
        ("two.jsonl", 1),
        ("two.jsonl", 2),
    ]


def test_an_id_in_two_files_names_both_places(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, "id,kind,name\nplace/kyiv,place,Kyiv\n") for name in ("one.csv", "two.csv")]
    with pytest.raises(TableValidationError, match=r"two\.csv:2: id 'place/kyiv' .*one\.csv:2"):
        load_entities(paths)


def test_one_alias_of_two_entities_is_legal(tmp_path: Path) -> None:
    rows = "id,kind,name,aliases\na,person,Joe Biden,Biden\nb,person,Hunter Biden,Biden\n"
    assert len(load_entities([write(tmp_path / "names.csv", rows)])) == 2


def test_a_foreign_file_type_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(TableFormatError, match=r"\.csv, \.jsonl"):
        format_of(tmp_path / "names.xlsx")


@pytest.mark.parametrize("name", ["names.csv", "names.csv.gz", "names.jsonl", "names.jsonl.gz"])
def test_a_file_name_tells_the_format(name: str) -> None:
    assert format_of(Path(name)).suffixes[0] in name


def test_your_own_row_stands_before_the_bundled_one_of_the_same_id() -> None:
    own, bundled = Entity("place/kyiv", "place", "Kiev"), Entity("place/kyiv", "place", "Kyiv")
    assert join_tables([own], [bundled]) == [own]


def test_foreign_rows_are_normalised_and_bad_ones_left_out_if_asked(tmp_path: Path) -> None:
    rows = (
        "id,kind,name,native\n"
        "a,person,Ce\u0301leste Amber,\u0633\u0644\u06cc\u0645\u200c\u0632\u0627\u062f\u0647|"
        "\u0633\u064e\u0644\u0650\u064a\u0645\n"
        "b,planet,Nowhere,\n"
        "a,person,Somebody Else,\n"
        "c,place,Lower Amber,\n"
    )
    path, leniency = write(tmp_path / "names.csv", rows), Leniency()
    found = load_entities([path], leniency)
    assert [entity.name for entity in found] == ["C\u00e9leste Amber", "Lower Amber"]
    assert (leniency.left_out, leniency.normalised) == (2, 1)
    assert [issue.line for issue in leniency.issues] == [3, 4]
    with pytest.raises(TableValidationError):
        load_entities([path])
