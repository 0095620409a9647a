"""Rewriting: applies decisions to the text, keeping letter case and everything around names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from namefix.datatypes import Action, Decision, Document, Entity, Mention
from namefix.names.folding import fold
from namefix.names.words import is_capitalised, is_shouted
from namefix.results import CorrectedText, Edit

_WORD = re.compile(r"\S+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n\r\u2028\u2029…])[\s\ufeff\"'“”‘’«»()\[\]*_#>-]*$")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_NO_CHANGE = "already written so, letter case and diacritics aside"
_GAP = re.compile(r"\s+")
_LOOK_BACK = 12
"""Number of characters before a mention in which the end of the previous sentence is searched."""


def rewrite(document: Document, decisions: Sequence[Decision]) -> CorrectedText:
    """Apply the REPLACE decisions, and list the edits of the REVIEW decisions.

    An edit is as narrow as possible: unchanged words at its ends are not part of it, nor is a possessive ending, which belongs to
    no mention (see `TargetLanguage.find_words`). A decision that would change nothing becomes KEEP.

    Args:
        document: The text and its words.
        decisions: The decisions in the order of the text, without overlap.
    """
    edits: list[Edit] = []
    review: list[Edit] = []
    final: list[Decision] = []
    for decision in decisions:
        edit = None if decision.action is Action.KEEP else edit_of(document.text, decision)
        if edit is not None:
            (edits if edit.is_certain else review).append(edit)
            final.append(decision)
        else:
            final.append(_kept(decision))
    text = apply_edits(document.text, edits)
    return CorrectedText(document.text, text, tuple(edits), tuple(review), tuple(final), document.warnings)


def edit_of(text: str, decision: Decision) -> Edit | None:
    """Return the edit of a decision, or None if the text already agrees with it.

    Letter case and diacritics are ignored, except for a rejected name, which is replaced exactly.

    Raises:
        ValueError: If the decision has no replacement.
    """
    if decision.chosen is None or decision.replacement is None:
        raise ValueError(f"a decision without a proposal has no edit: {decision.reason}")
    mention = decision.mention
    after = in_case_of(mention.surface, decision.replacement, text[max(0, mention.start - _LOOK_BACK) : mention.start])
    if not mention.is_rejected:
        after = _fitting(after, text, mention, decision.chosen.candidate.entity)
    compared = str if mention.is_rejected else fold
    old = [(match.start() + mention.start, match.end() + mention.start) for match in _WORD.finditer(mention.surface)]
    new = [(match.start(), match.end()) for match in _WORD.finditer(after)]

    def same(at: int) -> bool:
        return compared(text[slice(*old[at])]) == compared(after[slice(*new[at])])

    while old and new and same(0):
        del old[0], new[0]
    while old and new and same(-1):
        del old[-1], new[-1]
    if not old and not new:
        return None
    if not old or not new:
        old, new = [(mention.start, mention.end)], [(0, len(after))]
    start, end = old[0][0], old[-1][1]
    return Edit(start, end, text[start:end], _with_break(text[start:end], after[new[0][0] : new[-1][1]]), decision)


def _with_break(before: str, after: str) -> str:
    """Return a replacement with the line break of the original between the same words, or the last ones if it is shorter."""
    gaps, words = _GAP.findall(before), after.split(" ")
    broken = next((at for at, gap in enumerate(gaps, 1) if "\n" in gap), 0)
    at = min(broken, len(words) - 1)
    return gaps[broken - 1].join([" ".join(words[:at]), " ".join(words[at:])]) if at else after


def _fitting(after: str, text: str, mention: Mention, entity: Entity) -> str:
    """Return a replacement that fits into the text: in the plural for a family, without a last word that follows already."""
    if entity.kind == "person" and not after.lower().endswith(mention.plural.lower()):
        after += mention.plural
    *first, last = after.split()
    following = _NEXT_WORD.match(text, mention.end)
    if first and following and fold(following.group(1)) == fold(last) and fold(last) not in mention.name.words:
        return " ".join(first)  # "Taihu" for "Tai Hoo" before "Lake", not "Taihu Lake Lake"
    return after


def options_of(text: str, edit: Edit, *, within: tuple[int, int], least: float = 0.0) -> tuple[Edit, ...]:
    """Return an edit and those of the rejected candidates, likeliest first, all for one span.

    Args:
        text: The original text.
        edit: The edit of the decision.
        within: The span that must contain all edits; other candidates outside of it are left out.
        least: The minimum probability of other candidates.
    """
    edits = [edit]
    for other in edit.decision.rejected:
        written = other.candidate.form.replacement
        instead = edit_of(text, replace(edit.decision, chosen=other, replacement=written))
        if instead and within[0] <= instead.start and instead.end <= within[1] and other.probability >= least:
            edits.append(instead)
    start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
    return tuple(
        Edit(start, end, text[start:end], text[start : edit.start] + edit.after + text[edit.end : end], edit.decision)
        for edit in edits
    )


def _kept(decision: Decision) -> Decision:
    """Return a decision that keeps its mention; a certain one keeps its chosen entity."""
    if decision.action is Action.KEEP:
        return decision
    if decision.action is Action.REVIEW and decision.chosen is not None:
        decision = replace(decision, chosen=None, rejected=(decision.chosen, *decision.rejected))
    return replace(decision, action=Action.KEEP, reason=_NO_CHANGE, replacement=None)


def in_case_of(surface: str, replacement: str, before: str) -> str:
    """Return a replacement in the letter case of the original.

    Capitals stay capitals; the lower-case particle of a surname is capitalised at the start of a sentence.

    Args:
        surface: The original name.
        replacement: The correct name in its own letter case.
        before: The text directly before it.

    Example:
        >>> in_case_of("VONDREIN", "von der Leyen", "")
        'VON DER LEYEN'
        >>> in_case_of("Vondrein", "von der Leyen", "It ended. ")
        'Von der Leyen'
    """
    if is_shouted(surface):
        return replacement.upper()
    starts_sentence = _SENTENCE_START.search(before) is not None
    if starts_sentence and is_capitalised(surface) and not is_capitalised(replacement):
        return replacement[0].upper() + replacement[1:]
    return replacement


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with sorted, non-overlapping edits applied."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.after]
        at = edit.end
    return "".join([*pieces, text[at:]])


def compose(first: CorrectedText, second: CorrectedText) -> CorrectedText:
    """Return one result for a text that was repaired twice: `second.original` is `first.text`.

    Offsets of edits and decisions are those of the first original. If the second repair touches the first, they become one
    edit, with the decision of the second.
    """
    way = _WayBack(first)
    groups = _groups(second.edits, way)
    replaced = {at for touched, _ in groups for at in touched}
    edits = [edit for at, edit in enumerate(first.edits) if at not in replaced]
    later_decisions: list[Decision] = []
    for touched, laters in groups:
        moved = [way.moved(later.decision) for later in laters]
        merged = _merged(first, way, touched, laters, moved[-1])
        if merged.before != merged.after:
            edits.append(merged)
            later_decisions += moved
        else:
            later_decisions += map(_kept, moved)
    earlier = _apart(first.decisions, later_decisions)
    standing = {id(decision) for decision in earlier}
    return CorrectedText(
        first.original,
        second.text,
        tuple(sorted(edits, key=lambda edit: edit.start)),
        tuple(edit for edit in first.review if id(edit.decision) in standing),
        tuple(sorted([*earlier, *later_decisions], key=lambda decision: decision.mention.start)),
        first.warnings,
    )


class _WayBack:
    """Map from spans of a repaired text to the original; edits touched by a span are included completely."""

    def __init__(self, result: CorrectedText) -> None:
        self._original, self._edits = result.original, result.edits
        self._shifts = [0, *accumulate(len(edit.after) - (edit.end - edit.start) for edit in self._edits)]
        self.starts = [edit.start + shift for edit, shift in zip(self._edits, self._shifts, strict=False)]
        self.ends = [start + len(edit.after) for edit, start in zip(self._edits, self.starts, strict=True)]

    def touched(self, start: int, end: int) -> range:
        """Return the numbers of the edits that a span touches."""
        first = bisect_right(self.ends, start)
        return range(first, max(first, bisect_left(self.starts, end)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original."""
        touched = self.touched(start, end)
        old_start, old_end = start - self._shifts[touched.start], end - self._shifts[touched.stop]
        if touched and self.starts[touched[0]] <= start:
            old_start = self._edits[touched[0]].start
        if touched and end <= self.ends[touched[-1]]:
            old_end = self._edits[touched[-1]].end
        return old_start, old_end

    def moved(self, decision: Decision) -> Decision:
        """Return a decision on the repaired text with its span in the original."""
        start, end = self.span(decision.mention.start, decision.mention.end)
        return replace(
            decision, mention=replace(decision.mention, start=start, end=end, surface=self._original[start:end])
        )


