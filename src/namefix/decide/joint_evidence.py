"""Joint evidence: beliefs in the other mentions of the document, computed by `decide/beliefs.py`."""

from __future__ import annotations

from dataclasses import dataclass

from namefix.datatypes import Score


@dataclass(frozen=True, slots=True)
class JointEvidence:
    """A kind of joint evidence: the knots of its curve, and its wording at or above a value and below it."""

    knots: tuple[float, ...]
    high_from: float
    high: str
    low: str

    def score(self, value: float) -> Score:
        """Return a value with its wording."""
        return Score(value, self.high if value >= self.high_from else self.low)


JOINT = {
    "damage": JointEvidence(
        (0.04, 0.08, 0.12, 0.2, 0.35),
        0.08,
        "other names of the text are garbled",
        "hardly any other name of the text is garbled",
    ),
    "follows": JointEvidence(
        (0, 0.5, 1), 0.5, "a longer mention is the same name", "a longer mention has the same words"
    ),
    "presence": JointEvidence(
        (0, 0.1, 0.5, 1), 0.1, "similar mentions elsewhere in the text", "no similar mention elsewhere in the text"
    ),
    "unclaimed": JointEvidence(
        (0, 0.5, 1),
        0.5,
        "no other mention matches it in the source",
        "another mention matches it in the source",
    ),
}
"""Name of the curve → the evidence."""
