"""A decision in a line."""

from __future__ import annotations

from namefix.datatypes import Decision, Proposal
from namefix.names.name import name_of


def decision_line(decision: Decision) -> str:
    """Return what was decided, the change with its probability, the reason, and the next candidate.

    Example:
        >>> from namefix.datatypes import Action, Mention
        >>> mention = Mention(0, 4, "Kyiv", None, "ner")
        >>> decision_line(Decision(mention, Action.KEEP, None, (), "right as it stands: Kyiv"))
        'keep: right as it stands: Kyiv'
    """
    change = ""
    if decision.replacement is not None:
        change = f"{decision.mention.surface} → {decision.replacement} ({decision.probability:.0%}): "
    following = ""
    if other := runner_up(decision):
        following = f"; next: {other.candidate.form.replacement} ({other.probability:.0%})"
    return f"{decision.action}: {change}{decision.reason}{following}"


def runner_up(decision: Decision) -> Proposal | None:
    """Return the likeliest candidate that would write something else than the chosen one."""
    if decision.chosen is None or decision.replacement is None:
        return None
    written = name_of(decision.replacement).squashed
    others = (other for other in decision.rejected if other.candidate.form.replacement_name.squashed != written)
    return next(others, None)
