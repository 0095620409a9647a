"""Measurement of accuracy on texts that were corrected by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, tee
from math import sqrt
from statistics import NormalDist
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict
from rapidfuzz.distance import Levenshtein

from namefix.datatypes import Translation
from namefix.names.language import check_code
from namefix.pipeline import NameFixer
from namefix.report.wording import how_sure
from namefix.results import CorrectedText, Edit

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_Z = NormalDist().inv_cdf(0.975)
"""Standard deviations around the mean that contain 95 % of a normal distribution."""


class Example(BaseModel):
    """A translation and its corrected version; both are equal if no change is wanted.

    Example:
        >>> Example(text="Emmanuel Makron spoke.", want="Emmanuel Macron spoke.").source is None
        True
    """

    model_config = ConfigDict(frozen=True, strict=True)

    text: str
    want: str
    source: str | None = None
    source_language: Annotated[str, AfterValidator(check_code)] | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A share, `part` of `whole`, observed in a sample.

    Example:
        >>> Share(9, 10).value
        0.9
        >>> low, high = Share(9, 10).likely
        >>> f"{low:.2f} to {high:.2f}"
        '0.60 to 0.98'
    """

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share in [0, 1]; None if `whole` is 0."""
        return self.part / self.whole if self.whole else None

    @property
    def likely(self) -> tuple[float, float]:
        """The 95 % confidence interval of the share, for a random sample.

        Reference:
            Wilson (1927), Probable Inference, the Law of Succession, and Statistical Inference.
        """
        if not self.whole:
            return 0.0, 1.0
        share, n, z2 = self.part / self.whole, self.whole, _Z**2
        middle, spread = share + z2 / (2 * n), _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
        low, high = ((middle + side * spread) / (1 + z2 / n) for side in (-1, 1))
        return max(0.0, min(low, share)), min(1.0, max(high, share))  # rounding must not exclude the share


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A difference between the result and the corrected text: a missed change, a wrong change, or a wrong name.

    `number` is the number of the example, from 1. `wanted` is None if no change was wanted, `written` if none was made.
    `reason` is the reason of the decision; `in_review` is true if the correct name was listed for review.
    """

    number: int
    before: str
    wanted: str | None
    written: str | None
    reason: str
    in_review: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """The results for the examples; `right` is the number of changes made as wanted.

    `clean_...` are the number, the words and the changes of the examples in which no change was wanted. `warnings` are the
    reasons why sources were ignored.
    """

    examples: int
    right: int
    mismatches: tuple[Mismatch, ...]
    clean_examples: int
    clean_words: int
    clean_changes: int
    warnings: tuple[str, ...]

    @property
    def precision(self) -> Share:
        """The share of the changes made that were wanted."""
        return Share(self.right, self.right + sum(mismatch.written is not None for mismatch in self.mismatches))

    @property
    def recall(self) -> Share:
        """The share of the wanted changes that were made."""
        return Share(self.right, self.right + sum(mismatch.wanted is not None for mismatch in self.mismatches))

    @property
    def in_review(self) -> int:
        """The number of missed changes that were listed for review with the correct name."""
        return sum(mismatch.in_review for mismatch in self.mismatches)


class _Change(NamedTuple):
    start: int
    end: int
    after: str


class _Place(NamedTuple):
    """A span of a text in which changes are wanted or were made."""

    start: int
    end: int
    wanted: str | None
    written: str | None


