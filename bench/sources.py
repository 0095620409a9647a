"""Accuracy with the source of the translation: `python bench/sources.py BENCH_DIR`.

Every document of `dev` is repaired with its own table by a calibrator fitted with its article held out: without the source,
with the source, with half and all of the native forms hidden, with more tables, and with the source of another article. The
baseline is a script of forty lines. The score.py of the benchmark evaluates the results.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from accuracy import figures
from crossval import (
    BUNDLED,
    GRID,
    KNOWN,
    MEASURED_WITH,
    NO_SOURCE,
    OWN,
    REFERENCE,
    THE_OTHERS,
    Bench,
    Predictions,
    Results,
    Setting,
    edits_of,
    measured,
)
from rapidfuzz import fuzz, process
from split import Split

from namefix.config import Config
from namefix.datatypes import Action
from namefix.detect.ner import load_pipeline
from namefix.names.folding import fold
from namefix.names.target_language import english
from namefix.results import CorrectedText
from namefix.rewrite import edit_of
from namefix.table import load_entities
from namefix.table.name_table import forms_of

ALIKE = 65
"""Minimum ratio at which the baseline replaces, in percent; the best of 55, 60, 65, ... 80 by F0.5."""
SEEING, BLIND = Setting(OWN), Setting(OWN, NO_SOURCE)
SETTINGS = (
    BLIND,
    SEEING,
    Setting(OWN, hidden=0.5),
    Setting(OWN, hidden=1.0),
    Setting(OWN, THE_OTHERS),
    Setting(BUNDLED),
    Setting(KNOWN),
    Setting(OWN, REFERENCE),
)
COLUMNS = ("precision", "recall", "f0.5", "wrong_edits", "harm_per_10k_words", "far_repaired")
PRECISE = (0.98, 0.97, 0.95)
RECALLS = tuple(f"R@{share}" for share in PRECISE)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    bench = Bench(parser.parse_args().bench)
    split = bench.split
    results = bench.cross_validate_sources("article", SETTINGS)
    least = thresholds(bench, results)
    print(f"{'':76}" + "".join(f"{name.removesuffix('_per_10k_words'):>14}" for name in (*COLUMNS, *RECALLS)))
    plain = script(split)
    show("spaCy NER + native form in the source + RapidFuzz ratio, own table", split, plain)
    for setting, found in results.items():
        if setting.source != REFERENCE:
            from_on = least[setting.source in (NO_SOURCE, THE_OTHERS)]
            show(f"namefix, {setting}, from {from_on:.2f}", split, edits_of(found, from_on), recalls(split, found))
    by_language(split, plain, edits_of(results[BLIND], least[True]), edits_of(results[SEEING], least[False]))
    far(split, results[SEEING], least[False])
    damage = edits_of(results[Setting(OWN, REFERENCE)], least[False])
    words = sum(len(item.text.split()) for item in split.references.values())
    edits = sum(map(len, damage.values()))
    print(
        f"human translations with their sources: {edits} edits in {words:,} words, {1e4 * edits / words:.1f} in 10,000"
    )
    refused = sum(bool(result.warnings) for result in results[Setting(OWN, THE_OTHERS)].values())
    print(f"sources of other articles that were refused: {refused} of {len(split.translations)}")


def thresholds(bench: Bench, results: Mapping[Setting, Results]) -> dict[bool, float]:
    """Return the threshold for the default precision, without (True) and with the source.

    Sources of other articles are nearly always refused, and the text is repaired without the source.
    """
    seeing = [Setting(name) for name in MEASURED_WITH[True]]
    measures = {
        True: measured([(bench.split, results[BLIND])]),
        False: measured((bench.split, results[setting]) for setting in seeing),
    }
    return {
        is_blind: found.threshold(Config().wanted_precision(has_source=not is_blind))
        for is_blind, found in measures.items()
    }


def show(name: str, split: Split, made: Predictions, recalls: Sequence[float] = ()) -> None:
    """Print the figures of one system."""
    found = figures(split, made)
    print(
        f"{name:76}" + "".join(f"{round(cell, 3):>14}" for cell in (*(found[key] for key in COLUMNS), *recalls)),
        flush=True,
    )


def recalls(split: Split, results: Results) -> list[float]:
    """Return the highest recall at each precision."""
    curve = [figures(split, edits_of(results, least)) for least in GRID]
    return [max((at["recall"] for at in curve if at["precision"] >= share), default=0.0) for share in PRECISE]


def script(split: Split) -> Predictions:
    """Replace each entity of spaCy by the most similar name whose native form occurs in the source."""
    nlp = load_pipeline(Config().pipeline)
    entities = load_entities([split.table])
    items = split.translations
    predictions: Predictions = {}
    for (doc_id, item), doc in zip(items.items(), nlp.pipe(item.text for item in items.values()), strict=True):
        there = [entity for entity in entities if any(native in item.source for native in entity.native)]
        forms = {fold(form.text): form.text for entity in there for form in forms_of(entity, english())}
        predictions[doc_id] = []
        for ent in doc.ents:
            text = re.sub(r"^the |['’]s$", "", ent.text, flags=re.IGNORECASE)
            start, key = ent.start_char + ent.text.index(text), fold(text)
            if not key or key in forms or english().is_plain(key) or english().lexicon.country_of(key):
                continue
            if found := process.extractOne(key, forms.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE):
                edit = {"start": start, "end": start + len(text), "replacement": forms[found[0]]}
                predictions[doc_id].append(edit)
    return predictions


def by_language(split: Split, *made: Predictions) -> None:
    """Print F0.5 for each language: baseline, without and with the source."""
    print(f"{'F0.5':10}{'garbles':>10}{'script':>10}{'blind':>10}{'source':>10}")
    for language in sorted({item.language for item in split.translations.values()}):
        ids = [doc_id for doc_id, item in split.translations.items() if item.language == language]
        part = split.part(ids)
        cells = [figures(part, {doc_id: edits[doc_id] for doc_id in ids})["f0.5"] for edits in made]
        garbles = sum(row["type"] == "garble" for doc_id in ids for row in split.gold[doc_id])
        print(f"{language:10}{garbles:>10}" + "".join(f"{cell:10.3f}" for cell in cells))


def far(split: Split, results: Results, least: float) -> None:
    """Print the outcomes for names that do not resemble the correct ones."""
    counts: Counter[str] = Counter()
    for doc_id, result in results.items():
        for row in split.gold[doc_id]:
            if row["type"] == "far":
                counts[fate(split, doc_id, result, row, least)] += 1
    print("far rows: " + ", ".join(f"{count} {what}" for what, count in counts.most_common()))


def fate(split: Split, doc_id: str, result: CorrectedText, row: dict[str, Any], least: float) -> str:
    """Return the outcome for one row: the likeliest of the overlapping decisions."""
    for decision in sorted(result.decisions, key=lambda decision: -decision.probability):
        mention = decision.mention
        if decision.action is Action.KEEP or mention.end <= row["start"] or row["end"] <= mention.start:
            continue
        edit = edit_of(result.original, decision)
        if edit and edit.start < row["end"] and row["start"] < edit.end:
            what = "repaired" if decision.action is Action.REPLACE and decision.probability >= least else "to review"
            return f"{what}, {'right' if split.is_right(doc_id, edit) else 'wrong'}"
    return "left alone"


if __name__ == "__main__":
    main()
