"""The judge for texts with or without a source, built from given parameters or the bundled files."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from namefix.config import Config
from namefix.decide import Judge, Parameters
from namefix.decide.calibrator import SOURCE_NAMES, Calibrator, shipped
from namefix.score import load_scorers
from namefix.table.style import HouseStyle


class GivenCalibrators(NamedTuple):
    """Calibrators to use instead of those of the files: without a source, with one, and for names that only the source has.

    Without the third, the second judges these names too.
    """

    blind: Calibrator | None = None
    with_source: Calibrator | None = None
    source_names: Calibrator | None = None


def judge_of(config: Config, given: GivenCalibrators, style: HouseStyle, *, has_own: bool, has_source: bool) -> Judge:
    """Return the judge for texts with or without a source.

    Args:
        config: The settings, which can name other parameter files.
        given: Calibrators to use instead.
        style: The house style.
        has_own: Whether the user has a table, not only the bundled one.
        has_source: Whether the texts have a source.

    Raises:
        ConfigError: If a parameter file cannot be read, or repairs never reach the wanted precision.
    """
    chosen = given.with_source if has_source else given.blind
    path = config.source_calibrator if has_source else config.calibrator

    def parameters(file: Path, calibrator: Calibrator | None, *, has_own: bool) -> Parameters:
        calibrator = calibrator or Calibrator.read(path or file)
        return Parameters(calibrator, calibrator.policy(config, has_source=has_source, has_own=has_own))

    bundled = parameters(shipped(False, has_source=has_source), chosen, has_own=False)
    own = parameters(shipped(True, has_source=has_source), chosen, has_own=True) if has_own else bundled
    from_source = parameters(SOURCE_NAMES, given.source_names or chosen, has_own=False) if has_source else bundled
    names = {name for used in (own, bundled, from_source) for name in used.calibrator.scorers}
    return Judge(load_scorers(sorted(names)), own, bundled, style, from_source)
