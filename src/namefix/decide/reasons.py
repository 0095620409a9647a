"""The wording of reasons for editors."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from namefix.datatypes import Mention, Proposal, Score

_REASONS = 3
"""Maximum number of pieces of evidence in a reason."""

_TELLING = 0.15
"""Minimum log-odds of evidence in a reason."""


def words_of_evidence(proposal: Proposal, scores: Mapping[str, Score | None], *, in_favour: bool) -> str:
    """Return the strongest evidence for or against a proposal, in words."""
    sign = 1 if in_favour else -1
    names = [item.scorer for item in proposal.evidence if item.log_odds * sign > _TELLING]
    told = (score for name in names if (score := scores[name]) is not None)
    return "; ".join(score.words for score in islice(told, _REASONS)) or "no strong evidence"


def why_kept(mention: Mention) -> str:
    """Return the reason for keeping a mention without candidates."""
    if mention.is_right:
        names = dict.fromkeys(form.entity.name for form in mention.forms if form.is_right)
        return f"right as it stands: {', '.join(names)}"
    return "no similar name in the table"
