"""Fit the bundled parameters on the benchmark: `python bench/fit.py BENCH_DIR [--only SET ...]`.

There are five sets: for users with a table of their own and for the bundled table alone, each without and with the source
of a text, and for names that only the source has. The curves are fitted on all labels. The precision of repairs at or above
each probability is measured on results of fixers fitted with the article held out.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from crossval import (
    ALONE,
    LEARNED_WITH,
    LEARNED_WITH_SOURCE,
    WEIGHT_OF_GENERATED,
    WEIGHT_OF_HIDDEN_FOR_SOURCE_NAMES,
    Bench,
)

from namefix.decide.calibrator import SOURCE_NAMES, Reached, shipped
from namefix.decide.fit import Label, fit

SETS = {
    path.stem: (has_own, has_source)
    for has_own in (True, False)
    for has_source in (False, True)
    for path in [shipped(has_own, has_source=has_source)]
}
"""The sets for names of a table."""


def main() -> None:
    """Write the parameters."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument(
        "--only",
        nargs="+",
        default=[*SETS, SOURCE_NAMES.stem],
        choices=[*SETS, SOURCE_NAMES.stem],
        metavar="SET",
        help="sets to fit",
    )
    parser.add_argument("--with", dest="added", nargs="+", default=[], metavar="SCORER", help="scorers to add")
    parser.add_argument("--without", dest="removed", nargs="+", default=[], metavar="SCORER", help="scorers to remove")
    arguments = parser.parse_args()
    bench = Bench(arguments.bench, tuple(arguments.added), tuple(arguments.removed))
    for name in arguments.only:
        if name == SOURCE_NAMES.stem:
            labels, path, reached = bench.labels_of_source_names, SOURCE_NAMES, bench.measure_source_names()
            described = f"with {ALONE}, native forms hidden at {WEIGHT_OF_HIDDEN_FOR_SOURCE_NAMES}"
        else:
            has_own, has_source = SETS[name]
            labels = bench.labels_with_source(has_own) if has_source else bench.labels(has_own)
            path, reached = shipped(has_own, has_source=has_source), bench.measure(has_own, has_source=has_source)
            tables = (LEARNED_WITH_SOURCE if has_source else LEARNED_WITH)[has_own]
            described = f"with {' and '.join(tables)}; generated garbles, at {WEIGHT_OF_GENERATED[has_own]}"
        write(labels, reached, path, described)


def write(labels: Sequence[Label], reached: Reached, path: Path, described: str) -> None:
    """Write a parameter file, with the counts of its labels."""
    verdicts = [verdict for label in labels for verdict in label.verdicts if verdict is not None]
    data = {"data": described, "right": sum(verdicts), "wrong": len(verdicts) - sum(verdicts)}
    fit(labels, data).model_copy(update={"reached": reached}).write(path)
    print(f"{path.stem}: fitted from {data['right']} right and {data['wrong']} wrong candidates", flush=True)


if __name__ == "__main__":
    main()
