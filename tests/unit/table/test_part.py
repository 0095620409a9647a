from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.conftest import TEN

from namefix import Entity
from namefix.errors import TableFormatError
from namefix.names.folding import fold
from namefix.names.target_language import english
from namefix.table.compiled import compile_table
from namefix.table.forms import expected_garbles, forms_of
from namefix.table.part import TablePart

MakePart = Callable[[], TablePart]


@pytest.fixture(params=["in memory", "mapped"])
def part(request: pytest.FixtureRequest, tmp_path: Path) -> TablePart:
    if request.param == "in memory":
        return TablePart.of(TEN)
    path = tmp_path / "ten.nfx"
    with path.open("xb") as file:
        compile_table(TEN, file)
    return TablePart.mapped(path)


def test_entities_and_forms_stand_in_the_order_of_ids(part: TablePart) -> None:
    ordered = sorted(TEN, key=lambda entity: entity.id)
    assert list(part.entities) == ordered
    forms = [
        form
        for entity in ordered
        if entity.target
        for form in (*forms_of(entity, english()), *expected_garbles(entity, english()))
    ]
    assert (list(part.forms), part.forms[1:3], len(part.forms)) == (forms, forms[1:3], len(forms))


def test_garbles_are_told_from_listed_forms_without_being_read(part: TablePart) -> None:
    statuses = [part.forms.garble_status(number) for number in range(len(part.forms))]
    assert statuses == [form.status if form.is_derived_garble else None for form in part.forms]
    assert {"reading", "swapped"} <= set(statuses)


@pytest.mark.parametrize("packed", [b"xZelensky Volodymyr", b"sZelensky Volodymyr", b"\xff"])
def test_a_damaged_garble_is_an_error(packed: bytes) -> None:
    whole = TablePart.of(TEN)
    number = next(number for number in range(len(whole.forms)) if whole.forms.garble_status(number))
    starts = np.where(np.arange(len(whole.forms) + 1) > number, len(packed), 0).astype(np.uint32)
    arrays = {**whole.arrays, "garbles": np.frombuffer(packed, dtype=np.uint8), "garble_starts": starts}
    with pytest.raises(TableFormatError, match="damaged: no form"):
        TablePart(whole.entities, arrays, english()).forms[number]


def test_every_entity_is_found_by_its_id_and_every_name(part: TablePart) -> None:
    for row, entity in enumerate(part.entities):
        assert part.row_of(entity.id) == row
        for form in forms_of(entity, english()):
            assert entity in part.named(fold(form.text))
    assert part.row_of("person/nobody") is None
    assert part.named("nobody") == ()


def test_of_those_that_share_a_name_targets_come_first() -> None:
    known = Entity("a", "person", "Joe Biden", target=False)
    part = TablePart.of([known, Entity("b", "person", "Joe Biden")])
    assert [entity.id for entity in part.named("joe biden")] == ["b", "a"]


def test_a_name_has_no_more_words_than_is_told(part: TablePart) -> None:
    assert part.longest_from("ursula") == 4
    assert part.longest_from("volodymyr") == 2
    assert part.longest_from("nobody") == 0


def test_what_is_told_of_the_whole_part(part: TablePart) -> None:
    assert {"president", "ukraine", "minister"} <= part.office_words
    assert (part.has_own, part.has_bundled) == (True, False)
    bundled = TablePart.of([Entity("a", "place", "Bern", is_bundled=True)])
    assert (bundled.has_own, bundled.has_bundled) == (False, True)
    assert not TablePart.of([Entity("a", "place", "Bern", target=False)]).has_own


def test_what_an_earlier_part_has_is_hidden(part: TablePart) -> None:
    part.hide_rows_of(TablePart.of([Entity("place/kyiv", "place", "Kyjiw"), Entity("place/bern", "place", "Bern")]))
    assert part.row_of("place/kyiv") is None
    assert part.named("kyiv") == ()
    assert "place/kyiv" not in {entity.id for entity in part.visible()}
    assert len(list(part.visible())) == len(TEN) - 1


def test_another_process_gets_the_same(part: TablePart) -> None:
    other = pickle.loads(pickle.dumps(part))  # noqa: S301 - our own
    assert list(other.entities) == list(part.entities)
    assert other.path == part.path


def test_a_part_of_nothing_has_nothing() -> None:
    nothing = TablePart.of([])
    assert (list(nothing.visible()), nothing.row_of("a"), nothing.named("a")) == ([], None, ())
    assert (nothing.longest_from("a"), nothing.office_words) == (0, frozenset())
