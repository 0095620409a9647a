"""Phrases shared by reports and messages."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    Example:
        >>> counted(1, "change"), counted(1200, "change"), counted(2, "entity", "entities")
        ('1 change', '1,200 changes', '2 entities')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
