"""The data types of the pipeline: str → Document → Candidate → ScoredCandidate → Decision; `results.py` has the results."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple

from namefix.names.name import Name, name_of
from namefix.names.source_name import SourceName
from namefix.names.target_language import TargetLanguage, english
from namefix.names.words import Word

_OCCURRENCES = 16
"""Maximum number of mentions of one surface form whose context is used."""

Kind = Literal["person", "place", "other"]
"""The kind of an entity; `other` (demonyms, languages) can only be known, never a target."""

FormStatus = Literal["name", "alias", "variant", "misspelling", "given", "reading", "swapped", "rejected", "required"]
"""The status of a form. `given` is a given name alone, used for a person whose full name is in the text. A `reading` is what a
machine reads off a native form, a `swapped` form has surname and given name in the other order: both are garbled, but unlike a
misspelling they can be the correct name of somebody else. `rejected` is a rejected name of the settings, `required` the correct
name for it."""

_WRONG = frozenset({"misspelling", "reading", "swapped", "rejected"})


@dataclass(frozen=True, slots=True)
class Entity:
    """One person or place of the knowledge base.

    `aliases` are other correct names, `variants` are other accepted spellings, `misspellings` are always wrong,
    `native` are forms in other scripts. `weight` is a popularity prior, about the number of Wikipedia language
    editions (0 = unknown). `target=False` marks a name that is only known: nothing is corrected to it.
    `is_bundled` marks rows of the bundled table, `is_from_source` names of a source that no table has.

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
    is_from_source: bool = False

    @property
    def is_own(self) -> bool:
        """True if the entity is from a table of the user."""
        return not (self.is_bundled or self.is_from_source)


@dataclass(frozen=True, slots=True)
class Form:
    """A spelling of an entity; `replacement` is the corresponding correct spelling, mostly the form itself."""

    text: str
    entity: Entity
    status: FormStatus
    replacement: str

    @property
    def is_right(self) -> bool:
        """True if the form is correct, so that it can be kept."""
        return self.status not in _WRONG

    @property
    def is_derived_garble(self) -> bool:
        """True if the form is a reading or swapped, which no table lists and which is only evidence."""
        return self.status in ("reading", "swapped")

    @property
    def name(self) -> Name:
        """The normalised form."""
        return name_of(self.text)

    @property
    def replacement_name(self) -> Name:
        """The normalised replacement."""
        return name_of(self.replacement)


class FoundBy(StrEnum):
    """The method by which a mention was found: a form of the table, named entity recognition, or capital letters."""

    TABLE = "table"
    RECOGNISER = "recogniser"
    CAPITALS = "capitals"


@dataclass(frozen=True, slots=True)
class Mention:
    """A possible name in the text: `text[start:end] == surface`, with a space for a line break within a sentence.

    `kind` is the opinion of the detector, if any; `forms` are the forms of the table with this spelling; `plural` is the plural
    ending of a family name.
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
        """The normalised surface form."""
        return name_of(self.surface)

    @property
    def is_right(self) -> bool:
        """True if the mention is a correct name of an entity in the table."""
        return any(form.is_right for form in self.forms)

    @property
    def is_rejected(self) -> bool:
        """True if the settings reject the name."""
        return any(form.status == "rejected" for form in self.forms)

    @property
    def is_required(self) -> bool:
        """True if the mention is the correct name for a rejected one."""
        return any(form.status == "required" for form in self.forms)


class Translation(NamedTuple):
    """A translated text with its source, if available."""

    text: str
    source: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class NativeName:
    """A name of an entity in a source text, `source[start:end]`, with the native form by which it was found.

    `is_whole` is true for a complete native form, false for a surname alone; `is_sure` is false for a common word.
    """

    start: int
    end: int
    entity: Entity
    form: str
    is_whole: bool
    is_sure: bool


@dataclass(frozen=True, eq=False, slots=True)
class Segment:
    """A segment of the translation and the aligned segment of the source; compared by identity.

    `names` are the names in the source segment, `sure` the ids of entities named by more than a common word; `unmatched` are
    the ids of entities named more often than correctly in the translation. `rest` is the source without the names of the table.
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
    """The source of a document, with its names and aligned segments in the order of the translation.

    `listed` are the ids of the entities with a native form in its script; `unlisted` are the names that no table has, by the
    id of their entity.
    """

    text: str
    language: str
    names: tuple[NativeName, ...]
    segments: tuple[Segment, ...]
    listed: Collection[str]
    unlisted: Mapping[str, SourceName] = field(default_factory=dict)

    @cached_property
    def named(self) -> frozenset[str]:
        """The ids of the entities that the source names by more than a common word."""
        return frozenset(name.entity.id for name in self.names if name.is_sure)

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    def opposite(self, mention: Mention) -> Segment | None:
        """Return the segment of a mention, or None if the mention is not aligned, as after the end of a truncated source."""
        at = bisect_right(self._starts, mention.start) - 1
        return self.segments[at] if at >= 0 and mention.start < self.segments[at].end else None

    def line_of(self, name: NativeName) -> int:
        """Return the number of the source line of a name, counted from 1."""
        return self.text.count("\n", 0, name.start) + 1


