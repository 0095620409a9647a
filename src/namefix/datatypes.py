"""What flows through the pipeline: str → Document → Candidate → ScoredCandidate → Decision; `results.py` has what comes out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple

from namefix.names.name import Name, name_of
from namefix.names.target_language import TargetLanguage, english
from namefix.names.words import Word

_OCCURRENCES = 16
"""Mentions of one surface form whose surroundings are looked at."""

Kind = Literal["person", "place", "other"]
"""What an entity is; `other` (demonyms, languages) is only ever known, never a target."""

FormStatus = Literal["name", "alias", "variant", "misspelling", "given", "rejected", "required"]
"""`given` is a given name alone, by which a text may call whom it has named in full. `rejected` is a name that the settings
reject, `required` the right name that they give for it."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One person or place of the knowledge base.

    `aliases` are right as they stand, `variants` are other accepted spellings, `misspellings` are always wrong,
    `native` are forms in other scripts. `weight` is a popularity prior, about the number of Wikipedia language
    editions (0 = unknown). `target=False` marks a name that is only known: nothing is ever corrected to it.
    `is_bundled` marks the rows that come with namefix.

    Example:
        >>> kyiv = Entity("place/kyiv", "place", "Kyiv", variants=("Kiev",), country="UA", weight=300)
        >>> kyiv.target
        True
    """

    id: str
    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    native: tuple[str, ...] = ()
    country: str | None = None
    roles: tuple[str, ...] = ()
    weight: float = 0.0
    target: bool = True
    is_bundled: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an entity; `replacement` is the right spelling that answers to it (mostly the form itself)."""

    text: str
    entity: Entity
    status: FormStatus
    replacement: str

    @property
    def is_right(self) -> bool:
        """Whether it may stay as it is written."""
        return self.status not in ("misspelling", "rejected")

    @property
    def name(self) -> Name:
        """The form as it is compared."""
        return name_of(self.text)

    @property
    def replacement_name(self) -> Name:
        """The replacement as it is compared."""
        return name_of(self.replacement)


class FoundBy(StrEnum):
    """How a mention was found: by the table, which has its form; by a recogniser of named entities; or by its capitals."""

    TABLE = "table"
    RECOGNISER = "recogniser"
    CAPITALS = "capitals"


@dataclass(frozen=True, slots=True)
class Mention:
    """A possible name in the text: `text[start:end] == surface`.

    `kind` is the detector's opinion, if any; `forms` are spelt so in the table; `plural` is the ending of a family's name.
    """

    start: int
    end: int
    surface: str
    kind: Kind | None
    found_by: FoundBy
    forms: tuple[Form, ...] = ()
    plural: str = ""

    @property
    def name(self) -> Name:
        """The surface form as it is compared."""
        return name_of(self.surface)

    @property
    def is_right(self) -> bool:
        """Whether it is a right name as it stands, of anybody in the table."""
        return any(form.is_right for form in self.forms)

    @property
    def is_rejected(self) -> bool:
        """Whether the settings reject it."""
        return any(form.status == "rejected" for form in self.forms)

    @property
    def is_required(self) -> bool:
        """Whether it is the right name that the settings give for a rejected one."""
        return any(form.status == "required" for form in self.forms)


class Translation(NamedTuple):
    """A translated text with what it was translated from, if that is at hand."""

    text: str
    source: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class NativeName:
    """A name of an entity in a source text, `source[start:end]`, and the native form of the table that it was found by.

    `is_whole` marks the form as the table lists it, not the surname alone; `is_sure` one that is no common word.
    """

    start: int
    end: int
    entity: Entity
    form: str
    is_whole: bool
    is_sure: bool


