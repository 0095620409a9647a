"""What holds for every text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.conftest import TEN
from tests.properties.strategies import EXAMPLES, canonical_names, contexts, texts

from namefix import Config, Entity, NameFixer


@EXAMPLES
@given(text=texts)
@example(text="👍🏽 Emmanuel Makron\r\n")
def test_text_outside_edits_is_untouched(fixer: NameFixer, text: str) -> None:
    result = fixer.fix(text)
    pieces, at = [], 0
    for edit in result.edits:
        assert at <= edit.start < edit.end
        assert text[edit.start : edit.end] == edit.before != edit.after
        pieces += [text[at : edit.start], edit.after]
        at = edit.end
    assert result.original == text
    assert result.text.encode("utf-8", "surrogatepass") == "".join([*pieces, text[at:]]).encode(
        "utf-8", "surrogatepass"
    )


@EXAMPLES
@given(text=texts)
def test_edits_undone_give_the_original(fixer: NameFixer, text: str) -> None:
    result = fixer.fix(text)
    undone, at = [], 0
    for edit in result.edits:
        start = result.map_offset(edit.start)
        assert result.text[start : start + len(edit.after)] == edit.after
        undone += [result.text[at:start], edit.before]
        at = start + len(edit.after)
    assert "".join([*undone, result.text[at:]]) == text


@EXAMPLES
@given(text=texts)
def test_fixing_twice_equals_fixing_once(fixer: NameFixer, text: str) -> None:
    once = fixer.fix(text)
    assert fixer.fix(once.text).edits == ()


@EXAMPLES
@given(text=texts)
def test_fixing_twice_equals_fixing_once_with_accepted_and_rejected_names(listing: NameFixer, text: str) -> None:
    once = listing.fix(text)
    assert listing.fix(once.text).edits == ()
    assert not re.search(r"(?<!\w)(Keir Starmer|KEIR STARMER|Biden|BIDEN)(?!\w)", once.text)


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


@EXAMPLES
@given(rows=st.permutations(TEN), text=texts)
def test_the_order_of_table_rows_changes_nothing(
    fixer: NameFixer, config: Config, rows: Sequence[Entity], text: str
) -> None:
    assert NameFixer(rows, config).fix(text) == fixer.fix(text)


@EXAMPLES
@given(text=texts)
def test_map_offset_rises_and_is_right_outside_edits(fixer: NameFixer, text: str) -> None:
    result = fixer.fix(text)
    carried = [result.map_offset(offset) for offset in range(len(text) + 1)]
    assert carried == sorted(carried)
    assert (carried[0], carried[-1]) == (0, len(result.text))
    inside = {offset for edit in result.edits for offset in range(edit.start, edit.end)}
    assert all(result.text[carried[at]] == text[at] for at in range(len(text)) if at not in inside)


@settings(EXAMPLES, max_examples=500)
@given(text=texts)
def test_decisions_lie_in_the_original_sorted_and_apart(fixer: NameFixer, text: str) -> None:
    mentions = [decision.mention for decision in fixer.fix(text).decisions]
    assert all(text[mention.start : mention.end] == mention.surface for mention in mentions)
    assert all(one.end <= other.start for one, other in pairwise(mentions))


def test_a_fair_share_of_the_generated_texts_is_changed(fixer: NameFixer) -> None:
    changed = []

    @settings(EXAMPLES, max_examples=300)
    @given(text=texts)
    def count(text: str) -> None:
        changed.append(bool(fixer.fix(text).edits))

    count()
    assert sum(changed) / len(changed) >= 0.3
