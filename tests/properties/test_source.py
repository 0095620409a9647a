"""What holds for every text and every source."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.conftest import TEN
from tests.properties.invariants import assert_is_sound
from tests.properties.strategies import (
    EXAMPLES,
    canonical_names,
    contexts,
    hostile_sources,
    languages,
    right_names,
    sources,
    texts,
)

from namefix import Config, Entity, NameFixer
from namefix.datatypes import Translation
from namefix.source.align import Point, align

FEWER = settings(EXAMPLES, max_examples=60)


@EXAMPLES
@given(text=texts, source=sources, language=languages)
@example(text="👍🏽 Xxx\r\n", source="马克龙", language=None)
def test_the_result_is_sound_and_fixing_twice_equals_fixing_once(
    fixer: NameFixer, text: str, source: str, language: str | None
) -> None:
    result = fixer.fix(text, source=source, source_language=language)
    assert_is_sound(text, result)
    assert fixer.fix(result.text, source=source, source_language=language).edits == ()


@EXAMPLES
@given(text=texts, source=hostile_sources, language=languages)
@example(text="Makron came.\nMr Stamer", source=" " * 100_000 + "\n马克龙", language=None)
@example(text="Makron came.\nMr Stamer", source="马克龙" * 5_000, language="zh")
def test_a_hostile_source_does_no_harm(fixer: NameFixer, text: str, source: str, language: str | None) -> None:
    result = fixer.fix(text, source=source, source_language=language)
    assert_is_sound(text, result)
    assert fixer.fix(result.text, source=source, source_language=language).edits == ()


_canonical = st.one_of(canonical_names, canonical_names.map(str.upper))


@EXAMPLES
@given(before=contexts, name=_canonical, after=contexts, source=sources)
def test_a_canonical_name_never_changes(fixer: NameFixer, before: str, name: str, after: str, source: str) -> None:
    edits = fixer.fix(f"{before}{name}, {after}", source=source).edits
    start, end = len(before), len(before) + len(name)
    assert all(edit.end <= start or end <= edit.start for edit in edits)


@FEWER
@given(text=texts, name=right_names, source=sources)
def test_a_right_name_in_a_line_of_its_own_never_changes(fixer: NameFixer, text: str, name: str, source: str) -> None:
    result = fixer.fix(f"{name}\n{text}", source=source)
    assert result.text.startswith(f"{name}\n")


@FEWER
@given(text=texts, source=st.one_of(sources, hostile_sources), language=languages)
def test_a_source_that_is_left_aside_changes_nothing_but_warns(
    fixer: NameFixer, text: str, source: str, language: str | None
) -> None:
    document = fixer.read(next(fixer.detect([text])), Translation(text, source, language))
    assert (document.source is None) == bool(document.warnings)
    if document.source is None:
        assert all(warning.endswith("; repaired without it") for warning in document.warnings)
        alone, beside = fixer.fix(text), fixer.fix(text, source=source, source_language=language)
        assert beside.warnings
        assert not alone.edits or beside.edits


@FEWER
@given(rows=st.permutations(TEN), text=texts, source=sources)
def test_the_order_of_table_rows_changes_nothing(
    fixer: NameFixer, config: Config, rows: Sequence[Entity], text: str, source: str
) -> None:
    assert NameFixer(rows, config).fix(text, source=source) == fixer.fix(text, source=source)


@EXAMPLES
@given(text=texts, source=st.one_of(sources, hostile_sources), language=languages)
def test_what_is_read_lies_in_the_source_in_order(
    fixer: NameFixer, text: str, source: str, language: str | None
) -> None:
    document = fixer.read(next(fixer.detect([text])), Translation(text, source, language))
    if document.source is None:
        return
    names, segments = document.source.names, document.source.segments
    assert all(0 <= name.start < name.end <= len(source) for name in names)
    assert [name.start for name in names] == sorted(name.start for name in names)
    assert all(one.end <= other.start for one, other in pairwise(segments))
    for segment in segments:
        assert 0 <= segment.start < segment.end <= len(text)
        assert 0 <= segment.source_start < segment.source_end <= len(source)
        assert all(segment.source_start <= name.start < segment.source_end for name in segment.names)
        assert segment.unmatched <= segment.sure <= {name.entity.id for name in segment.names}
        assert len(segment.rest) <= 2 * (segment.source_end - segment.source_start) + 1


_points = st.lists(st.builds(Point, st.integers(0, 60), st.integers(0, 60)), max_size=6)
_sides = st.one_of(texts, sources, hostile_sources, st.text(st.sampled_from("aб1 2\n.。\t\r"), max_size=40))


@EXAMPLES
@given(text=_sides, source=_sides, names=_points)
def test_pairs_lie_in_both_texts_in_order(text: str, source: str, names: list[Point]) -> None:
    at, source_at = 0, 0
    for pair in align(text, source, names):
        assert at <= pair.span[0] < pair.span[1] <= len(text)
        assert 0 <= pair.around[0] <= pair.span[0] < pair.span[1] <= pair.around[1] <= len(text)
        assert source_at <= pair.source[0] < pair.source[1] <= len(source)
        at, source_at = pair.span[1], pair.source[0]


def test_a_fair_share_of_the_generated_sources_is_read_and_changes_something(fixer: NameFixer) -> None:
    read, changed = [], []

    @settings(EXAMPLES, max_examples=120)
    @given(text=texts, source=sources)
    def count(text: str, source: str) -> None:
        beside = fixer.fix(text, source=source)
        read.append(not beside.warnings)
        changed.append(beside.text != fixer.fix(text).text)

    count()
    assert sum(read) / len(read) >= 0.5
    assert sum(changed) / len(changed) >= 0.1
