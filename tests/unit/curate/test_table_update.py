from __future__ import annotations

from namefix import Entity
from namefix.curate.office_changes import OfficeHolder
from namefix.curate.table_update import additions_to
from namefix.table.name_table import NameTable

TABLE = NameTable(
    [
        Entity("person/ida-quill", "person", "Ida Quill", country="GB", roles=("Minister",), weight=40),
        Entity("wikidata/Q5", "person", "Odo Brand", country="DE"),
        Entity("person/li-wei-1", "person", "Li Wei", country="CN"),
        Entity("person/li-wei-2", "person", "Li Wei", country="CN"),
    ]
)


def additions(*holders: OfficeHolder) -> list[str]:
    return [str(one) for one in additions_to(TABLE, holders, are_targets=True)]


def holder(key: str, name: str, country: str, *roles: str) -> OfficeHolder:
    return OfficeHolder(
        key, name, country, 9, dict.fromkeys(roles), {}, dict.fromkeys(f"took {role}" for role in roles)
    )


def test_a_new_person_is_a_row_with_its_forms() -> None:
    new = holder("Q9", "Una  Reed", "IE", "mayor")
    new.native["Уна Рид"] = None
    (addition,) = additions_to(TABLE, [new], are_targets=False)
    assert addition.is_new
    assert addition.entity == Entity(
        "wikidata/Q9", "person", "Una Reed", native=("Уна Рид",), country="IE", roles=("mayor",), weight=9, target=False
    )


def test_further_roles_go_to_the_row_of_the_table_by_id_or_name() -> None:
    found = additions(holder("Q8", "Ida Quill", "GB", "mayor"), holder("Q5", "Otto Brand", "DE", "judge"))
    assert found == [
        "~ person/ida-quill: Ida Quill took mayor",
        "~ wikidata/Q5: Odo Brand took judge",
    ]


def test_whom_the_table_has_with_all_roles_is_passed_over() -> None:
    assert additions(holder("Q8", "Ida Quill", "GB", "minister")) == []


def test_namesakes_are_new_persons() -> None:
    found = additions(holder("Q8", "Ida Quill", "US", "mayor"), holder("Q7", "Li Wei", "CN", "mayor"))
    assert found == ["+ wikidata/Q8: Ida Quill took mayor", "+ wikidata/Q7: Li Wei took mayor"]


def test_a_label_that_is_no_name_is_no_row() -> None:
    assert additions(holder("Q6", "???", "GB", "mayor")) == []
