"""Fit the parameters that namefix ships, from a split of the benchmark: `python bench/fit.py BENCH_DIR`."""

from __future__ import annotations

import argparse
from pathlib import Path

from accuracy import gather_labels
from split import Split

from namefix.config import Config
from namefix.decide.calibrator import SHIPPED, Calibrator
from namefix.decide.fit import fit
from namefix.pipeline import NameFixer


def main() -> None:
    """Write calibrator.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    split = Split(parser.parse_args().bench / "dev")
    labels, unfitted = [], Calibrator.neutral(Config().scorers)
    for bundled in (False, True):
        labels += gather_labels(split, NameFixer.from_config(Config(tables=(split.table,), bundled=bundled), unfitted))
    right = sum(label.is_right for label in labels)
    data = "dev of the benchmark, with its own table and with the bundled one besides"
    calibrator = fit(labels, {"data": data, "right": right, "wrong": len(labels) - right})
    SHIPPED.write_text(calibrator.model_dump_json(indent=1) + "\n", encoding="utf-8")
    print(f"{SHIPPED}: fitted from {right} right and {len(labels) - right} wrong candidates")


if __name__ == "__main__":
    main()
