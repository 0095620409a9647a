"""Named rules that apply regardless of evidence; each stage lists its own in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Subject = TypeVar("Subject")
Context = TypeVar("Context")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject, Context]):
    """A named rule: `applies` tests a subject in its context, `sentence` is the reason shown to editors.

    Example:
        >>> rule = Rule("short", "too short to tell", lambda name, least: len(name) < least)
        >>> [found.name for name in ("Li", "Lin") if (found := first_rule([rule], name, 3))]
        ['short']
    """

    name: str
    sentence: str
    applies: Callable[[Subject, Context], bool]


def first_rule(
    rules: Iterable[Rule[Subject, Context]], subject: Subject, context: Context
) -> Rule[Subject, Context] | None:
    """Return the first rule that applies to a subject in its context."""
    return next((rule for rule in rules if rule.applies(subject, context)), None)