def _groups(laters: Iterable[Edit], way: _WayBack) -> list[tuple[range, list[Edit]]]:
    """Return later edits grouped by the earlier edits that they touch, with the numbers of these."""
    groups: list[tuple[range, list[Edit]]] = []
    for later in laters:
        touched = way.touched(later.start, later.end)
        if groups and touched and touched.start < groups[-1][0].stop:
            groups[-1] = range(groups[-1][0].start, touched.stop), [*groups[-1][1], later]
        else:
            groups.append((touched, [later]))
    return groups


def _merged(first: CorrectedText, way: _WayBack, touched: range, laters: Sequence[Edit], decision: Decision) -> Edit:
    """Return one edit of the original for later edits and the earlier edits that they touch."""
    start, end = laters[0].start, laters[-1].end
    if touched:
        start, end = min(start, way.starts[touched[0]]), max(end, way.ends[touched[-1]])
    inside = [replace(later, start=later.start - start, end=later.end - start) for later in laters]
    old_start, old_end = way.span(start, end)
    after = apply_edits(first.text[start:end], inside)
    return Edit(old_start, old_end, first.original[old_start:old_end], after, decision)


def _apart(decisions: Iterable[Decision], laters: Sequence[Decision]) -> list[Decision]:
    """Return the decisions whose mentions do not overlap those of sorted later ones."""
    starts = [later.mention.start for later in laters]
    apart = []
    for decision in decisions:
        at = bisect_left(starts, decision.mention.end)
        if not at or laters[at - 1].mention.end <= decision.mention.start:
            apart.append(decision)
    return apart
