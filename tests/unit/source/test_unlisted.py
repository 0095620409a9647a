from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import document_of, mention_of

from namefix.datatypes import Entity, NativeName
from namefix.names.language import Language, language_of
from namefix.names.target_language import english
from namefix.source.unlisted import SourceNames, with_right_names, with_unlisted

TEXT = "Вчера Иван Дрозденков приехал в Тулу."
NAME = "Иван Дрозденков"


def russian() -> Language:
    found = language_of("", "ru")
    assert found
    return found


def listed(form: str, *, target: bool = True, is_bundled: bool = True, is_whole: bool = True) -> NativeName:
    entity = Entity("person/x", "person", "X", target=target, is_bundled=is_bundled)
    start = TEXT.index(form)
    return NativeName(start, start + len(form), entity, form, is_whole=is_whole, is_sure=True)


def read(*names: NativeName) -> SourceNames:
    return with_unlisted(TEXT, russian(), names, english())


def texts(found: SourceNames) -> list[str]:
    return [TEXT[name.start : name.end] for _, name in found.unlisted]


def test_a_name_of_no_table_is_an_entity_with_its_spelling() -> None:
    [(name, found), *_] = read().unlisted
    entity = found.entity
    assert TEXT[found.start : found.end] == NAME
    assert (entity.id, entity.is_from_source, entity.is_own) == (f"source:{name.native}", True, False)
    assert entity.name == name.spellings[0].text == "Ivan Drozdenkov"


def test_a_name_of_the_table_stays() -> None:
    assert NAME not in texts(read(listed(NAME)))


def test_a_surname_within_a_longer_name_gives_way() -> None:
    found = read(listed("Иван", is_whole=False))
    assert NAME in texts(found)
    assert found.listed == []


def test_a_whole_name_within_a_longer_one_stays() -> None:
    found = read(listed("Иван"))
    assert NAME not in texts(found)
    assert len(found.listed) == 1


@pytest.mark.parametrize(("is_bundled", "is_read"), [(True, True), (False, False)])
def test_a_name_that_is_only_known_is_read_unless_it_is_the_users(is_bundled: bool, is_read: bool) -> None:
    assert (NAME in texts(read(listed(NAME, target=False, is_bundled=is_bundled)))) is is_read


def test_all_names_are_in_the_order_of_the_source() -> None:
    starts = [name.start for name in read(listed("Тулу")).all]
    assert starts == sorted(starts)
    assert len(starts) > 1


def test_a_mention_spelt_like_a_source_name_is_right() -> None:
    entity = replace(read().unlisted[0][1].entity, variants=("Ivan Drozdenkoff",))
    text = "Ivan Drozdenkov met Ivan Drozdenkoff and Ivan Drozdov"
    surfaces = ("Ivan Drozdenkov", "Ivan Drozdenkoff", "Ivan Drozdov")
    document = with_right_names(document_of(text, *(mention_of(text, surface) for surface in surfaces)), [entity])
    assert {mention.surface: mention.is_right for mention in document.mentions} == {
        "Ivan Drozdenkov": True,
        "Ivan Drozdenkoff": True,
        "Ivan Drozdov": False,
    }
