"""Missed names on a split of the benchmark, by the stage that misses them: `python bench/errors.py BENCH_DIR`.

Cross-validated by article, with the split's own table and with the bundled one in addition, at the default precision.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from crossval import BUNDLED, MEASURED_WITH, OWN, Bench, edits_of, measured
from split import Split, language_of

from namefix.config import Config
from namefix.datatypes import Action
from namefix.names.folding import fold
from namefix.names.lexicon import COMMON
from namefix.names.name import name_of
from namefix.names.sound_model import sound_distance
from namefix.names.target_language import english
from namefix.results import CorrectedText

FAR = 1.0
"""Minimum sound distance of names that are hardly alike."""
NAME = 100
"""Minimum count in names of people that makes a word a common name."""


def main() -> None:
    """Print one table for each set of tables: stages and properties of missed names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    bench = Bench(parser.parse_args().bench)
    split = bench.split
    results = bench.cross_validate("article", (OWN, BUNDLED))
    least = measured((bench.split, results[name]) for name in MEASURED_WITH[True]).threshold(Config().precision)
    for name, by_document in results.items():
        predictions = edits_of(by_document, least)
        stages: Counter[str] = Counter()
        natures: Counter[tuple[str, str]] = Counter()
        languages: Counter[tuple[str, str]] = Counter()
        for doc_id, rows in split.gold.items():
            for row in rows:
                if row["type"] != "garble" or doc_id not in split.translated:
                    continue
                stage = stage_of(split, doc_id, row, predictions[doc_id], by_document[doc_id])
                stages[stage] += 1
                languages[stage, language_of(doc_id.partition(".")[2])] += 1
                natures.update((stage, nature) for nature in natures_of(row))
        print(f"{name}: {sum(stages.values())} garbles, repaired from probability {least:.2f} on")
        columns = sorted({column for _, column in natures}) + sorted({column for _, column in languages})
        print(f"{'':42}{'all':>6}" + "".join(f"{column:>14}" for column in columns))
        for stage, count in stages.most_common():
            cells = (natures[stage, column] + languages[stage, column] for column in columns)
            print(f"{stage:42}{count:6}" + "".join(f"{cell:14}" for cell in cells))


def stage_of(split: Split, doc_id: str, row: dict[str, Any], edits: list[dict[str, Any]], result: CorrectedText) -> str:
    """Return the outcome for a garbled name."""
    near = [edit for edit in edits if edit["start"] < row["end"] and row["start"] < edit["end"]]
    if split.scorer.judge(split.translated[doc_id], [row], near, split.names)["tp"]:
        return "repaired"
    if near:
        return "something else written"
    decisions = [
        decision
        for decision in result.decisions
        if decision.mention.start < row["end"] and row["start"] < decision.mention.end
    ]
    listed = [
        (rank, decision)
        for decision in decisions
        for rank, proposal in enumerate([*([decision.chosen] if decision.chosen else []), *decision.rejected])
        if proposal.candidate.entity.name == row["entity"]
    ]
    if not decisions:
        return "span not found"
    if not listed:
        return "the right entity is no candidate"
    rank, decision = min(listed, key=lambda item: item[0])
    if rank:
        return "another candidate is likelier"
    return "shown for review, right name first" if decision.action is not Action.KEEP else "left alone as too uncertain"


def natures_of(row: dict[str, Any]) -> list[str]:
    """Return the difficulties of a garbled name."""
    words = fold(row["surface"]).split()
    found = []
    if sound_distance(name_of(row["surface"]), name_of(row["replacement"])) >= FAR:
        found.append("hardly alike")
    lexicon = english().lexicon
    if lexicon.is_place(" ".join(words)) or min(map(lexicon.person_count, words)) >= NAME:
        found.append("another name")
    if min(map(lexicon.zipf, words)) >= COMMON:
        found.append("English word")
    return found


if __name__ == "__main__":
    main()
