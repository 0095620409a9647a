"""What holds for every text."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.conftest import TEN
from tests.properties.invariants import assert_is_sound
from tests.properties.strategies import EXAMPLES, canonical_names, contexts, texts

from namefix import Config, Entity, NameFixer
from namefix.names.links import find_links


@EXAMPLES
@given(text=texts)
@example(text="👍🏽 Emmanuel Makron\r\n")
def test_the_result_is_sound_and_fixing_twice_equals_fixing_once(fixer: NameFixer, text: str) -> None:
    result = fixer.fix(text)
    assert_is_sound(text, result)
    assert fixer.fix(result.text).edits == ()


@settings(EXAMPLES, max_examples=200)
@given(text=texts)
def test_fixing_twice_equals_fixing_once_with_accepted_and_rejected_names(listing: NameFixer, text: str) -> None:
    once = listing.fix(text)
    assert_is_sound(text, once)
    assert listing.fix(once.text).edits == ()
    left = re.finditer(r"(?<!\w)(Keir Starmer|KEIR STARMER|Biden|BIDEN)(?!\w)", once.text)
    links = list(find_links(once.text))
    assert all(any(start < name.end() and name.start() < end for start, end in links) for name in left)


@pytest.fixture(scope="module")
def listing(entities: Sequence[Entity], config: Config) -> NameFixer:
    """A fixer that rejects right names of its table."""
    lists = {
        "accepted": ["Makron"],
        "rejected": {"Keir Starmer": "Kiel Stamer", "Biden": "Joe B.", "Kyiv": "Kyiv City"},
    }
    return NameFixer(entities, Config(**{**config.model_dump(), **lists}))


@EXAMPLES
@given(before=contexts, name=canonical_names, after=contexts, capitals=st.booleans())
def test_a_canonical_name_never_changes(fixer: NameFixer, before: str, name: str, after: str, capitals: bool) -> None:
    written = name.upper() if capitals else name
    edits = fixer.fix(f"{before}{written}, {after}").edits
    start, end = len(before), len(before) + len(written)
    assert all(edit.end <= start or end <= edit.start for edit in edits)


@settings(EXAMPLES, max_examples=60)
@given(rows=st.permutations(TEN), text=texts)
def test_the_order_of_table_rows_changes_nothing(
    fixer: NameFixer, config: Config, rows: Sequence[Entity], text: str
) -> None:
    assert NameFixer(rows, config).fix(text) == fixer.fix(text)


def test_a_fair_share_of_the_generated_texts_is_changed(fixer: NameFixer) -> None:
    changed = []

    @settings(EXAMPLES, max_examples=120)
    @given(text=texts)
    def count(text: str) -> None:
        changed.append(bool(fixer.fix(text).edits))

    count()
    assert sum(changed) / len(changed) >= 0.3
