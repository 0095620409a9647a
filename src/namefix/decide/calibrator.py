"""The calibrator: an additive model from scores to log-odds, with readable parameters."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Self

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from namefix.config import Config, Policy
from namefix.datatypes import Evidence, Score
from namefix.decide.joint_evidence import JOINT
from namefix.errors import ConfigError

Floats = npt.NDArray[np.float64]


class CalibratorByRow:
    """The calibrators of the candidates of a document, by the origin of their entities.

    A table of the user has the names that the user writes about, and a bundled one those of the world, so the same evidence
    means more for the first; names that only the source has need other evidence again.

    Args:
        calibrators: One for each row.
    """

    def __init__(self, calibrators: Sequence[Calibrator]) -> None:
        rows: dict[int, list[int]] = {}
        for row, calibrator in enumerate(calibrators):
            rows.setdefault(id(calibrator), []).append(row)
        self._rows = [(calibrators[first[0]], np.array(first)) for first in rows.values()]

    def log_odds(self, columns: Mapping[str, Floats], *, with_intercept: bool = True) -> Floats:
        """Return the sums of log-odds of columns of scores, one for each row, by the calibrator of the row."""
        if len(self._rows) == 1:
            return self._rows[0][0].log_odds(columns, with_intercept=with_intercept)
        total = np.zeros(len(next(iter(columns.values()))))
        for calibrator, rows in self._rows:
            chosen = {name: column[rows] for name, column in columns.items()}
            total[rows] = calibrator.log_odds(chosen, with_intercept=with_intercept)
        return total


def shipped(has_own: bool, *, has_source: bool = False) -> Path:
    """Return the bundled parameter file.

    Args:
        has_own: Whether the user has a table, not only the bundled one.
        has_source: Whether the text has a source.

    Example:
        >>> shipped(True, has_source=True).name
        'own_table_with_source.json'
    """
    table = "own_table" if has_own else "bundled_table"
    return Path(__file__).with_name(f"{table}{'_with_source' if has_source else ''}.json")


SOURCE_NAMES = Path(__file__).with_name("source_names.json")
"""The bundled parameter file for names that only the source has."""


class Curve(BaseModel):
    """The log-odds of one scorer: linear between the scores `at`, and `missing` for no opinion."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: Annotated[list[float], Field(min_length=2)]
    log_odds: list[float]
    missing: float = 0.0

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.at) != len(self.log_odds) or self.at != sorted(set(self.at)):
            raise ValueError("`at` must rise and be as long as `log_odds`")
        return self

    def __call__(self, scores: Floats) -> Floats:
        """Return the log-odds of scores; NaN means no opinion."""
        return np.where(np.isnan(scores), self.missing, np.interp(scores, self.at, self.log_odds))

    def value_at(self, score: float | None) -> float:
        """Return the log-odds of one score, for which NumPy is slow.

        Example:
            >>> curve = Curve(at=[0, 1], log_odds=[-4, 4], missing=-1)
            >>> curve.value_at(0.75), curve.value_at(2.0), curve.value_at(None)
            (2.0, 4.0, -1.0)
        """
        if score is None or math.isnan(score):
            return self.missing
        at, log_odds = self.at, self.log_odds
        behind = bisect_right(at, score)
        if behind in (0, len(at)):
            return log_odds[max(behind - 1, 0)]
        slope = (log_odds[behind] - log_odds[behind - 1]) / (at[behind] - at[behind - 1])
        return slope * (score - at[behind - 1]) + log_odds[behind - 1]


