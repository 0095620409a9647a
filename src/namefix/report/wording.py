"""Phrases shared by reports and messages."""

from __future__ import annotations

from namefix.datatypes import Decision
from namefix.results import Certainty


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    Example:
        >>> counted(1, "change"), counted(1200, "change"), counted(2, "entity", "entities")
        ('1 change', '1,200 changes', '2 entities')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def how_sure(decision: Decision) -> str:
    """Return the certainty of a decision with its probability.

    Example:
        >>> from namefix.datatypes import Action, FoundBy, Mention
        >>> how_sure(Decision(Mention(0, 6, "Makron", None, FoundBy.CAPITALS), Action.REVIEW, None, (), ""))
        'uncertain (0%)'
    """
    return f"{Certainty.of(decision)} ({decision.probability:.0%})"
