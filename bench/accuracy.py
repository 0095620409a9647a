"""Accuracy on a split of the benchmark, cross-validated, with a baseline.

    python bench/accuracy.py BENCH_DIR [--pictures DIR]

Every document is repaired by a calibrator fitted with all translations of its article held out, and again by one
fitted with its source language held out, with the bundled table alone also by one fitted on the other split only. The
score.py of the benchmark evaluates the results.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from crossval import (
    ALONE,
    BUNDLED,
    GRID,
    KNOWN,
    MEASURED_WITH,
    OWN,
    TARGETS,
    Bench,
    Predictions,
    Results,
    edits_of,
    judged,
    measured,
)
from rapidfuzz import fuzz, process
from split import Split, group_of, language_of

from namefix.config import Config
from namefix.detect.ner import KIND_OF_LABEL, load_pipeline
from namefix.names.folding import fold
from namefix.pipeline import NameFixer
from namefix.table import load_entities
from namefix.table.bundled import bundled_entities
from namefix.table.forms import texts_of

BASELINE_THRESHOLD = 80
COLUMNS = ("precision", "recall", "f0.5", "wrong_edits", "harm_per_10k_words", "collateral_per_10k_words")
PRECISE = 0.98
BINS = 10
Judged = list[tuple[float, bool]]


def main() -> None:
    """Print one table and draw the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--pictures", type=Path, help="folder for the reliability diagram and the curve")
    options = parser.parse_args()
    bench = Bench(options.bench)
    split = bench.split
    words = sum(len(text.split()) for text in split.texts.values())
    print(f"dev: {len(split.translated)} translated and {len(split.clean)} clean documents, {words:,} words")
    print(
        f"{'':66}"
        + "".join(f"{name.removesuffix('_per_10k_words'):>12}" for name in COLUMNS)
        + f"{'ECE':>8}{'R@.98':>8}{'R@.95':>8}"
    )
    show(f"spaCy NER + RapidFuzz ratio >= {BASELINE_THRESHOLD}, own table", split, baseline(split))
    drawn: dict[str, tuple[Judged, list[dict[str, Any]]]] = {}
    for by, names in (("article", (OWN, BUNDLED, KNOWN, TARGETS)), ("language", (OWN, BUNDLED))):
        results = bench.cross_validate(by, names)
        least = measured((split, results[name]) for name in MEASURED_WITH[True]).threshold(Config().precision)
        for name in names:
            drawn_now = show_at(f"namefix, {name}, by {by}", split, results[name], least)
            if by == "article":
                drawn[name] = drawn_now
    for by in ("article", "language", "split"):
        alone = {each: bench.cross_validate(by, (ALONE,), each)[ALONE] for each in (split, bench.newsroom)}
        least = measured(alone.items(), with_right_texts=True).threshold(Config().precision)
        how = "learned without the split" if by == "split" else f"by {by}"
        for each, found in alone.items():
            drawn_now = show_at(f"namefix, {each.folder.name}, {ALONE}, {how}", each, found, least)
            if by == "article":
                drawn[f"{each.folder.name}, {ALONE}"] = drawn_now
                show_targets(each, edits_of(found, least))
    article = Split(options.bench / "article")
    fixed = NameFixer.from_config(Config()).fix_many(article.translated.values())
    results = dict(zip(article.translated, fixed, strict=True))
    made = {doc_id: [edit_as_dict(edit) for edit in result.edits] for doc_id, result in results.items()}
    show("namefix, bench/article, bundled table, shipped parameters", article, made)
    if options.pictures:
        draw(options.pictures, drawn)


def show_at(name: str, split: Split, results: Results, least: float) -> tuple[Judged, list[dict[str, Any]]]:
    """Print the figures of results from a probability on; return judged repairs and figures at all probabilities."""
    pairs = list(judged(split, results, split.texts))
    curve = [figures(split, edits_of(results, threshold)) for threshold in GRID]
    recall = max((point["recall"] for point in curve if (point["precision"] or 0) >= PRECISE), default=0.0)
    best = max(curve, key=lambda point: ((point["precision"] or 0) >= Config().precision, point["recall"]))
    extra = f"{calibration_error(pairs):8.3f}{recall:8.3f}{best['recall']:8.3f}"
    show(f"{name}, from {least:.2f}", split, edits_of(results, least), extra)
    return pairs, curve


