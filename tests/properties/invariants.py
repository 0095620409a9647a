"""What holds for every result, whatever the text."""

from __future__ import annotations

from itertools import pairwise

from namefix import Action, CorrectedText


def assert_rest_is_untouched(text: str, result: CorrectedText) -> None:
    """Every edit lies in the text, changes something, and nothing outside of the edits differs by a byte."""
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


def assert_edits_undone_give_the_original(text: str, result: CorrectedText) -> None:
    undone, at = [], 0
    for edit in result.edits:
        start = result.map_offset(edit.start)
        assert result.text[start : start + len(edit.after)] == edit.after
        undone += [result.text[at:start], edit.before]
        at = start + len(edit.after)
    assert "".join([*undone, result.text[at:]]) == text


def assert_offsets_are_carried(text: str, result: CorrectedText) -> None:
    """`map_offset` rises, from the beginning to the end, and is right outside of the edits."""
    carried = [result.map_offset(offset) for offset in range(len(text) + 1)]
    assert carried == sorted(carried)
    assert (carried[0], carried[-1]) == (0, len(result.text))
    inside = {offset for edit in result.edits for offset in range(edit.start, edit.end)}
    assert all(result.text[carried[at]] == text[at] for at in range(len(text)) if at not in inside)


def assert_decisions_lie_apart(text: str, result: CorrectedText) -> None:
    """Decisions are sorted and lie in the original; each has a reason."""
    mentions = [decision.mention for decision in result.decisions]
    assert all(text[mention.start : mention.end] == mention.surface for mention in mentions)
    assert all(one.end <= other.start for one, other in pairwise(mentions))
    assert all(decision.reason for decision in result.decisions)


def assert_edits_have_their_decisions(text: str, result: CorrectedText) -> None:
    """Edits are of REPLACE decisions, uncertain ones of all REVIEW decisions; none overlaps another."""
    uncertain = [decision for decision in result.decisions if decision.action is Action.REVIEW]
    assert [edit.decision for edit in result.review] == uncertain
    assert all(edit.decision.action is Action.REPLACE for edit in result.edits)
    assert all(one.end <= other.start for one, other in pairwise(result.all_edits))
    assert all(text[edit.start : edit.end] == edit.before != edit.after for edit in result.review)


def assert_is_sound(text: str, result: CorrectedText) -> None:
    """All of these."""
    assert_rest_is_untouched(text, result)
    assert_edits_undone_give_the_original(text, result)
    assert_offsets_are_carried(text, result)
    assert_decisions_lie_apart(text, result)
    assert_edits_have_their_decisions(text, result)
