from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import TEN
from tests.properties.strategies import EXAMPLES

from namefix import Entity
from namefix.errors import TableError
from namefix.table.rows import PackedEntities, as_offsets, pack_entities, pack_strings, standings_of, unpack_strings

_printable = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=8)
_listed = st.lists(_printable, max_size=3).map(tuple)
_entities = st.builds(
    Entity,
    _printable,
    st.sampled_from(["person", "place", "other"]),
    _printable,
    aliases=_listed,
    variants=_listed,
    misspellings=_listed,
    native=_listed,
    country=st.sampled_from([None, "GB"]),
    roles=_listed,
    weight=st.floats(0, 1e9),
    target=st.booleans(),
    is_bundled=st.booleans(),
)


@settings(EXAMPLES, max_examples=300)
@given(st.lists(_entities, max_size=4))
def test_entities_come_back_as_they_were(entities: list[Entity]) -> None:
    packed = PackedEntities(pack_entities(entities))
    assert list(packed) == entities
    assert packed.standings().weights.tolist() == [entity.weight for entity in entities]
    assert packed.standings().is_target.tolist() == [entity.target for entity in entities]


def test_entities_are_found_by_number_from_both_ends() -> None:
    packed = PackedEntities(pack_entities(TEN))
    assert packed[-1] == TEN[-1]
    assert packed[2:4] == list(TEN[2:4])
    assert packed[0] is packed[0]
    for number in (len(TEN), -len(TEN) - 1):
        with pytest.raises(IndexError, match=f"row {number} is out of range for {len(TEN)} entities"):
            packed[number]


@pytest.mark.parametrize(
    "entity",
    [
        Entity("a\tb", "place", "Bern"),
        Entity("a", "place", "Bern", aliases=("Be\nrn",)),
        Entity("a", "place", "Bern", ("",)),
    ],
)
def test_what_no_table_may_have_is_refused(entity: Entity) -> None:
    with pytest.raises(TableError, match="remove it"):
        pack_entities([entity])


def test_offsets_take_eight_bytes_only_where_four_are_too_few() -> None:
    assert as_offsets([0, 2**32 - 1], 2).dtype == "uint32"
    assert as_offsets([0, 2**32], 2).tolist() == [0, 2**32]


def test_no_strings_come_back_as_none() -> None:
    assert unpack_strings(pack_strings([])) == []


def test_standings_are_the_same_packed_or_not() -> None:
    ours, packed = standings_of(TEN), PackedEntities(pack_entities(TEN)).standings()
    assert (ours.is_target.tolist(), ours.weights.tolist()) == (packed.is_target.tolist(), packed.weights.tolist())
