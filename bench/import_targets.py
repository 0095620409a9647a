"""Cost of `namefix table import --targets WEIGHT`: the distractors of the benchmark as an imported table, cross-validated.

    python bench/import_targets.py BENCH_DIR

The distractors have no weights; each gets the weight of the bundled row with its kind and name, or 0 (unknown).
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from accuracy import COLUMNS, show
from crossval import BUNDLED, KNOWN, MEASURED_WITH, OWN, TARGETS, Bench, edits_of, measured

from namefix.config import Config
from namefix.datatypes import Entity
from namefix.names.folding import fold
from namefix.table import join_tables, load_entities
from namefix.table.bundled import bundled_entities

LEAST_WEIGHTS = (50, 20)


def main() -> None:
    """Print a line for each minimum weight."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    bench = ImportBench(parser.parse_args().bench)
    split = bench.split
    results = bench.cross_validate("article", [OWN, BUNDLED, KNOWN, *map(name_of, LEAST_WEIGHTS), TARGETS])
    least = measured((bench.split, results[name]) for name in MEASURED_WITH[True]).threshold(Config().precision)
    print(f"{'':66}" + "".join(f"{name.removesuffix('_per_10k_words'):>12}" for name in COLUMNS))
    for name, found in results.items():
        targets = sum(entity.target for entity in bench.imported(name))
        show(f"{name} ({targets:,} imported targets)", split, edits_of(found, least))


def name_of(weight: int) -> str:
    """Return the name of the tables with a minimum weight."""
    return f"own, bundled, distractors as targets from {weight}"


class ImportBench(Bench):
    """A bench with weighted distractors."""

    @cached_property
    def _tables(self) -> Mapping[str, list[Entity]]:
        own, bundled = load_entities([self.split.table]), bundled_entities()
        made = {name: self.imported(name) for name in (KNOWN, *map(name_of, LEAST_WEIGHTS), TARGETS)}
        tables = {name: join_tables(own, [*bundled, *imported]) for name, imported in made.items()}
        return {**super()._tables, **tables}

    def imported(self, name: str) -> list[Entity]:
        """Return the imported rows for the name of tables: all as targets, those with a minimum weight, or none."""
        least = {KNOWN: float("inf"), TARGETS: 0.0} | {name_of(weight): float(weight) for weight in LEAST_WEIGHTS}
        return (
            [replace(entity, target=entity.weight >= least[name]) for entity in self._weighed] if name in least else []
        )

    @cached_property
    def _weighed(self) -> list[Entity]:
        weights: dict[tuple[str, str], float] = {}
        for entity in bundled_entities():
            for form in (entity.name, *entity.aliases):
                key = entity.kind, fold(form)
                weights[key] = max(weights.get(key, 0), entity.weight)
        rows = load_entities([self.split.folder.parent / "distractors.jsonl.gz"])
        return [replace(row, weight=weights.get((row.kind, fold(row.name)), 0)) for row in rows]


if __name__ == "__main__":
    main()
