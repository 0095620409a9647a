"""Fit the bundled parameters on a split of the benchmark: `python bench/fit.py BENCH_DIR`.

There are four sets: for users with a table of their own and for the bundled table alone, each without and with the source
of a text. The curves are fitted on all labels. The precision of repairs at or above each probability is measured on results
of fixers fitted with the article held out, with a table of the user, because the bundled table alone can repair too few
names of `dev`.
"""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path

from crossval import LEARNED_WITH, LEARNED_WITH_SOURCE, MEASURED_WITH, WEIGHT_OF_GENERATED, Bench, Setting, reached
from split import Split

from namefix.decide.calibrator import shipped
from namefix.decide.fit import fit


def main() -> None:
    """Write the parameters."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--with", dest="added", nargs="+", default=[], metavar="SCORER", help="scorers to add")
    arguments = parser.parse_args()
    bench = Bench(arguments.bench, tuple(arguments.added))
    precision = {
        False: reached(bench.measured(bench.cross_validate("article", MEASURED_WITH))),
        True: reached(bench.measured_with_source(bench.cross_validate_sources("article", map(Setting, MEASURED_WITH)))),
    }
    for has_own, has_source in product((True, False), (False, True)):
        labels = bench.labels_with_source(has_own) if has_source else bench.labels(has_own)
        verdicts = [verdict for label in labels for verdict in label.verdicts if verdict is not None]
        data = {
            "data": f"dev of the benchmark{', with sources' if has_source else ''}, with "
            f"{' and '.join((LEARNED_WITH_SOURCE if has_source else LEARNED_WITH)[has_own])}; "
            f"generated garbles, at {WEIGHT_OF_GENERATED[has_own]}",
            "right": sum(verdicts),
            "wrong": len(verdicts) - sum(verdicts),
        }
        calibrator = fit(labels, data).model_copy(update={"reached": precision[has_source]})
        path = shipped(has_own, has_source=has_source)
        calibrator.write(path)
        print(f"{path.name}: fitted from {data['right']} right and {data['wrong']} wrong candidates", flush=True)


if __name__ == "__main__":
    main()
