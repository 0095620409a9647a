"""Accuracy of the bundled table alone with the source: `python bench/as_it_comes.py BENCH_DIR`.

Every document of `dev` and `newsroom` is repaired with its source by parameters fitted with its article held out: names of the
table at or above the threshold for the default precision, names that only the source has at or above several thresholds, of
which the first is that of the default precision. Human translations with their sources count wrong edits only.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from accuracy import figures
from crossval import ALONE, REFERENCE, Bench, Predictions, Results, Setting, is_from_source, judged_edits
from split import Split

from namefix.config import Config
from namefix.results import Edit

LOWER = (0.8, 0.7, 0.6)
"""Further thresholds of names that only the source has."""


def main() -> None:
    """Print a table for each split."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    bench = Bench(parser.parse_args().bench)
    precision = Config().wanted_precision(has_source=True, has_own=False)
    least = bench.measure(False, has_source=True).threshold(precision)
    default = bench.measure_source_names().threshold(precision)
    for split in (bench.split, bench.newsroom):
        settings = Setting(ALONE), Setting(ALONE, REFERENCE)
        machine, human = bench.cross_validate_sources("article", settings, split).values()
        words = sum(len(item.text.split()) for item in split.references.values())
        print(f"{split.folder.name}, names of the table from {least:.2f}: {words:,} words of human translations\n")
        print("| names of the source | precision | recall | of the source, right | wrong in human translations |")
        print("| --- | --- | --- | --- | --- |")
        for source_least in (2.0, default, *LOWER):
            made = list(chosen(split, machine, least, source_least))
            found = figures(split, predictions(made))
            named = [is_right for _, edit, is_right in made if is_from_source(edit)]
            wrong = sum(not is_right for *_, is_right in chosen(split, human, least, source_least))
            shown = "none" if source_least > 1 else f"from {source_least:.2f}"
            cells = (found["precision"], found["recall"], f"{len(named)}, {sum(named)}", wrong)
            print(f"| {shown} | " + " | ".join(map(str, cells)) + " |")
        print(flush=True)


def chosen(split: Split, results: Results, least: float, source_least: float) -> Iterator[tuple[str, Edit, bool]]:
    """Yield the document, the repairs at or above the threshold of their origin, and whether they are correct."""
    for doc_id in results:
        for edit, is_right in judged_edits(split, results, [doc_id]):
            if edit.probability >= (source_least if is_from_source(edit) else least):
                yield doc_id, edit, is_right


def predictions(made: Iterable[tuple[str, Edit, bool]]) -> Predictions:
    """Return repairs in the format of score.py."""
    found: Predictions = {}
    for doc_id, edit, _ in made:
        found.setdefault(doc_id, []).append({"start": edit.start, "end": edit.end, "replacement": edit.after})
    return found


if __name__ == "__main__":
    main()
