from __future__ import annotations

from collections.abc import Iterable

import pytest

from namefix import Config, Entity, NameFixer
from namefix.curate import learn_names as learning
from namefix.curate.learn_names import LearnedRow, LearningSummary, LocatedTranslation, learn_names
from namefix.datatypes import Translation

DOCUMENTS = (
    ("Judge Ivan Drozdenkov spoke. Drozdenkov left.", "Судья Иван Дрозденков выступил. Дрозденков ушёл."),
    ("Actor Zhang Ruoqin came to Beijing.", "演员张若钦抵达北京。"),
    ("Mr Ivan Drozdencov is ill.", "Судья Иван Дрозденков болен."),
)
BEIJING = Entity("place/beijing", "place", "Beijing", native=("北京",))


def run(
    texts: Iterable[tuple[str, str | None]] = DOCUMENTS, *entities: Entity, least: int = 1
) -> tuple[dict[str, LearnedRow], LearningSummary]:
    fixer = NameFixer([BEIJING, *entities], Config(pipeline=None))
    rows: list[LearnedRow] = []
    located = (LocatedTranslation(f"docs:{at}", Translation(*pair, None)) for at, pair in enumerate(texts, start=1))
    summary = learn_names(fixer, located, rows.append, least)
    assert summary.proposed == len(rows)
    return {row.entity.id: row for row in rows}, summary


def test_the_most_frequent_names_come_first() -> None:
    rows, summary = run()
    assert list(rows) == ["person/ivan-drozdenkov", "person/zhang-ruoqin"]
    assert [row.name.documents for row in rows.values()] == [2, 1]
    assert not any(row.entity.target for row in rows.values())
    assert summary.documents == 3


def test_a_row_has_native_form_country_and_example() -> None:
    rows, _ = run()
    row = rows["person/zhang-ruoqin"]
    assert (row.entity.name, row.entity.native, row.entity.country) == ("Zhang Ruoqin", ("张若钦",), "CN")
    assert row.name.example == ("docs:2", "Actor Zhang Ruoqin came to Beijing.")


def test_a_garbled_translation_leaves_the_line_of_the_source_as_example() -> None:
    rows, _ = run(DOCUMENTS[2:])
    assert rows["person/ivan-drozdenkov"].name.example == ("docs:1", "Судья Иван Дрозденков болен.")


def test_rare_names_are_counted_only() -> None:
    rows, summary = run(least=2)
    assert (list(rows), summary.rare) == (["person/ivan-drozdenkov"], 1)


@pytest.mark.parametrize("is_target", [True, False])
def test_a_name_of_the_own_table_is_not_proposed(is_target: bool) -> None:
    own = Entity("desk/1", "person", "Ivan Drozdenkov", native=("Иван Дрозденков",), target=is_target)
    assert list(run(DOCUMENTS, own)[0]) == ["person/zhang-ruoqin"]


def test_a_name_that_the_table_has_in_english_is_not_proposed() -> None:
    rows, summary = run(DOCUMENTS, Entity("desk/1", "person", "Ivan Drozdenkov"))
    assert (list(rows), summary.in_table) == (["person/zhang-ruoqin"], 1)


def test_ids_differ_from_those_of_the_table_and_of_other_names() -> None:
    taken = Entity("person/ivan-drozdenkov", "person", "Somebody Else")
    texts = [*DOCUMENTS, ("Actor Zhang Ruoqin left.", "演员张若琴离开了。")]
    rows, _ = run(texts, taken)
    assert len(rows) == 3
    assert "person/ivan-drozdenkov" not in rows
    assert sorted(rows) == sorted(run(texts[::-1], taken)[0])


def test_limited_memory_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*DOCUMENTS, *DOCUMENTS[::-1]]
    want, _ = run(texts)
    monkeypatch.setattr(learning, "_MOST_IN_MEMORY", 0)
    assert run(texts)[0] == want


def test_sources_that_cannot_be_used_are_counted() -> None:
    _, summary = run([("Mr Zell spoke.", None), ("Mr Zell spoke.", "1234"), *DOCUMENTS])
    assert (summary.without_source, summary.unused.total()) == (1, 1)
