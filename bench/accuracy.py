"""Accuracy on a split of the benchmark, cross-validated, beside the baseline that most people would write.

    python bench/accuracy.py BENCH_DIR [--split dev]

Every document is repaired by a calibrator that was fitted without any translation of the same article, and again by one
that was fitted without its source language. The judge is the benchmark's own score.py.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process
from sklearn.model_selection import GroupKFold
from split import Split, group_of, language_of

from namefix.config import Config
from namefix.datatypes import CorrectedText
from namefix.decide.calibrator import Calibrator
from namefix.decide.fit import Label, fit
from namefix.detect.ner import KIND_OF_LABEL, load_pipeline
from namefix.pipeline import NameFixer
from namefix.table import load_entities
from namefix.text import fold

FOLDS = 10
BASELINE_THRESHOLD = 80
COLUMNS = ("precision", "recall", "f0.5", "wrong_edits", "harm_per_10k_words", "collateral_per_10k_words")
Predictions = dict[str, list[dict[str, Any]]]


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--split", default="dev")
    options = parser.parse_args()
    split = Split(options.bench / options.split)
    words = sum(len(text.split()) for text in split.texts.values())
    print(
        f"{options.split}: {len(split.translated)} translated and {len(split.clean)} clean documents, {words:,} words"
    )
    print(f"{'':58}" + "".join(f"{name.removesuffix('_per_10k_words'):>13}" for name in COLUMNS))
    show(f"spaCy NER + RapidFuzz ratio >= {BASELINE_THRESHOLD}, own table", split, baseline(split))
    for name, bundled in (("own table", False), ("own and bundled table", True)):
        config = Config(tables=(split.table,), bundled=bundled)
        fixer = NameFixer.from_config(config, Calibrator.neutral(config.scorers))
        labels = gather_labels(split, fixer)
        for by in ("article", "language"):
            show(f"namefix, {name}, cross-validated by {by}", split, cross_validate(split, fixer, labels, by))
    article = Split(options.bench / "article")
    result = NameFixer.from_config(Config()).fix_many(article.translated.values())
    show("namefix, bench/article, bundled table, shipped parameters", article, edits_of(article.translated, result))


def gather_labels(split: Split, fixer: NameFixer) -> list[Label]:
    """Return the labelled candidates of all texts of a split."""
    documents = zip(split.texts, fixer.detect(split.texts.values()), strict=True)
    return [label for doc_id, document in documents for label in split.labels(doc_id, document, fixer.score(document))]


def folds(groups: Iterable[str], by: str) -> list[set[str]]:
    """Return the groups that are held out together."""
    ordered = sorted(set(groups))
    if by == "language":
        languages = sorted(set(map(language_of, ordered)))
        return [{group for group in ordered if language_of(group) == language} for language in languages]
    parts = GroupKFold(FOLDS, shuffle=True, random_state=0).split(ordered, groups=ordered)
    return [{ordered[position] for position in held_out} for _, held_out in parts]


def cross_validate(split: Split, fixer: NameFixer, labels: list[Label], by: str) -> Predictions:
    """Return the edits of every document, made by a fixer that was fitted without its group."""
    predictions: Predictions = {}
    for held_out in folds(map(group_of, split.texts), by):
        fitted = fixer.with_calibrator(fit([label for label in labels if label.group not in held_out]))
        texts = {doc_id: text for doc_id, text in split.texts.items() if group_of(doc_id) in held_out}
        predictions |= edits_of(texts, fitted.fix_many(texts.values()))
    return predictions


def edits_of(texts: Mapping[str, str], results: Iterable[CorrectedText]) -> Predictions:
    """Return results in the form that score.py reads."""
    return {
        doc_id: [{"start": edit.start, "end": edit.end, "replacement": edit.after} for edit in result.edits]
        for doc_id, result in zip(texts, results, strict=True)
    }


def baseline(split: Split) -> Predictions:
    """Replace each entity that spaCy finds by the name or alias of its kind that RapidFuzz finds most alike, if it is enough."""
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


def show(name: str, split: Split, predictions: Predictions) -> None:
    """Print the figures of one system."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for doc_id, edits in predictions.items():
            file.write(json.dumps({"doc_id": doc_id, "edits": edits}) + "\n")
        file.flush()
        figures, _ = split.scorer.score(split.folder, Path(file.name))
    cells = (figures[column] for column in COLUMNS)
    print(f"{name:58}" + "".join(f"{'-' if cell is None else round(cell, 3):>13}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
