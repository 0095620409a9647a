"""Counts over the results of a batch: which names change, in which languages and desks, how sure, and which are unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from namefix.datatypes import Action, Decision, Entity, Kind, Mention
from namefix.names.name import name_of
from namefix.results import Certainty, CorrectedText, Edit

NO_VALUE = "(none)"
"""The group of documents without a language or desk."""

_CONTEXT = 40
"""Number of characters before and after a name in its example."""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The id of a document, and what is known of it; None if unknown."""

    id: str
    language: str | None = None
    desk: str | None = None
    day: date | None = None


@dataclass(slots=True)
class EditCount:
    """Numbers of edits by certainty; `changes` were made, `review` are listed for an editor."""

    documents: int = 0
    changed: int = 0
    changes: int = 0
    review: int = 0
    certainties: Counter[Certainty] = field(default_factory=Counter)

    def add(self, edit: Edit) -> None:
        """Count an edit."""
        self.certainties[edit.certainty] += 1
        if edit.is_certain:
            self.changes += 1
        else:
            self.review += 1

    def add_document(self, result: CorrectedText) -> None:
        """Count a document with its edits."""
        self.documents += 1
        self.changed += bool(result.edits)
        for edit in result.all_edits:
            self.add(edit)


@dataclass(slots=True)
class NameCount(EditCount):
    """The edits to one name: `forms` are the garbled ones, `languages` and `desks` those of the documents."""

    id: str = ""
    name: str = ""
    entity: Entity | None = None
    forms: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    desks: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """The number of edits, made or listed for review."""
        return self.changes + self.review


@dataclass(slots=True)
class UnknownName:
    """A name missing from all tables: how often it occurs, an example, and the most similar name of the table."""

    name: str
    kind: Kind
    example: str
    similar: str
    mentions: int = 0
    documents: int = 0
    languages: Counter[str] = field(default_factory=Counter)


class BatchTally:
    """Accumulator of the results of a batch, of the size of its vocabulary."""

    def __init__(self) -> None:
        self.all = EditCount()
        self.languages: dict[str, EditCount] = {}
        self.desks: dict[str, EditCount] = {}
        self.days: dict[date, EditCount] = {}
        self.tenths: Counter[tuple[int, Certainty]] = Counter()
        self.for_review: Counter[str] = Counter()
        self._names: dict[str, NameCount] = {}
        self._unknown: dict[str, UnknownName] = {}

    def add(self, facts: DocumentFacts, result: CorrectedText) -> None:
        """Count the result of a document."""
        language, desk = facts.language or NO_VALUE, facts.desk or NO_VALUE
        groups = [self.all, self.languages.setdefault(language, EditCount()), self.desks.setdefault(desk, EditCount())]
        if facts.day is not None:
            groups.append(self.days.setdefault(facts.day, EditCount()))
        for group in groups:
            group.add_document(result)
        if result.review:
            self.for_review[facts.id] += len(result.review)
        for edit in result.all_edits:
            self.tenths[min(9, int(edit.probability * 10)), edit.certainty] += 1
        self._count_names(result.all_edits, language, desk)
        self._count_unknown(result, language)

    def names(self) -> list[NameCount]:
        """Return the names with edits, the most frequent first."""
        return sorted(self._names.values(), key=lambda name: (-name.total, name.name, name.id))

    def unknown(self, documents: int = 2) -> list[UnknownName]:
        """Return the names missing from all tables that occur in at least so many documents, the most frequent first."""
        found = (name for name in self._unknown.values() if name.documents >= documents)
        return sorted(found, key=lambda name: (-name.documents, -name.mentions, name.name))

    def _count_names(self, edits: Iterable[Edit], language: str, desk: str) -> None:
        seen: dict[str, NameCount] = {}
        for edit in edits:
            entity = edit.decision.chosen.candidate.entity if edit.decision.chosen else None
            key = edit.entity_id or edit.after
            count = seen[key] = self._names.setdefault(key, NameCount(id=key, name=edit.after, entity=entity))
            count.name = entity.name if entity else edit.after
            count.add(edit)
            count.forms[edit.before] += 1
            count.languages[language] += 1
            count.desks[desk] += 1
        for count in seen.values():
            count.documents += 1

    def _count_unknown(self, result: CorrectedText, language: str) -> None:
        changed = [edit.decision.mention for edit in result.all_edits]
        found = [
            (_capitalised(decision.mention.surface), decision)
            for decision in result.decisions
            if _is_unknown(decision)
            and not any(_is_beside(decision.mention, other, result.original) for other in changed)
        ]
        words = {name: frozenset(name_of(name).words) for name, _ in found if name}
        seen: dict[str, UnknownName] = {}
        for name, decision in found:
            if not name:
                continue
            longer = [other for other, those in words.items() if words[name] < those]
            full = longer[0] if longer else name  # a surname alone belongs to the full name of its text
            key = name_of(full).squashed
            if key not in self._unknown:
                similar = decision.chosen.candidate.entity.name if decision.chosen else ""
                example = _example(result.original, decision.mention.start, decision.mention.end)
                self._unknown[key] = UnknownName(full, _kind_of(decision), example, similar)
            seen[key] = self._unknown[key]
            seen[key].mentions += 1
        for unknown in seen.values():
            unknown.documents += 1
            unknown.languages[language] += 1


def _is_unknown(decision: Decision) -> bool:
    """Return True for a person or place, by the entity recogniser, that no table has and that stays as it is."""
    mention = decision.mention
    return decision.action is Action.KEEP and mention.kind in ("person", "place") and not mention.forms


def _capitalised(surface: str) -> str:
    """Return a name without the words in lower case at its ends."""
    words = surface.split()
    while words and not words[-1][0].isupper():
        words.pop()
    while words and not words[0][0].isupper():
        del words[0]
    return " ".join(words)


def _is_beside(mention: Mention, other: Mention, text: str) -> bool:
    """Return True if a mention overlaps another one or is separated from it by spaces only, as a given name is."""
    return not text[min(mention.end, other.end) : max(mention.start, other.start)].strip()


def _kind_of(decision: Decision) -> Kind:
    return "place" if decision.mention.kind == "place" else "person"


def _example(text: str, start: int, end: int) -> str:
    """Return a name with the text around it, cut at spaces."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if start > _CONTEXT:
        before = "…" + before.partition(" ")[2]
    if end + _CONTEXT < len(text):
        after = after.rpartition(" ")[0] + "…"
    return " ".join(f"{before}{text[start:end]}{after}".split())
