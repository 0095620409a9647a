"""A name in a source text, with its spellings in English."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple


class Ground(StrEnum):
    """The reason why a native name is spelt as it is in English, with its wording for a native form and a spelling."""

    COPIED = "the source spells it {1}"
    USUAL = "{0} is usually spelt {1}"
    PINYIN = "{0} is {1} in pinyin"
    ROMANISED = "{0} is romanised {1}"
    READING = "{0} can be read {1}"


class Spelling(NamedTuple):
    """A spelling of a native name in English.

    `certainty` is the share of names on this ground that are spelt so in human translations, in [0, 1].
    """

    text: str
    ground: Ground
    certainty: float


class SourceName(NamedTuple):
    """A name in a source text, `source[start:end]`, which may be missing from all tables.

    `native` is its dictionary form, without case endings and prefixes; `kind` is None if nothing tells it. `spellings` are
    distinct, the most certain first, and never empty. A name of several words has spellings of several words.
    `country` (ISO 3166 alpha-2) is that of a name of the language itself; it determines the order of its parts.
    """

    start: int
    end: int
    native: str
    kind: Literal["person", "place"] | None
    spellings: tuple[Spelling, ...]
    country: str | None = None
