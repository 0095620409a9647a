"""The results of a repair: `CorrectedText` with its edits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Any

from namefix.datatypes import Action, Decision

EDIT_FIELDS = ("start", "end", "before", "after", "entity_id", "certainty", "probability", "reason")
"""The fields of an edit in JSON, in order."""

_SURE, _LIKELY = 0.9, 0.5
"""Minimum probabilities of `Certainty`: at most one of ten such changes is wrong, at most four of ten."""


class Certainty(StrEnum):
    """A probability in a word, for people: sure from 0.9, likely from 0.5, uncertain below.

    Example:
        >>> [str(certainty) for certainty in Certainty]
        ['sure', 'likely', 'uncertain']
    """

    SURE = "sure"
    LIKELY = "likely"
    UNCERTAIN = "uncertain"

    @classmethod
    def of(cls, decision: Decision) -> Certainty:
        """Return the word for a decision; a name that is listed for review is always uncertain."""
        if decision.action is Action.REVIEW or decision.probability < _LIKELY:
            return cls.UNCERTAIN
        return cls.SURE if decision.probability >= _SURE else cls.LIKELY


_REPR_LENGTH = 60
"""Maximum number of characters of a text in its `repr`."""

_NOTEBOOK = {
    "div": "white-space: pre-wrap; line-height: 1.7",
    "del": "opacity: .65; margin-right: .25em",
    "ins": "text-decoration: none; background: rgb(46 160 67 / .22); border-radius: 3px; padding: 0 .15em",
    "mark": "color: inherit; background: rgb(210 153 34 / .28); border-radius: 3px; padding: 0 .15em",
}
"""Styles of the elements in a notebook, legible on light and dark pages."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement with the decision that explains it.

    `start` and `end` are offsets in code points of the original text. An edit can be narrower than the mention of its
    decision: unchanged words are not part of it.

    Example:
        >>> from namefix.datatypes import Candidate, Entity, Form, FoundBy, Mention, Proposal
        >>> mention = Mention(3, 9, "Makron", "person", FoundBy.RECOGNISER)
        >>> macron = Entity("person/emmanuel-macron", "person", "Emmanuel Macron", ("Macron",))
        >>> chosen = Proposal(Candidate(mention, Form("Macron", macron, "alias", "Macron")), 0.97, ())
        >>> edit = Edit(3, 9, "Makron", "Macron", Decision(mention, Action.REPLACE, chosen, (), "sounds alike", "Macron"))
        >>> edit.entity_id, edit.probability, str(edit.certainty), edit.is_certain
        ('person/emmanuel-macron', 0.97, 'sure', True)
    """

    start: int
    end: int
    before: str
    after: str
    decision: Decision

    @property
    def entity_id(self) -> str:
        """The id of the entity; empty if a person typed a name missing from the tables."""
        return self.decision.chosen.candidate.entity.id if self.decision.chosen else ""

    @property
    def probability(self) -> float:
        """The probability that the edit is correct."""
        return self.decision.probability

    @property
    def certainty(self) -> Certainty:
        """The probability in a word; uncertain edits that were not made are always `uncertain`."""
        return Certainty.of(self.decision)

    @property
    def reason(self) -> str:
        """The evidence in words."""
        return self.decision.reason

    @property
    def is_certain(self) -> bool:
        """True if the edit is made; uncertain edits are listed for review."""
        return self.decision.action is Action.REPLACE

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of the edit: the `EDIT_FIELDS`, with the probability to four decimal places."""
        fields = {name: getattr(self, name) for name in EDIT_FIELDS}
        return fields | {"certainty": self.certainty.value, "probability": round(self.probability, 4)}


@dataclass(frozen=True)
class CorrectedText:
    """The result: `text` is `original` with `edits` applied.

    `review` contains the uncertain edits, which were not made. Both are in the order of the text and do not overlap.
    `decisions` contains one decision for every mention; `warnings` are the reasons why a source was ignored.
    """

    original: str
    text: str
    edits: tuple[Edit, ...] = ()
    review: tuple[Edit, ...] = ()
    decisions: tuple[Decision, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def all_edits(self) -> list[Edit]:
        """The edits and the uncertain ones together, in the order of the text."""
        return sorted((*self.edits, *self.review), key=lambda edit: edit.start)

    def __repr__(self) -> str:
        """Return one line: the beginning of the text, and the numbers of edits.

        Example:
            >>> CorrectedText("Mr Macron", "Mr Macron")
            CorrectedText('Mr Macron', 0 edits, 0 to review)
        """
        text = self.text if len(self.text) <= _REPR_LENGTH else f"{self.text[: _REPR_LENGTH - 1]}…"
        edits = "1 edit" if len(self.edits) == 1 else f"{len(self.edits):,} edits"
        return f"CorrectedText({text!r}, {edits}, {len(self.review):,} to review)"

    def _repr_html_(self) -> str:
        """Return the text with its edits marked, which notebooks show in place of `repr`."""
        parts, at = [], 0
        for edit in self.all_edits:
            parts += [escape(self.original[at : edit.start]), _marked(edit)]
            at = edit.end
        return _element("div", "".join(parts) + escape(self.original[at:]))

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of the result: `text`, `edits`, `review` and `warnings`.

        Example:
            >>> CorrectedText("Mr Macron", "Mr Macron").to_dict()
            {'text': 'Mr Macron', 'edits': [], 'review': [], 'warnings': []}
        """
        return {
            "text": self.text,
            "edits": [edit.to_dict() for edit in self.edits],
            "review": [edit.to_dict() for edit in self.review],
            "warnings": list(self.warnings),
        }

    def map_offset(self, offset: int) -> int:
        """Return the position in `text` for a position in `original`; inside an edit, the end of the replacement.

        Args:
            offset: A position in [0, len(original)], in code points.

        Raises:
            ValueError: If the position is outside of the original text.

        Example:
            >>> from namefix.datatypes import FoundBy, Mention
            >>> mention = Mention(3, 9, "Makron", "person", FoundBy.RECOGNISER)
            >>> decision = Decision(mention, Action.REPLACE, None, (), "typed", "Macron!")
            >>> result = CorrectedText("Mr Makron", "Mr Macron!", (Edit(3, 9, "Makron", "Macron!", decision),))
            >>> result.map_offset(3), result.map_offset(9)
            (3, 10)
        """
        if not 0 <= offset <= len(self.original):
            raise ValueError(f"offset {offset} lies outside the text, allowed are 0 to {len(self.original)}")
        shift = 0
        for edit in self.edits:
            if offset <= edit.start:
                break
            if offset < edit.end:
                return edit.start + shift + len(edit.after)
            shift += len(edit.after) - (edit.end - edit.start)
        return offset + shift


def _marked(edit: Edit) -> str:
    before, after, why = escape(edit.before), escape(edit.after), f"{edit.certainty}: {edit.reason}"
    if edit.is_certain:
        return _element("del", f"<bdi>{before}</bdi>") + _element("ins", f"<bdi>{after}</bdi>", why)
    return _element("mark", f"<bdi>{before}</bdi>?", f"perhaps {edit.after}, {why}")


def _element(tag: str, content: str, title: str = "") -> str:
    shown = f' title="{escape(title)}"' if title else ""
    return f'<{tag} style="{_NOTEBOOK[tag]}"{shown}>{content}</{tag}>'