def measure(fixer: NameFixer, examples: Iterable[Example]) -> Measured:
    """Repair the texts of examples and compare the results with the corrected versions.

    Changes are compared word by word; adjacent words are one change, such as "Kiel Stamer" to "Keir Starmer". A change is
    right only if it gives exactly the wanted text, including letter case and diacritics.

    Args:
        fixer: A fixer, as returned by `namefix.load`.
        examples: The examples; they are streamed.

    Example:
        >>> from namefix import load
        >>> measured = measure(load(), [Example(text="Emmanuel Makron met Nobody.", want="Emmanuel Macron met Nobody.")])
        >>> measured.precision.value, measured.recall.value
        (1.0, 1.0)
    """
    count = right = clean_examples = clean_words = clean_changes = 0
    mismatches: list[Mismatch] = []
    warnings: list[str] = []
    examples, ahead = tee(examples)
    results = fixer.fix_translations(Translation(item.text, item.source, item.source_language) for item in ahead)
    for count, (example, result) in enumerate(zip(examples, results, strict=True), start=1):
        places = list(_places(example, result))
        mismatches += (_mismatch(count, place, result) for place in places if place.wanted != place.written)
        right += sum(place.wanted == place.written for place in places)
        warnings += (f"example {count}: {warning}" for warning in result.warnings)
        if example.text == example.want:
            clean_examples += 1
            clean_words += len(example.text.split())
            clean_changes += len(places)
    return Measured(count, right, tuple(mismatches), clean_examples, clean_words, clean_changes, tuple(warnings))


def _places(example: Example, result: CorrectedText) -> Iterator[_Place]:
    """Yield the places at which the wanted or the repaired text differs from the original, in order."""
    text = example.text
    wanted, written = _changes(text, example.want), _changes(text, result.text)
    for start, end in _joined(sorted((change.start, change.end) for change in (*wanted, *written))):
        sides = [[change for change in side if start <= change.start <= end] for side in (wanted, written)]
        yield _Place(start, end, *(_apply(text, start, end, side) if side else None for side in sides))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted spans, with overlapping and adjacent ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _changes(text: str, other: str) -> list[_Change]:
    """Return the changes from one text to another; words separated only by white space within a line are one change."""
    words, others = _TOKEN.findall(text), _TOKEN.findall(other)
    starts, other_starts = ([0, *accumulate(map(len, tokens))] for tokens in (words, others))
    changes: list[_Change] = []
    bridge = ""
    for code in Levenshtein.opcodes(words, others):
        start, end = starts[code.src_start], starts[code.src_end]
        after = other[other_starts[code.dest_start] : other_starts[code.dest_end]]
        if code.tag == "equal":
            bridge = after
        elif changes and bridge.isspace() and "\n" not in bridge and changes[-1].end + len(bridge) == start:
            changes[-1] = _Change(changes[-1].start, end, changes[-1].after + bridge + after)
        elif changes and changes[-1].end == start:
            changes[-1] = _Change(changes[-1].start, end, changes[-1].after + after)
        else:
            changes.append(_Change(start, end, after))
    return changes


def _apply(text: str, start: int, end: int, changes: Sequence[_Change]) -> str:
    """Return a span of a text with its changes applied."""
    parts = []
    for change in changes:
        parts += [text[start : change.start], change.after]
        start = change.end
    return "".join([*parts, text[start:end]])


def _mismatch(number: int, place: _Place, result: CorrectedText) -> Mismatch:
    before = result.original[place.start : place.end]
    if place.written is not None:
        made = [edit for edit in result.edits if _meets(edit, place)]
        return Mismatch(
            number, before, place.wanted, place.written, "; ".join(map(_with_certainty, made)), in_review=False
        )
    uncertain = [edit for edit in result.review if _meets(edit, place)]
    changes = [_Change(edit.start, edit.end, edit.after) for edit in uncertain]
    in_review = _apply(result.original, place.start, place.end, changes) == place.wanted
    if uncertain:
        reason = "; ".join(f"for review: {edit.after} ({_with_certainty(edit)})" for edit in uncertain)
    else:
        near = (item for item in result.decisions if item.mention.start < place.end and place.start < item.mention.end)
        reason = "; ".join(f"{item.mention.surface}: {item.reason}" for item in near) or "not taken for a name"
    return Mismatch(number, before, place.wanted, None, reason, in_review)


def _meets(edit: Edit, place: _Place) -> bool:
    return edit.start <= place.end and place.start <= edit.end


def _with_certainty(edit: Edit) -> str:
    return f"{how_sure(edit.decision)}: {edit.reason}"
