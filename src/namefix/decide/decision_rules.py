"""The rules of the stage: names that are never changed, or only by an editor, regardless of the probability."""

from __future__ import annotations

from collections.abc import Mapping

from namefix.datatypes import Candidate, Decision, Mention, Score
from namefix.decide.written_form import accepted_as
from namefix.names.name import name_of
from namefix.names.target_language import TargetLanguage
from namefix.protocols import Scorer
from namefix.rules import Rule


def _is_accepted(candidate: Candidate, language: TargetLanguage) -> bool:
    return accepted_as(candidate, language) is not None


def _is_unlike(scores: Mapping[str, Score | None], scorers: Mapping[str, Scorer]) -> bool:
    limits = {name: scorer.alike_from for name, scorer in scorers.items() if scorer.alike_from is not None}
    return all((score := scores[name]) is None or score.value < least for name, least in limits.items())


def _is_inside(draft: Decision, right: Mention) -> bool:
    mention = draft.mention
    overlaps = mention.start < right.end and right.start < mention.end
    covers = mention.start <= right.start and right.end <= mention.end
    return overlaps and not covers


def _changes_one_inside(draft: Decision, right: Mention) -> bool:
    return len(right.name.words) > 1 and _loses_words_of(draft, right)


def _changes_a_required_one(draft: Decision, right: Mention) -> bool:
    return right.is_required and _loses_words_of(draft, right)


def _loses_words_of(draft: Decision, right: Mention) -> bool:
    """Return whether a repair of a longer mention removes a word of a correct name in it."""
    mention = draft.mention
    covers = mention.start <= right.start and right.end <= mention.end
    is_longer = (mention.start, mention.end) != (right.start, right.end)
    return covers and is_longer and not set(right.name.words) <= set(name_of(draft.replacement or "").words)


KEPT = (Rule("accepted spelling", "an accepted spelling of", _is_accepted),)
"""Candidates whose mention is another correct spelling and is kept. The sentence is followed by the name."""

ONLY_SHOWN = (Rule("unlike", "neither letters nor sounds agree", _is_unlike),)
"""Repairs that are at most listed for review, by their scores and the scorers: the aligned source may name another entity
instead of the mention."""

DROPPED = (
    Rule("inside a right name", "part of a right name", _is_inside),
    Rule("around a right name", "has a right name in it that would change", _changes_one_inside),
    Rule("around a required name", "has a name in it that the settings require", _changes_a_required_one),
)
"""Repairs that would break an adjacent correct name."""
