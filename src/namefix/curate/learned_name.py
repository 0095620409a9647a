"""A name of many sources that no table has, with its counts, and the row that is proposed for it."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple, Self, TypeVar

from namefix.datatypes import Entity, Kind
from namefix.names.folding import fold
from namefix.names.source_name import Ground, SourceName, Spelling

_Text = TypeVar("_Text", bound=str)

_LEAST_CERTAIN = 0.1
"""Minimum certainty of a romanisation that no translation has but that is accepted."""

_NATIVE_DIGITS = 8
"""Number of hexadecimal digits that distinguish the ids of names with the same spelling."""

_SENTENCE_END = re.compile(r"[.!?…][\"”»’)]*\s+(?=[\"“«‘(]*[^\W\d_a-z])|[。！？][」』”]*|\n+")

_encode = json.JSONEncoder(ensure_ascii=False).encode


class Example(NamedTuple):
    """A place with a name: the file and line of a document, and the sentence of its translation or the line of its source."""

    place: str
    text: str


class Sighting(NamedTuple):
    """A name in one document, of which every translated spelling has an example."""

    name: SourceName
    kind: Kind
    country: str | None
    translated: dict[str, Example]
    in_source: Example


@dataclass(slots=True)
class LearnedName:
    """The counts of a name over many documents, by its native form.

    `documents` counts the documents whose source has the name, `translated` those whose translation has a spelling of it.
    Examples are the first ones of each spelling; the one of the source has the empty string as its key.
    """

    native: str
    documents: int = 0
    kinds: Counter[Kind] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    spellings: dict[str, Spelling] = field(default_factory=dict)
    translated: Counter[str] = field(default_factory=Counter)
    examples: dict[str, Example] = field(default_factory=dict)

    def add(self, sighting: Sighting) -> None:
        """Count the name of one more document."""
        self.documents += 1
        self.kinds[sighting.kind] += 1
        if sighting.country:
            self.countries[sighting.country] += 1
        for spelling in sighting.name.spellings:
            self._add_spelling(spelling)
        self.translated.update(list(sighting.translated))
        for text, example in {**sighting.translated, "": sighting.in_source}.items():
            self.examples.setdefault(text, example)

    def merge(self, later: LearnedName) -> None:
        """Add the counts of later documents."""
        self.documents += later.documents
        self.kinds.update(later.kinds)
        self.countries.update(later.countries)
        self.translated.update(later.translated)
        for spelling in later.spellings.values():
            self._add_spelling(spelling)
        for text, example in later.examples.items():
            self.examples.setdefault(text, example)

    def _add_spelling(self, spelling: Spelling) -> None:
        known = self.spellings.setdefault(spelling.text, spelling)
        if spelling.certainty > known.certainty:
            self.spellings[spelling.text] = spelling

    @property
    def best(self) -> Spelling:
        """The spelling that most translations have, or else the most certain one."""
        return min(
            self.spellings.values(),
            key=lambda spelling: (-self.translated[spelling.text], -spelling.certainty, spelling.text),
        )

    @property
    def example(self) -> Example:
        """A sentence of a translation with the best spelling, or else a line of a source."""
        return self.examples.get(self.best.text) or self.examples[""]

    @property
    def id_stem(self) -> str:
        """The id of the name, unless another name is spelt alike."""
        return f"{self._kind}/{fold(self.best.text).replace(' ', '-')}"

    @property
    def own_id(self) -> str:
        """The id of the name where another one is spelt alike; it depends on the native form."""
        return f"{self.id_stem}-{sha256(self.native.encode()).hexdigest()[:_NATIVE_DIGITS]}"

    @property
    def _kind(self) -> Kind:
        return _most_frequent(self.kinds)

    def row(self, entity_id: str) -> Entity:
        """Return the proposed row, which is not a target.

        A romanisation is accepted if a translation has it or if it is fairly certain, another dictionary form in the same
        letters only if a translation has it.
        """
        best = self.best
        folded = {fold(best.text)}
        variants = []
        for other in sorted(self.spellings.values(), key=lambda other: (-other.certainty, other.text)):
            is_accepted = other.ground is not Ground.COPIED and other.certainty >= _LEAST_CERTAIN
            if (self.translated[other.text] or is_accepted) and fold(other.text) not in folded:
                folded.add(fold(other.text))
                variants.append(other.text)
        return Entity(
            entity_id,
            self._kind,
            best.text,
            variants=tuple(variants),
            native=() if self.native == best.text else (self.native,),
            country=_most_frequent(self.countries) if self.countries else None,
            target=False,
        )

    def pack(self) -> str:
        """Return the name as one line of JSON."""
        counts = [self.kinds, self.countries, list(self.spellings.values()), self.translated, self.examples]
        return _encode([self.native, self.documents, *counts])

    @classmethod
    def unpack(cls, line: str) -> Self:
        """Return the name of a line.

        Example:
            >>> name = LearnedName("Иван", 2, translated=Counter(Ivan=1), examples={"": Example("a.jsonl:1", "Иван.")})
            >>> LearnedName.unpack(name.pack()) == name
            True
        """
        native, documents, kinds, countries, spellings, translated, examples = json.loads(line)
        return cls(
            native,
            documents,
            Counter(kinds),
            Counter(countries),
            {text: Spelling(text, Ground(ground), certainty) for text, ground, certainty in spellings},
            Counter(translated),
            {text: Example(*example) for text, example in examples.items()},
        )


def _most_frequent(counts: Counter[_Text]) -> _Text:
    """Return the most frequent value, the first in alphabetical order of several."""
    return min(counts, key=lambda value: (-counts[value], value))


def sentence_at(text: str, start: int, end: int, longest: int) -> str:
    """Return the sentence around a span, or the characters next to the span if it is longer than `longest`.

    Example:
        >>> sentence_at("It rained. Mr Zell spoke at 9.30 a.m. in Bern.", 14, 18, 100)
        'Mr Zell spoke at 9.30 a.m. in Bern.'
    """
    ends = (match.end() for match in _SENTENCE_END.finditer(text, 0, start + 1))
    first = max((at for at in ends if at <= start), default=0)
    following = _SENTENCE_END.search(text, end)
    last = following.end() if following else len(text)
    if last - first > longest:
        margin = max(0, longest - (end - start)) // 2
        first, last = max(first, start - margin), min(last, end + margin)
    return " ".join(text[first:last].split())
