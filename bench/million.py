"""Tables of any size, and garbled names of their entities, for `bench/index.py`.

Real names first (the split's own table, the bundled table, the distractors of the benchmark), then generated persons: a
given name with its real frequency, and one or two surnames from the transliteration pairs of `data/README.md`.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from garbles import Garbler, roads
from split import Split

from namefix.datatypes import Entity
from namefix.names.folding import fold
from namefix.names.name import name_of
from namefix.names.target_language import english
from namefix.table import load_entities
from namefix.table.bundled import bundled_entities
from namefix.table.name_table import forms_of

SEED = 6
DOUBLE_SURNAME = 0.08
"""Share of generated persons with two surnames."""
LEAST_LETTERS = 4
"""Minimum length of a garbled name; shorter ones are ambiguous."""


class Query(NamedTuple):
    """A garbled name and the squashed spellings of the table that are correct."""

    garbled: str
    right: frozenset[str]


def real_entities(bench: Path, own: list[Entity]) -> list[Entity]:
    """Return entities, the bundled table and the distractors, without repeated names except in the bundled table."""
    with gzip.open(bench / "distractors.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    distractors = [Entity(row["id"], row["kind"], row["name"], tuple(row["aliases"])) for row in rows]
    bundled = bundled_entities()
    names = {fold(entity.name) for entity in (*own, *bundled)}
    others = [entity for entity in distractors if name_of(entity.name).squashed and fold(entity.name) not in names]
    return [*own, *bundled, *others]


def generated_entities(real: list[Entity]) -> Iterator[Entity]:
    """Yield an endless sequence of invented persons with distinct names."""
    lots = random.Random(SEED)
    given = Counter(entity.name.split()[0] for entity in real if entity.kind == "person" and " " in entity.name)
    words = sorted({word for natives, _ in roads().values() for word in natives if 2 < len(word) < 13})
    surnames = [word.capitalize() for word in words if not english().is_plain(word)]
    seen = {fold(entity.name) for entity in real}
    names, weights = list(given), list(accumulate(given.values()))
    number = 0
    while True:
        first = lots.choices(names, cum_weights=weights)[0]
        surname = lots.choice(surnames)
        if lots.random() < DOUBLE_SURNAME:
            surname = f"{surname}-{lots.choice(surnames)}"
        name = f"{first} {surname}"
        if fold(name) not in seen:
            seen.add(fold(name))
            number += 1
            yield Entity(f"person/generated-{number:07}", "person", name)


def target_table(bench: Path, size: int) -> list[Entity]:
    """Return a number of targets, those of the split's own table first."""
    real = real_entities(bench, load_entities([Split(bench / "dev").table]))[:size]
    made = generated_entities(real)
    entities = [*real, *(next(made) for _ in range(size - len(real)))]
    return [replace(entity, target=True) for entity in entities if entity.kind != "other"]


def known_table(bench: Path, size: int) -> list[Entity]:
    """Return the bundled table with names that are only known, a number of entities in all."""
    real = real_entities(bench, [])
    made = generated_entities(real)
    entities = [*real, *(next(made) for _ in range(size - len(real)))]
    return [entity if entity.is_bundled else replace(entity, target=False) for entity in entities]


def dev_queries(bench: Path) -> list[Query]:
    """Return the distinct garbled names of dev with all forms of their entities."""
    split = Split(bench / "dev")
    forms = {
        entity.name: frozenset(name_of(form.text).squashed for form in forms_of(entity, english()))
        for entity in load_entities([split.table])
    }
    rows = (row for rows in split.gold.values() for row in rows if row["type"] == "garble")
    queries = {(row["surface"], row["entity"]) for row in rows if row["entity"] in forms}
    return [Query(surface, forms[entity]) for surface, entity in sorted(queries)]


def generated_queries(entities: list[Entity], count: int) -> list[Query]:
    """Return garbled forms of some entities, each with the spelling that was garbled."""
    lots, garbler = random.Random(SEED), Garbler(SEED)
    queries = []
    while len(queries) < count:
        text = lots.choice(forms_of(lots.choice(entities), english())).text
        garbled = garbler.garble(text) if len(name_of(text).squashed) >= LEAST_LETTERS else None
        if garbled and name_of(garbled).squashed != name_of(text).squashed:
            queries.append(Query(garbled, frozenset([name_of(text).squashed])))
    return queries