@dataclass(frozen=True, eq=False)
class Document:
    """A text with its mentions, sorted by position; spans may overlap until `decide` chooses among them.

    Documents are compared by identity, so that findings can be cached. `warnings` are the reasons why a source is ignored.
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
        """The targets with a correct name in the document, by id."""
        return {
            form.entity.id: form.entity
            for mention, *_ in self.by_surface.values()
            for form in mention.forms
            if form.entity.target and form.is_right
        }

    def occurrences(self, surface: str) -> tuple[Mention, ...]:
        """Return the first mentions of a surface form, whose contexts are used as evidence."""
        return self.by_surface[surface][:_OCCURRENCES]

    def opposite(self, surface: str) -> tuple[Segment, ...]:
        """Return the segments of the first mentions of a surface form."""
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
        """The start of every word, for finding words near a position."""
        return [word.start for word in self.words]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [match.end() for match in re.finditer("\n", self.text)]

    def line_of(self, mention: Mention) -> int:
        """Return the number of the line in which a mention begins, counted from 0."""
        return bisect_right(self._line_starts, mention.start)

    def words_between(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range of indices of the words that begin in [start, end)."""
        first = bisect_right(self.word_starts, start - 1)
        return first, bisect_right(self.word_starts, end - 1, lo=first)


@dataclass(frozen=True, slots=True)
class Candidate:
    """The hypothesis that a mention means the entity of a form."""

    mention: Mention
    form: Form

    @property
    def entity(self) -> Entity:
        """The candidate entity."""
        return self.form.entity

    @property
    def alias(self) -> str:
        """The form of the entity with which the mention is compared."""
        return self.form.text

    @property
    def name(self) -> Name:
        """The normalised alias."""
        return self.form.name


class Score(NamedTuple):
    """The score of one scorer for a candidate: `value` in [0, 1], 1 = alike or in favour, and its wording.

    `wording` is a text, or a function that returns it, because few scores are ever shown.

    Example:
        >>> Score(0.8, lambda: "4 of 5 letters agree").words
        '4 of 5 letters agree'
    """

    value: float
    wording: str | Callable[[], str]

    @property
    def words(self) -> str:
        """The wording of the score for this candidate."""
        return self.wording if isinstance(self.wording, str) else self.wording()


@dataclass(frozen=True, slots=True)
class ScoredCandidate:
    """A candidate with one score per scorer; None means no opinion."""

    candidate: Candidate
    scores: Mapping[str, Score | None]


class Action(StrEnum):
    """The outcome for a mention: unchanged, replaced, or unchanged and listed for an editor.

    Example:
        >>> [str(action) for action in Action]
        ['keep', 'replace', 'review']
    """

    KEEP = "keep"
    REPLACE = "replace"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of one scorer for a candidate: its score, and the log-odds from the calibrator."""

    scorer: str
    score: float | None
    log_odds: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate with the calibrated probability that its replacement is correct, and the evidence."""

    candidate: Candidate
    probability: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision on a mention with its reason; `rejected` are the other candidates, likeliest first.

    `reason` is the evidence in words, without the change itself. A KEEP decision has a `replacement` if it was not
    probable enough; if it has only `chosen`, the mention is already a correct name of that entity.

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
        """The probability that the chosen replacement is correct; 0 if there is none."""
        return self.chosen.probability if self.chosen else 0.0

    @property
    def runner_up(self) -> Proposal | None:
        """The likeliest candidate with a different replacement than the chosen one."""
        if self.chosen is None or self.replacement is None:
            return None
        written = name_of(self.replacement).squashed
        others = (other for other in self.rejected if other.candidate.form.replacement_name.squashed != written)
        return next(others, None)
