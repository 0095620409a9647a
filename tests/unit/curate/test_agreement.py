from __future__ import annotations

from namefix.curate.agreement import roles_agree, shared_native
from namefix.datatypes import Entity


def test_small_words_of_roles_are_no_agreement() -> None:
    one = Entity("1", "person", "A", roles=("Head of the Office",))
    assert roles_agree(one, Entity("2", "person", "A", roles=("mayor of the town",))) is False


def test_the_native_form_is_the_same_whatever_the_order() -> None:
    one, other = Entity("1", "place", "A", native=("Киев", "Київ")), Entity("2", "place", "A", native=("Київ", "Киев"))
    assert shared_native(one, other) == shared_native(other, one) == "Киев"
    assert shared_native(one, Entity("3", "place", "A")) is None
