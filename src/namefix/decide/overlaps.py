"""The choice among overlapping decisions."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace

from namefix.datatypes import Action, Decision, Mention, Proposal
from namefix.decide.decision_rules import DROPPED
from namefix.names.name import name_of
from namefix.names.similarity import likeness
from namefix.rules import first_rule

_log = logging.getLogger(__name__)

_SLACK = 0.1
"""Maximum loss of similarity for preferring a longer mention to a part of it."""


_UNLIKE = 0.5
"""Similarity below which a part of a name is known only by the whole: *Xianlong* in *Li Xianlong*, Lee Hsien Loong."""


def resolve_overlaps(drafts: Iterable[Decision]) -> Iterator[Decision]:
    """Yield the chosen ones of overlapping drafts, which are sorted by position. Rejected names take precedence."""
    for cluster in _clusters(drafts):
        rights = [draft.mention for draft in cluster if draft.mention.is_right]
        proposed = [draft for draft in cluster if draft.chosen and not _is_dropped(draft, rights)]
        repairs = [draft for draft in proposed if _is_repair(draft)]
        stands: list[Decision] = []
        for draft in sorted(repairs, key=_surest_first):
            choice = max(
                (other for other in proposed if not draft.mention.is_rejected and _says_more(other, draft)),
                key=lambda other: _length(other.mention),
                default=draft,
            )
            if not any(_overlap(choice.mention, other.mention) for other in stands):
                stands.append(_as_likely_as(choice, draft))
        rest = [draft for draft in cluster if not _is_repair(draft)]
        for draft in sorted(rest, key=lambda draft: (not draft.mention.is_right, -_length(draft.mention))):
            if not any(_overlap(draft.mention, other.mention) for other in stands):
                stands.append(draft)
        yield from stands


def _surest_first(draft: Decision) -> tuple[bool, bool, float]:
    return not draft.mention.is_rejected, draft.action is Action.REVIEW, -draft.probability


def _clusters(drafts: Iterable[Decision]) -> Iterator[list[Decision]]:
    """Yield groups of drafts, sorted by position, that do not overlap one another."""
    cluster: list[Decision] = []
    reach = 0
    for draft in drafts:
        if cluster and draft.mention.start >= reach:
            yield cluster
            cluster = []
        cluster.append(draft)
        reach = max(reach, draft.mention.end)
    if cluster:
        yield cluster


def _is_repair(draft: Decision) -> bool:
    return draft.action is not Action.KEEP


def _length(mention: Mention) -> int:
    return mention.end - mention.start


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _says_more(other: Decision, draft: Decision) -> bool:
    """Return whether a repair covers another one, has the same entity and similar likeness, and keeps the number of words.

    The number of words does not matter if the shorter one is unlike its replacement.
    """
    return (
        other.mention.start <= draft.mention.start
        and draft.mention.end <= other.mention.end
        and other.chosen is not None
        and draft.chosen is not None
        and other.chosen.candidate.entity.id == draft.chosen.candidate.entity.id
        and _likeness(other.chosen) >= _likeness(draft.chosen) - _slack(other.chosen, draft.chosen)
        and (_keeps_words(other) or not _keeps_words(draft) or _likeness(draft.chosen) < _UNLIKE)
    )


def _keeps_words(draft: Decision) -> bool:
    """Return whether a repair keeps the number of words."""
    return len(draft.mention.name.words) == len(name_of(draft.replacement or "").words)


def _as_likely_as(choice: Decision, part: Decision) -> Decision:
    """Return the longer repair with the action of its part: if "Stamer" is Starmer, "Kiel Stamer" is Keir Starmer."""
    if choice.chosen is None or part.chosen is None or choice.action is part.action:
        return choice
    chosen, reason = replace(choice.chosen, probability=part.probability), choice.reason
    if _likeness(part.chosen) >= _UNLIKE:
        reason = f"{part.mention.surface} is {part.replacement}: {part.reason}"
    return replace(choice, action=part.action, chosen=chosen, reason=reason)


def _slack(other: Proposal, draft: Proposal) -> float:
    """Return the allowed loss of similarity of the longer mention, 0 if it has no more information than the shorter one."""
    return 0.0 if other.candidate.alias == draft.candidate.alias else _SLACK


def _likeness(proposal: Proposal) -> float:
    return likeness(proposal.candidate.mention.name, proposal.candidate.name)


def _is_dropped(draft: Decision, rights: Iterable[Mention]) -> bool:
    """Return whether a repair would break a correct name; a rejected name is replaced even there."""
    for right in () if draft.mention.is_rejected else rights:
        if rule := first_rule(DROPPED, draft, right):
            _log.debug("%s is not repaired: %s (%s)", draft.mention.surface, rule.sentence, right.surface)
            return True
    return False