class Reached(BaseModel):
    """The measured precision of repairs at or above a probability: linear between the points, with ascending lists.

    Without measurements, the precision is the probability itself.

    Example:
        >>> round(Reached(probability=[0, 0.5, 1], precision=[0, 0.9, 1]).threshold(0.95), 2)
        0.75
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    probability: list[float] = [0.0, 1.0]
    precision: list[float] = [0.0, 1.0]

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if len(self.probability) != len(self.precision) or len(self.precision) < 2:
            raise ValueError("`probability` and `precision` must be equally long, two points at least")
        if self.probability != sorted(self.probability) or self.precision != sorted(self.precision):
            raise ValueError("`probability` and `precision` must rise")
        return self

    def threshold(self, precision: float) -> float:
        """Return the lowest threshold at which repairs reach a precision.

        Raises:
            ConfigError: If they never reach it; the message states the highest precision.
        """
        if precision > self.precision[-1]:
            raise ConfigError(
                f"precision {precision} was never reached; at most {self.precision[-1]:.3f} can be asked for"
            )
        return float(np.interp(precision, *_rising(self.precision, self.probability)))


def _rising(values: list[float], others: list[float]) -> tuple[list[float], list[float]]:
    """Return both lists without the points at which the first does not increase."""
    first = [at for at in range(len(values)) if not at or values[at] > values[at - 1]]
    return [values[at] for at in first], [others[at] for at in first]


class Calibrator(BaseModel):
    """The parameters that turn the scores of a candidate into log-odds against "none".

    log-odds = intercept + the sum over scorers of curve(score): a generalised additive model, fitted from labelled
    candidates by `namefix.decide.fit`. `namefix.decide.beliefs` turns them into probabilities.

    Reference:
        Hastie and Tibshirani (1986), Generalized Additive Models.

    Example:
        >>> calibrator = Calibrator(intercept=-1, curves={"sound": Curve(at=[0, 1], log_odds=[-4, 4])})
        >>> calibrator.log_odds({"sound": np.array([0.0, 1.0])}).tolist()
        [-5.0, 3.0]
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    intercept: float
    curves: dict[str, Curve]
    reached: Reached = Reached()
    """The precision of repairs, measured on held-out documents."""
    fitted: dict[str, Any] = {}
    """The data on which the curves were fitted."""

    @model_validator(mode="after")
    def _names_a_scorer(self) -> Self:
        if not self.scorers:
            raise ValueError("`curves` must have a curve for at least one scorer")
        return self

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read parameters from a JSON file.

        Raises:
            ConfigError: If the file cannot be read or is not a parameter file.
        """
        try:
            return cls.model_validate(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, ValidationError) as error:
            raise ConfigError(f"{path}: no usable calibrator: {error}") from error

    def write(self, path: Path) -> None:
        """Write the parameters as JSON, with one curve a line."""
        content = self.model_dump()
        values = {key: json.dumps(value) for key, value in content.items()}
        curves = (f"  {json.dumps(name)}: {json.dumps(curve)}" for name, curve in content["curves"].items())
        values["curves"] = "{\n" + ",\n".join(curves) + "\n }"
        lines = (f" {json.dumps(key)}: {value}" for key, value in values.items())
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")

    @property
    def scorers(self) -> list[str]:
        """The names of the scorers with a curve, without joint evidence."""
        return sorted(set(self.curves) - set(JOINT))

    @classmethod
    def neutral(cls, scorers: Iterable[str]) -> Self:
        """Return parameters that reject every candidate, for collecting the scores to fit others."""
        return cls(intercept=-9, curves={name: Curve(at=[0, 1], log_odds=[0, 0]) for name in (*scorers, *JOINT)})

    def policy(self, config: Config, *, has_source: bool = False, has_own: bool = True) -> Policy:
        """Return the thresholds for a configuration, set directly or derived from its precision.

        Raises:
            ConfigError: If repairs never reach the precision.
        """
        if config.policy:
            return config.policy
        replace = self.reached.threshold(config.wanted_precision(has_source=has_source, has_own=has_own))
        return Policy(replace=replace, review=min(replace, Policy().review))

    def log_odds(self, columns: Mapping[str, Floats], *, with_intercept: bool = True) -> Floats:
        """Return the sums of log-odds of columns of scores, one for each row; columns without a curve are ignored."""
        total = np.full(len(next(iter(columns.values()))), self.intercept if with_intercept else 0.0)
        for name, column in columns.items():
            if curve := self.curves.get(name):
                total += curve(column)
        return total

    def evidence(self, scores: Mapping[str, Score | None]) -> tuple[Evidence, ...]:
        """Return the evidence of each scorer, the strongest first."""
        values = {name: score.value if (score := scores[name]) else None for name in self.curves}
        found = [Evidence(name, values[name], curve.value_at(values[name])) for name, curve in self.curves.items()]
        return tuple(sorted(found, key=lambda evidence: (-abs(evidence.log_odds), evidence.scorer)))
