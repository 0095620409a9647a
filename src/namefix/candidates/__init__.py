"""Candidates: few and fast. Surface forms in, for each the forms of the table that it may be a garble of, likest first."""

from __future__ import annotations

from namefix.datatypes import Mention
from namefix.lexicon import country_of
from namefix.similarity import likeness
from namefix.text import fold, squash


def is_settled(mention: Mention) -> bool:
    """Whether a mention is right beyond doubt: the name of a target, a demonym, a country's name or adjective."""
    if any(form.entity.target or form.entity.kind == "other" for form in mention.forms):
        return True
    return country_of(fold(mention.surface)) is not None


def has_stray_word(surface: str, alias: str) -> bool:
    """Whether a mention is less like an alias for a small word at its end, which then belongs to the sentence.

    Example:
        >>> has_stray_word("Emmanuel Makron met", "Emmanuel Macron"), has_stray_word("Zelen sky", "Zelensky")
        (True, False)
    """
    name, _, last = surface.rpartition(" ")
    return bool(name) and last.islower() and likeness(name, alias) >= likeness(surface, alias)


def is_longer_or_shorter(surface: str, alias: str) -> bool:
    """Whether all that differs is that one of two names has further words, which makes none of them a garble.

    Example:
        >>> is_longer_or_shorter("Merkel", "Angela Merkel"), is_longer_or_shorter("Angla Merkel", "Angela Merkel")
        (True, False)
    """
    words, others = set(fold(surface).split(" ")), set(fold(alias).split(" "))
    return words != others and (words <= others or others <= words) and squash(surface) != squash(alias)
