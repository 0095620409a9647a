"""Harm and use of a pack: the bundled table alone, with the pack as known names, and with targets from several fames on.

    python bench/packs.py BENCH_DIR PACK.nfx [--persons 30,60] [--places 40,80] [--without-pipeline]

Every configuration repairs the translations and clean texts of `dev` and `newsroom` with the shipped parameters. The pack must
have been built with targets from the lowest of the fames on.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from accuracy import edit_as_dict, figures
from split import Split

from namefix.config import Config
from namefix.pipeline import NameFixer
from namefix.table.bundled_cache import bundled_part
from namefix.table.name_table import NameTable
from namefix.table.part import TablePart
from namefix.table.rows import PackedEntities
from namefix.table.sections import open_sections

COLUMNS = ("precision", "recall", "wrong_edits", "collateral_per_10k_words")


def main() -> None:
    """Print a row for each split and configuration."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("pack", type=Path)
    parser.add_argument("--persons", default="45", help="least fames of persons that become targets")
    parser.add_argument("--places", default="1000", help="least fames of places")
    parser.add_argument("--without-pipeline", action="store_true", help="no NER, which takes most of the time")
    options = parser.parse_args()
    config = Config(pipeline=None) if options.without_pipeline else Config()
    splits = [Split(options.bench / name) for name in ("newsroom", "dev")]
    packed = PackedEntities(open_sections(options.pack, None))
    candidates = [entity for entity in packed if entity.target]
    core = bundled_part()
    known = TablePart.of([replace(entity, target=False) for entity in packed])
    print(f"{'':46}" + "".join(f"{name.removesuffix('_per_10k_words'):>12}" for name in COLUMNS) + f"{'seconds':>10}")
    show("bundled table alone", [core], splits, config)
    show(f"with {len(packed):,} names known", [core, known], splits, config)
    for person, place in product(*(map(float, given.split(",")) for given in (options.persons, options.places))):
        least = {"person": person, "place": place}
        chosen = [entity for entity in candidates if entity.weight >= least[entity.kind]]
        name = f"{len(chosen):,} of them targets (from {person:g}, {place:g})"
        show(name, [core, TablePart.of(chosen), known], splits, config)


def show(name: str, parts: Sequence[TablePart], splits: Sequence[Split], config: Config) -> None:
    """Print the figures of a table on each split."""
    for part in parts:
        part.hidden = frozenset()
    fixer = NameFixer(NameTable.joined(parts), config)
    for split in splits:
        started = time.process_time()
        made: dict[str, list[dict[str, Any]]] = {
            doc_id: [edit_as_dict(edit) for edit in result.edits]
            for doc_id, result in zip(split.texts, fixer.fix_many(split.texts.values()), strict=True)
        }
        seconds = time.process_time() - started
        row = figures(split, made)
        cells = "".join(f"{row[column]:>12}" for column in COLUMNS)
        print(f"{split.folder.name:9}{name:37}{cells}{seconds:10.0f}", flush=True)


if __name__ == "__main__":
    main()