@dataclass(frozen=True, eq=False, slots=True)
class Segment:
    """A segment of the translation and that of the source which it answers to; told apart by identity.

    `names` are the entities that the source names there, `sure` the ids of those named by more than a common word; `unmatched`
    are the ids of those which it names more often than the translation does rightly. `rest` is the source without the names.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    names: tuple[NativeName, ...]
    sure: frozenset[str]
    unmatched: frozenset[str]
    rest: str


@dataclass(frozen=True, eq=False)
class Source:
    """What a document was translated from, read and aligned; `segments` are in the order of the translation.

    `listed` are the ids of the entities for which the table has a native form in its script.
    """

    text: str
    language: str
    names: tuple[NativeName, ...]
    segments: tuple[Segment, ...]
    listed: Collection[str]

    @cached_property
    def named(self) -> frozenset[str]:
        """The ids of the entities that the source names somewhere, by more than a common word."""
        return frozenset(name.entity.id for name in self.names if name.is_sure)

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    def opposite(self, mention: Mention) -> Segment | None:
        """Return what of the source stands opposite a mention; None where nothing does, as behind the end of a cut source."""
        at = bisect_right(self._starts, mention.start) - 1
        return self.segments[at] if at >= 0 and mention.start < self.segments[at].end else None

    def line_of(self, name: NativeName) -> int:
        """Return the number of the line of the source in which a name stands, from 1."""
        return self.text.count("\n", 0, name.start) + 1


@dataclass(frozen=True, eq=False)
class Document:
    """A text with its mentions, sorted by place; spans may overlap until `decide` settles them.

    Compared by identity, so that findings about a document can be cached. `warnings` say why a given source is not used.
    """

    text: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    source: Source | None = None
    warnings: tuple[str, ...] = ()
    language: TargetLanguage = field(default_factory=english)

    @cached_property
    def by_surface(self) -> Mapping[str, tuple[Mention, ...]]:
        """All mentions of each surface form, in the order of the text."""
        grouped: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            grouped.setdefault(mention.surface, []).append(mention)
        return {surface: tuple(mentions) for surface, mentions in grouped.items()}

    @cached_property
    def present_targets(self) -> Mapping[str, Entity]:
        """The targets whose right name stands in the document, by id."""
        return {
            form.entity.id: form.entity
            for mention, *_ in self.by_surface.values()
            for form in mention.forms
            if form.entity.target and form.is_right
        }

    def occurrences(self, surface: str) -> tuple[Mention, ...]:
        """Return the first mentions of a surface form, enough to see in what company it stands."""
        return self.by_surface[surface][:_OCCURRENCES]

    def opposite(self, surface: str) -> tuple[Segment, ...]:
        """Return what of the source stands opposite the first mentions of a surface form, one segment a mention."""
        if self.source is None:
            return ()
        if surface not in self._opposite:
            found = (self.source.opposite(mention) for mention in self.occurrences(surface))
            self._opposite[surface] = tuple(segment for segment in found if segment)
        return self._opposite[surface]

    @cached_property
    def _opposite(self) -> dict[str, tuple[Segment, ...]]:
        return {}

    @cached_property
    def word_starts(self) -> list[int]:
        """The start of every word, for finding the words around a place."""
        return [word.start for word in self.words]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [match.end() for match in re.finditer("\n", self.text)]

    def line_of(self, mention: Mention) -> int:
        """Return the number of the line in which a mention begins, from 0."""
        return bisect_right(self._line_starts, mention.start)

    def words_between(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range of indices of the words that begin in [start, end)."""
        first = bisect_right(self.word_starts, start - 1)
        return first, bisect_right(self.word_starts, end - 1, lo=first)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a mention: that it is the entity of a form."""

    mention: Mention
    form: Form

    @property
    def entity(self) -> Entity:
        """The entity that the mention may be."""
        return self.form.entity

    @property
    def alias(self) -> str:
        """The name of the entity that the mention is compared with."""
        return self.form.text

    @property
    def name(self) -> Name:
        """The alias as it is compared."""
        return self.form.name


class Score(NamedTuple):
    """The opinion of one scorer on a candidate: `value` in [0, 1], 1 = alike or in favour, and the words for it.

    `wording` is a text, or a function that makes one: few scores are ever read by an editor.

    Example:
        >>> Score(0.8, lambda: "4 of 5 letters agree").words
        '4 of 5 letters agree'
    """

    value: float
    wording: str | Callable[[], str]

    @property
    def words(self) -> str:
        """What the score means for this candidate, in a few words."""
        return self.wording if isinstance(self.wording, str) else self.wording()


@dataclass(frozen=True, slots=True)
class ScoredCandidate:
    """A candidate with one score per scorer, None = no opinion."""

    candidate: Candidate
    scores: Mapping[str, Score | None]


class Action(StrEnum):
    """What becomes of a mention: left alone, replaced, or left alone and shown to an editor.

    Example:
        >>> [str(action) for action in Action]
        ['keep', 'replace', 'review']
    """

    KEEP = "keep"
    REPLACE = "replace"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one scorer says of a candidate, in its score and in the log-odds that the calibrator gives to it."""

    scorer: str
    score: float | None
    log_odds: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate with the calibrated probability that writing its replacement is right, and the evidence for that."""

    candidate: Candidate
    probability: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided for a mention, and why. `rejected` are the other candidates, likeliest first.

    `reason` is the evidence in plain words, without the change itself. A KEEP has a `replacement`
    where one was too unlikely; where only `chosen` is set, the mention is a right name of it already.

    Example:
        >>> kept = Decision(Mention(0, 4, "Kyiv", "place", FoundBy.RECOGNISER), Action.KEEP, None, (), "right as it stands")
        >>> kept.probability, kept.replacement
        (0.0, None)
    """

    mention: Mention
    action: Action
    chosen: Proposal | None
    rejected: tuple[Proposal, ...]
    reason: str
    replacement: str | None = None

    @property
    def probability(self) -> float:
        """The probability that the chosen replacement is right; 0 where there is none."""
        return self.chosen.probability if self.chosen else 0.0

    @property
    def runner_up(self) -> Proposal | None:
        """The likeliest candidate that would write something else than the chosen one."""
        if self.chosen is None or self.replacement is None:
            return None
        written = name_of(self.replacement).squashed
        others = (other for other in self.rejected if other.candidate.form.replacement_name.squashed != written)
        return next(others, None)
