"""From scores to one probability: an additive model in log-odds, small enough to read."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from namefix.datatypes import Evidence
from namefix.errors import ConfigError

SHIPPED = Path(__file__).with_name("calibrator.json")


class Curve(BaseModel):
    """The log-odds that one scorer adds: linear between the scores `at`, `missing` where it has no opinion."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: Annotated[list[float], Field(min_length=2)]
    log_odds: list[float]
    missing: float = 0.0

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.at) != len(self.log_odds) or self.at != sorted(set(self.at)):
            raise ValueError("`at` must rise and be as long as `log_odds`")
        return self

    def __call__(self, score: float | None) -> float:
        """Return the log-odds of a score."""
        if score is None:
            return self.missing
        if score <= self.at[0] or score >= self.at[-1]:
            return self.log_odds[0 if score <= self.at[0] else -1]
        right = bisect_right(self.at, score)
        share = (score - self.at[right - 1]) / (self.at[right] - self.at[right - 1])
        return (1 - share) * self.log_odds[right - 1] + share * self.log_odds[right]


class Calibrator(BaseModel):
    """Turns the scores of a candidate into the probability that writing its replacement is right.

    log-odds = intercept + the sum over scorers of curve(score): a generalised additive model, fitted from labelled
    candidates by `namefix.decide.fit`.

    Reference:
        Hastie and Tibshirani (1986), Generalized Additive Models.

    Example:
        >>> calibrator = Calibrator(intercept=-1, curves={"sound": Curve(at=[0, 1], log_odds=[-4, 4])})
        >>> calibrator.probability({"sound": 1.0})
        0.952...
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    intercept: float
    curves: dict[str, Curve]
    fitted: dict[str, Any] = {}
    """On what the curves were fitted."""

    @classmethod
    def read(cls, path: Path | None = None) -> Self:
        """Read parameters from a JSON file, by default those that come with namefix.

        Raises:
            ConfigError: If the file cannot be read or does not hold such parameters.
        """
        path = path or SHIPPED
        try:
            return cls.model_validate(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, ValidationError) as error:
            raise ConfigError(f"{path}: no usable calibrator: {error}") from error

    @classmethod
    def neutral(cls, scorers: Iterable[str]) -> Self:
        """Return parameters that hold every candidate for wrong: with them scores are gathered to fit others."""
        return cls(intercept=-9, curves={name: Curve(at=[0, 1], log_odds=[0, 0]) for name in scorers})

    def check(self, scorers: Iterable[str]) -> None:
        """Raise a ConfigError unless there is a curve for each scorer and a scorer for each curve."""
        if different := sorted(set(scorers) ^ set(self.curves)):
            raise ConfigError(
                f"scorers and calibrator do not fit each other: {', '.join(different)}; fit the calibrator again"
            )

    def evidence(self, scores: Mapping[str, float | None]) -> tuple[Evidence, ...]:
        """Return what each scorer adds, what weighs most first."""
        found = [Evidence(name, scores[name], curve(scores[name])) for name, curve in self.curves.items()]
        return tuple(sorted(found, key=lambda evidence: (-abs(evidence.log_odds), evidence.scorer)))

    def probability(self, scores: Mapping[str, float | None]) -> float:
        """Return the probability in (0, 1) that writing the candidate's replacement is right."""
        log_odds = self.intercept + sum(curve(scores[name]) for name, curve in self.curves.items())
        return 1 / (1 + math.exp(-log_odds))
