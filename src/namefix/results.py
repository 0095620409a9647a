"""What comes out of a repair: `CorrectedText` with its edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from namefix.datatypes import Action, Decision

EDIT_FIELDS = ("start", "end", "before", "after", "entity_id", "probability", "reason")
"""The fields of an edit in JSON, in this order."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement, with the decision that explains it.

    `start` and `end` are offsets (code points) into the original text. An edit may be narrower than the mention of its
    decision: words that stay the same are not part of it.

    Example:
        >>> from namefix.datatypes import Candidate, Entity, Form, FoundBy, Mention, Proposal
        >>> mention = Mention(3, 9, "Makron", "person", FoundBy.RECOGNISER)
        >>> macron = Entity("person/emmanuel-macron", "person", "Emmanuel Macron", ("Macron",))
        >>> chosen = Proposal(Candidate(mention, Form("Macron", macron, "alias", "Macron")), 0.97, ())
        >>> edit = Edit(3, 9, "Makron", "Macron", Decision(mention, Action.REPLACE, chosen, (), "sounds alike", "Macron"))
        >>> edit.entity_id, edit.probability, edit.is_certain
        ('person/emmanuel-macron', 0.97, True)
    """

    start: int
    end: int
    before: str
    after: str
    decision: Decision

    @property
    def entity_id(self) -> str:
        """The id of the entity that is named; empty where a person typed a name that is in no table."""
        return self.decision.chosen.candidate.entity.id if self.decision.chosen else ""

    @property
    def probability(self) -> float:
        """The probability that the edit is right."""
        return self.decision.probability

    @property
    def reason(self) -> str:
        """The evidence, in plain words."""
        return self.decision.reason

    @property
    def is_certain(self) -> bool:
        """Whether the edit is made; an uncertain one is listed for review."""
        return self.decision.action is Action.REPLACE

    def to_dict(self) -> dict[str, Any]:
        """Return the edit as JSON has it: the `EDIT_FIELDS`, the probability with four decimal places."""
        return {name: getattr(self, name) for name in EDIT_FIELDS} | {"probability": round(self.probability, 4)}


@dataclass(frozen=True)
class CorrectedText:
    """The result: `text` is `original` with `edits` applied.

    `review` has the uncertain edits, which are not made. Both are in the order of the text and overlap nothing in either.
    `decisions` has one decision for every mention; `warnings` say why a source that was given is not used.
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

    def to_dict(self) -> dict[str, Any]:
        """Return the result as JSON has it: `text`, `edits`, `review` and `warnings`.

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
        """Carry a position in `original` over to `text`; inside an edit, to the end of what replaced it.

        Args:
            offset: A position in [0, len(original)], in code points.

        Raises:
            ValueError: If the position lies outside the original text.

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
