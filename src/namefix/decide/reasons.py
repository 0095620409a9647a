"""Reasons in a line that an editor understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from namefix.datatypes import Action, Document, Mention, Proposal
from namefix.names.name import name_of
from namefix.protocols import Scorer

JOINT_REASONS = {
    "damage": ("hardly another name of the text is garbled", "other names of the text are garbled"),
    "follows": ("a longer mention means another name", "a longer mention has the same name"),
    "unclaimed": ("another mention answers to it in the source", "no other mention answers to it in the source"),
    "presence": ("no other mention looks like the same name", "other mentions look like the same name"),
}
"""How joint evidence against and in favour is told."""

_REASONS = 3
"""Pieces of evidence that a reason names."""

_TELLING = 0.15
"""Log-odds below which evidence is not worth a word."""


@dataclass(frozen=True, slots=True)
class Explainer:
    """Puts decisions into words, with the words of the scorers."""

    scorers: Mapping[str, Scorer]

    def why(
        self, best: Proposal, replacement: str, rejected: Sequence[Proposal], action: Action, *, document: Document
    ) -> str:
        """Return why a mention is replaced, shown or left alone, the weightiest evidence first."""
        told = f"{best.candidate.mention.surface} → {replacement} ({best.probability:.0%})"
        reasons = "; ".join(self._telling(best, document, in_favour=action is not Action.KEEP))
        written = name_of(replacement).squashed
        rivals = [other for other in rejected if other.candidate.form.replacement_name.squashed != written]
        rival = f"; next: {rivals[0].candidate.form.replacement} ({rivals[0].probability:.0%})" if rivals else ""
        start = {Action.KEEP: "left alone, perhaps ", Action.REVIEW: "uncertain: ", Action.REPLACE: ""}[action]
        return f"{start}{told}: {reasons}{rival}"

    def _telling(self, proposal: Proposal, document: Document, *, in_favour: bool) -> list[str]:
        sign = 1 if in_favour else -1
        items = [item for item in proposal.evidence if item.score is not None and item.log_odds * sign > _TELLING]
        return [
            JOINT_REASONS[item.scorer][item.log_odds > 0]
            if item.scorer in JOINT_REASONS
            else self.scorers[item.scorer].explain(proposal.candidate, item.score, document)
            for item in items[:_REASONS]
            if item.score is not None
        ] or ["no evidence stands out"]


def why_kept(mention: Mention) -> str:
    """Return why a mention without candidates is left alone."""
    if mention.is_right:
        names = dict.fromkeys(form.entity.name for form in mention.forms if form.status != "misspelling")
        return f"{mention.surface} is right as it stands: {', '.join(names)}"
    return f"{mention.surface} is like no name of the table"
