"""Fit the bundled parameters on the benchmark: `python bench/fit.py BENCH_DIR [--only SET ...]`.

There are four sets: for users with a table of their own and for the bundled table alone, each without and with the source
of a text. The curves are fitted on all labels. The precision of repairs at or above each probability is measured on results
of fixers fitted with the article held out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from crossval import LEARNED_WITH, LEARNED_WITH_SOURCE, WEIGHT_OF_GENERATED, Bench

from namefix.decide.calibrator import shipped
from namefix.decide.fit import fit

SETS = {
    path.stem: (has_own, has_source)
    for has_own in (True, False)
    for has_source in (False, True)
    for path in [shipped(has_own, has_source=has_source)]
}


def main() -> None:
    """Write the parameters."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--only", nargs="+", default=list(SETS), choices=SETS, metavar="SET", help="sets to fit")
    parser.add_argument("--with", dest="added", nargs="+", default=[], metavar="SCORER", help="scorers to add")
    parser.add_argument("--without", dest="removed", nargs="+", default=[], metavar="SCORER", help="scorers to remove")
    arguments = parser.parse_args()
    bench = Bench(arguments.bench, tuple(arguments.added), tuple(arguments.removed))
    for name in arguments.only:
        has_own, has_source = SETS[name]
        labels = bench.labels_with_source(has_own) if has_source else bench.labels(has_own)
        verdicts = [verdict for label in labels for verdict in label.verdicts if verdict is not None]
        data = {
            "data": f"dev{'' if has_own else ' and newsroom'} of the benchmark{', with sources' if has_source else ''}, with "
            f"{' and '.join((LEARNED_WITH_SOURCE if has_source else LEARNED_WITH)[has_own])}; "
            f"generated garbles, at {WEIGHT_OF_GENERATED[has_own]}",
            "right": sum(verdicts),
            "wrong": len(verdicts) - sum(verdicts),
        }
        reached = bench.measure(has_own, has_source=has_source)
        fit(labels, data).model_copy(update={"reached": reached}).write(shipped(has_own, has_source=has_source))
        print(f"{name}: fitted from {data['right']} right and {data['wrong']} wrong candidates", flush=True)


if __name__ == "__main__":
    main()
