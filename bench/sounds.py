"""Ranking of entities for garbled names by similarity alone, without context.

    python bench/sounds.py BENCH_DIR [--split dev]

Every garbled name of the split is compared with all forms of the split's own table: names, aliases, and their last words.

    top 1    share of names with a form of the correct entity ranked first; ties count proportionally
    rec@2%   the same below the distance at which 2 % of the names match a form after their entity has been removed from
             the table
    us/pair  processor time for one pair of names, in microseconds
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from namefix.names.name import name_of
from namefix.names.sound_model import sound_distances

FALSE_MATCHES = 0.02
Distances = npt.NDArray[np.float64]


def spelling_distances(names: Sequence[str], forms: Sequence[str]) -> Distances:
    """Return 1 - RapidFuzz's ratio of every squashed name (row) to every squashed form (column)."""
    return 1 - process.cdist(names, forms, scorer=fuzz.ratio, dtype=np.float64) / 100


def prefix_distances(names: Sequence[str], forms: Sequence[str]) -> Distances:
    """Return 1 - Jaro-Winkler similarity."""
    return 1 - process.cdist(names, forms, scorer=JaroWinkler.similarity, dtype=np.float64)


def learned_distances(names: Sequence[str], forms: Sequence[str]) -> Distances:
    """Return the distances of the learned sound model."""
    return np.array([sound_distances([(name_of(name), name_of(form)) for form in forms]) for name in names])


MEASURES: dict[str, Callable[[Sequence[str], Sequence[str]], Distances]] = {
    "RapidFuzz ratio": spelling_distances,
    "Jaro-Winkler": prefix_distances,
    "learned sound model": learned_distances,
}


def main() -> None:
    """Print one line for each measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--split", default="dev")
    options = parser.parse_args()
    names, entities = read_garbles(options.bench / options.split)
    forms, owners = read_forms(options.bench / options.split)
    is_right = np.array([[entity in of for of in owners] for entity in entities])
    print(f"{options.split}: {len(names)} garbled names, {len(forms)} forms")
    print(f"{'':20}{'top 1':>8}{'rec@2%':>8}{'us/pair':>9}")
    for title, measure in MEASURES.items():
        start = time.process_time()
        distances = measure(names, forms)
        seconds = time.process_time() - start
        top, recall = figures(distances, is_right)
        print(f"{title:20}{top:8.3f}{recall:8.3f}{seconds / distances.size * 1e6:9.2f}", flush=True)


def read_garbles(folder: Path) -> tuple[list[str], list[str]]:
    """Return the distinct garbled names, squashed, and the entity of each."""
    rows = [row for row in read(folder / "gold.jsonl") if row["type"] == "garble"]
    entity = {(row["surface"], row["replacement"]): row["entity"] for row in reversed(rows)}
    pairs = sorted(entity)
    return [name_of(surface).squashed for surface, _ in pairs], [entity[pair] for pair in pairs]


def read_forms(folder: Path) -> tuple[list[str], list[set[str]]]:
    """Return the squashed forms of the table with the names of their entities."""
    owners: dict[str, set[str]] = {}
    for row in read(folder / "table.jsonl"):
        for form in (row["name"], *(row["aliases"] or [])):
            for text in (form, form.split()[-1]):
                owners.setdefault(name_of(text).squashed, set()).add(row["name"])
    owners.pop("", None)
    return list(owners), list(owners.values())


def read(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def figures(distances: Distances, is_right: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Return top 1 and rec@2%."""
    right = np.where(is_right, distances, np.inf).min(axis=1)
    others = np.where(is_right, np.inf, distances).min(axis=1)
    threshold = np.quantile(others, FALSE_MATCHES)
    share = np.where(right < others, 1.0, np.where(right == others, 0.5, 0.0))
    return float(share.mean()), float((share * (right < threshold)).mean())


if __name__ == "__main__":
    main()
