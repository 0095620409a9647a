"""Learning from the log of reviews: what editors decided alike in several texts becomes knowledge of a table."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from namefix.datatypes import Kind
from namefix.errors import InputError
from namefix.review.learning import TableLessons
from namefix.table.name_table import NameTable

LEAST_TEXTS = 2
"""Default number of texts in which the same must be decided. One decision can be a slip, or right for one text only."""


class Verdict(StrEnum):
    """Decision of an editor about words.

    Example:
        >>> [str(verdict) for verdict in Verdict]
        ['written over', 'left', 'never', 'alias']
    """

    WRITTEN_OVER = "written over"
    LEFT = "left"
    NEVER = "never"
    ALIAS = "alias"


class Decided(NamedTuple):
    """A decision in the log: the words, what is meant by them, and the text in which they stand.

    `right` is the name that was written, `entity` the id of its entity, if it was in a table, and `kind` the kind of a new name.
    """

    words: str
    verdict: Verdict
    right: str
    entity: str | None
    kind: Kind
    text: tuple[str, str]


@dataclass(slots=True)
class Learned:
    """Lesson of the decisions: a message for each name, and the numbers of names that were not learned.

    Example:
        >>> print(Learned(["Makron: from now on Macron (own.csv)"], few=3, contrary=1))
        1 name learned; 3 decided in too few texts, 1 decided in different ways, 0 refused
    """

    learned: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    few: int = 0
    contrary: int = 0

    def __str__(self) -> str:
        """Return the numbers in a line."""
        names = "1 name" if len(self.learned) == 1 else f"{len(self.learned):,} names"
        rest = f"{self.few:,} decided in too few texts, {self.contrary:,} decided in different ways"
        return f"{names} learned; {rest}, {len(self.refused):,} refused"


def read_decisions(path: Path) -> Iterator[Decided]:
    """Yield the decisions of a log whose saves were not undone.

    Raises:
        InputError: If the log cannot be read.
    """
    entries = list(_entries(path))
    undone = {str(entry["undo"]) for _, entry in entries if "undo" in entry}
    for number, entry in entries:
        if "why" in entry and str(entry.get("id")) not in undone:
            try:
                decided = [_decided(choice, str(entry["id"])) for choice in entry["why"]]
            except (KeyError, TypeError, AttributeError) as error:
                raise InputError(path, number, f"is no line of a review: a decision is incomplete ({error})") from error
            yield from decided


def learn_from(decisions: Iterable[Decided], lesson: TableLessons, known: NameTable, least: int) -> Learned:
    """Teach a table what was decided alike in several texts.

    Words that were written over with one name become a misspelling of it; names that were left as they are become known names,
    which nothing is corrected to and which are kept. Two decisions of an editor are explicit and count at once: never to touch a
    name, and that words are another name of an entity. Words that were decided in different ways are not learned.

    Args:
        decisions: The decisions, in the order of the log.
        lesson: The learner of the table.
        known: The table of all names in use.
        least: The number of texts in which the same must be decided.
    """
    by_words: dict[str, list[Decided]] = defaultdict(list)
    for decided in decisions:
        by_words[decided.words].append(decided)
    result = Learned()
    for same in by_words.values():
        first = same[-1]
        texts = {decided.text for decided in same}
        if len({(decided.verdict, decided.right) for decided in same}) > 1:
            result.contrary += 1
        elif len(texts) < least and first.verdict not in (Verdict.NEVER, Verdict.ALIAS):
            result.few += 1
        else:
            message = _teach(first, lesson, known)
            (result.refused if ": not learned, " in message else result.learned).append(message)
    return result


def _teach(decided: Decided, lesson: TableLessons, known: NameTable) -> str:
    entity = known.entities.get(decided.entity) if decided.entity else None
    if decided.verdict is Verdict.WRITTEN_OVER:
        return lesson.teach(decided.words, decided.right, entity, decided.kind)
    if decided.verdict is Verdict.ALIAS and entity is not None:
        return lesson.teach_alias(decided.words, entity)
    return lesson.teach_known(decided.words, decided.kind)


def _entries(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, None, f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    for number, line in enumerate(lines, start=1):
        if not line:
            continue
        try:
            entry = json.loads(line)
            if not isinstance(entry, dict):
                raise TypeError("not a JSON object")
        except (ValueError, RecursionError, TypeError) as error:
            raise InputError(path, number, f"is no line of a review: {error}") from error
        yield number, entry


def _decided(choice: Mapping[str, Any], save: str) -> Decided:
    """Return a decision of the log; of a name that was not changed, the whole name counts."""
    action, entity = choice["action"], choice.get("entity")
    written_over = action == "write"
    verdict = Verdict.WRITTEN_OVER if written_over else Verdict.NEVER if action == "never" else Verdict.LEFT
    if verdict is Verdict.LEFT and entity:
        verdict = Verdict.ALIAS
    words = choice["before"] if written_over else choice.get("surface", choice["before"])
    kind: Kind = "place" if "place" in (choice.get("kind"), str(choice["entity_id"]).partition("/")[0]) else "person"
    right = choice["written"] if written_over else entity or ""
    return Decided(" ".join(words.split()), verdict, right, entity, kind, (save, choice["file"]))
