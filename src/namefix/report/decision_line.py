"""Formatting of a decision as one line."""

from __future__ import annotations

from namefix.datatypes import Decision, Proposal
from namefix.report.wording import how_sure


def decision_line(decision: Decision) -> str:
    """Return the action, the change with its certainty and probability, and the reason.

    Example:
        >>> from namefix.datatypes import Action, FoundBy, Mention
        >>> mention = Mention(0, 4, "Kyiv", None, FoundBy.RECOGNISER)
        >>> decision_line(Decision(mention, Action.KEEP, None, (), "right as it stands: Kyiv"))
        'keep: right as it stands: Kyiv'
    """
    change = ""
    if decision.replacement:
        change = f"{decision.mention.surface} → {decision.replacement}, {how_sure(decision)}: "
    return f"{decision.action}: {change}{reason_line(decision)}"


def reason_line(decision: Decision) -> str:
    """Return the reason, and the next candidate if there is one."""
    other = decision.runner_up
    return f"{decision.reason}; next: {_candidate(other)}" if other else decision.reason


def _candidate(proposal: Proposal) -> str:
    return f"{proposal.candidate.form.replacement} ({proposal.probability:.0%})"
