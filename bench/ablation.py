"""Contribution of each kind of evidence: `python bench/ablation.py BENCH_DIR`.

Each kind is removed in turn, the calibrator is fitted without it, and `dev` is repaired with its own table,
cross-validated by article. All use the threshold at which the full model has the default precision.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
from accuracy import figures
from crossval import OWN, Bench, Results, edits_of, folds, gather_labels, judged, reached
from split import group_of

from namefix.config import Config
from namefix.datatypes import Score, ScoredCandidate
from namefix.decide.calibrator import Calibrator, Curve
from namefix.decide.fit import Label, fit
from namefix.decide.joint_evidence import JOINT
from namefix.judges import GivenCalibrators

EVIDENCE = {
    "all evidence": (),
    "sound, as learned": ("confusion",),
    "spelling": ("spelling",),
    "number of words": ("shape",),
    "lead over the next candidate": ("margin",),
    "syllables of Chinese names": ("pinyin",),
    "kind of name": ("kind",),
    "office": ("role",),
    "country": ("country",),
    "names directly beside": ("neighbours",),
    "whom else the text names": ("colleagues",),
    "how much of the text the table knows": ("table_coverage",),
    "the right name in the sentence": ("sentence",),
    "other mentions (joint)": tuple(JOINT),
    "English": ("english",),
    "names of others": ("known",),
    "how well known": ("prominence",),
    "all that looks at the document": ("colleagues", "table_coverage", "sentence", "country", *JOINT),
    "all that refuses": ("english", "known", "table_coverage", "margin", "pinyin"),
}

SILENT = {"damage": 0.0, "presence": 0.0}
"""Neutral scores, for scorers whose neutral score is not "no opinion"."""


def main() -> None:
    """Print one line for each kind of evidence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    bench = Bench(parser.parse_args().bench)
    labels = gather_labels(bench.split, bench.fixer(OWN))
    least = None
    print(f"{'without':42}{'precision':>12}{'recall':>12}{'f0.5':>12}{'collateral':>12}")
    for name, scorers in EVIDENCE.items():
        results = cross_validate(bench, [without(label, scorers) for label in labels], scorers)
        if least is None:
            least = reached(list(judged(bench.split, results, bench.split.translated))).threshold(Config().precision)
        found = figures(bench.split, edits_of(results, least))
        cells = (found[column] for column in ("precision", "recall", "f0.5", "collateral_per_10k_words"))
        print(f"{name:42}" + "".join(f"{cell:12.3f}" for cell in cells), flush=True)


def without(label: Label, scorers: tuple[str, ...]) -> Label:
    """Return a label with neutral scores."""
    muted = dict.fromkeys(scorers)
    scored = [ScoredCandidate(item.candidate, {**item.scores, **only(item.scores, muted)}) for item in label.scored]
    links = copy(label.links)
    if set(scorers) & set(JOINT):
        links._rows, links._names = [], sys.maxsize  # nobody supports anybody, and of endless names none is garbled
    return replace(label, scored=scored, links=links)


def only(scores: Mapping[str, Score | None], muted: Mapping[str, None]) -> dict[str, None]:
    """Return the removed scorers for which there are scores."""
    return {name: None for name in scores if name in muted}


def cross_validate(bench: Bench, labels: list[Label], scorers: tuple[str, ...]) -> Results:
    """Return results of fixers fitted with the article held out, with flat curves for the removed scorers."""
    flat = {name: Curve(at=[0, 1], log_odds=[0, 0]) for name in scorers}
    results: Results = {}
    for held_out in folds(map(group_of, bench.split.texts), "article"):
        fitted = fit([label for label in labels if label.group not in held_out])
        shift = sum(float(fitted.curves[name](np.array(SILENT.get(name, np.nan)))) for name in scorers)
        curves = fitted.curves | flat
        calibrator = Calibrator(intercept=fitted.intercept + shift, curves=curves)
        texts = {doc_id: text for doc_id, text in bench.split.texts.items() if group_of(doc_id) in held_out}
        fixer = bench.fixer(OWN).with_calibrators(GivenCalibrators(calibrator))
        results |= dict(zip(texts, fixer.fix_many(texts.values()), strict=True))
    return results


if __name__ == "__main__":
    main()