def show_targets(split: Split, predictions: Predictions) -> None:
    """Print the share of garbles whose entity is a bundled target and the recall of these, by channel and language."""
    targets = {fold(text) for entity in bundled_entities() if entity.target for text in texts_of(entity)}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for doc_id, rows in split.gold.items():
        for row in rows:
            if row["type"] != "garble" or doc_id not in split.translated:
                continue
            near = [edit for edit in predictions[doc_id] if edit["start"] < row["end"] and row["start"] < edit["end"]]
            is_repaired = bool(split.scorer.judge(split.texts[doc_id], [row], near, split.names)["tp"])
            is_target = fold(row["entity"]) in targets
            groups = ["all", language_of(group_of(doc_id)).partition("-")[0]]
            if split.folder.name == "newsroom":
                groups.append(f"channel {row['note'][0]}")
            for group in groups:
                counts[group].update({"all": 1, "targets": is_target, "repaired": is_target and is_repaired})
    print(f"  {'':12}{'garbles':>10}{'targets':>10}{'of these repaired':>20}")
    for group, count in sorted(counts.items()):
        share, recall = count["targets"] / count["all"], count["repaired"] / max(count["targets"], 1)
        print(f"  {group:12}{count['all']:10}{share:10.2f}{recall:20.2f}")


def edit_as_dict(edit: Any) -> dict[str, Any]:
    """Return an edit in the format of score.py."""
    return {"start": edit.start, "end": edit.end, "replacement": edit.after}


def baseline(split: Split) -> Predictions:
    """Replace each entity of spaCy by the most similar name or alias of its kind, if the RapidFuzz ratio is high enough."""
    entities = load_entities([split.table])
    forms: dict[str, dict[str, str]] = {"person": {}, "place": {}}
    for entity in entities:
        forms[entity.kind] |= {fold(text): text for text in (entity.name, *entity.aliases)}
    nlp = load_pipeline(Config().pipeline)
    predictions: Predictions = {}
    for doc_id, doc in zip(split.texts, nlp.pipe(split.texts.values()), strict=True):
        predictions[doc_id] = []
        for ent in doc.ents:
            kind = KIND_OF_LABEL.get(ent.label_)
            if kind in forms:
                article = re.match("(the )?", ent.text, re.IGNORECASE).end()
                text = re.sub(r"['’]s$", "", ent.text[article:])
                start, key = ent.start_char + article, fold(text)
                found = process.extractOne(key, forms[kind].keys(), scorer=fuzz.ratio, score_cutoff=BASELINE_THRESHOLD)
                if found and key not in forms["person"] and key not in forms["place"]:
                    edit = {"start": start, "end": start + len(text), "replacement": forms[kind][found[0]]}
                    predictions[doc_id].append(edit)
    return predictions


def figures(split: Split, predictions: Predictions) -> dict[str, Any]:
    """Return the results of score.py."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for doc_id, edits in predictions.items():
            file.write(json.dumps({"doc_id": doc_id, "edits": edits}) + "\n")
        file.flush()
        return split.scorer.score(split.folder, Path(file.name))[0]


def show(name: str, split: Split, predictions: Predictions, extra: str = "") -> None:
    """Print the figures of one system."""
    found = figures(split, predictions)
    cells = (found[column] for column in COLUMNS)
    print(
        f"{name:66}" + "".join(f"{'-' if cell is None else round(cell, 3):>12}" for cell in cells) + extra, flush=True
    )


def bins_of(pairs: Judged) -> list[tuple[float, float, int]]:
    """Return mean probability, share of correct cases and count of bins of equal counts, by probability."""
    ordered = np.array(sorted(pairs), dtype=float)
    return [(float(part[:, 0].mean()), float(part[:, 1].mean()), len(part)) for part in np.array_split(ordered, BINS)]


def calibration_error(pairs: Judged) -> float:
    """Return the expected calibration error of repairs and names listed for review, in translations and clean texts.

    It is the mean difference between probability and share of correct cases, in bins of equal counts.

    Nguyen and O'Connor (2015), Posterior Calibration and Exploratory Analysis for NLP Models.
    """
    return sum(abs(mean - share) * count for mean, share, count in bins_of(pairs)) / len(pairs)


def draw(folder: Path, drawn: dict[str, tuple[Judged, Sequence[dict[str, Any]]]]) -> None:
    """Write the reliability diagram and precision over recall as pictures."""
    import matplotlib.pyplot as plt  # noqa: PLC0415 - only pictures need it

    plt.rcParams |= {"svg.hashsalt": "namefix", "font.size": 9}
    for file, title, axes in (
        ("reliability.svg", "Reliability of what is repaired or shown", ("probability", "share that is right")),
        ("precision_recall.svg", "Precision over recall", ("recall", "precision")),
    ):
        figure, plot = plt.subplots(figsize=(5, 4))
        for name, (pairs, curve) in drawn.items():
            if file.startswith("reliability"):
                xs, ys, _ = zip(*bins_of(pairs), strict=True)
            else:
                xs, ys = zip(*((point["recall"], point["precision"]) for point in curve), strict=True)
            plot.plot(xs, ys, marker="o", markersize=3, label=name)
        if file.startswith("reliability"):
            plot.plot([0, 1], [0, 1], color="grey", linewidth=0.8)
        plot.set(title=title, xlabel=axes[0], ylabel=axes[1])
        plot.grid(alpha=0.3)
        plot.legend(fontsize=7)
        figure.tight_layout()
        figure.savefig(folder / file, metadata={"Date": None})
        plt.close(figure)


if __name__ == "__main__":
    main()
