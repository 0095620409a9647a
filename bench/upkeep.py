"""Time and peak memory of `namefix table check`, `merge` and `diff` for tables of any size, without temporary files.

    python bench/upkeep.py --rows 1000000

The first table has invented people and places, a tenth of them targets. Half of the rows of the second table have ids of
the first, a quarter its names under other ids, and a quarter is new.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from foreign import CODES, SEED, Names

from namefix import Entity
from namefix.table.writing import json_line_of

ROLES = "mayor minister senator judge footballer singer writer painter physicist ambassador".split()


def first_table(rows: int) -> Iterator[Entity]:
    names = Names(SEED)
    for at in range(rows):
        name, country = names.name(2 if at % 4 else 1), names.lots.choice(CODES)
        person = bool(at % 4)
        yield Entity(
            f"made/{at}",
            "person" if person else "place",
            name,
            aliases=(names.name(2),) if at % 3 == 0 else (),
            native=(names.cyrillic(name), names.han(name)) if at % 2 else (),
            country=country,
            roles=(names.lots.choice(ROLES),) if person and at % 3 else (),
            weight=names.weight(),
            target=at % 10 == 0,
        )


def second_table(rows: int) -> Iterator[Entity]:
    lots, names = random.Random(SEED + 1), Names(SEED + 2)
    for at, entity in enumerate(first_table(rows)):
        if at % 4 < 2:
            yield replace(entity, weight=entity.weight + lots.randint(0, 1), native=())
        elif at % 4 == 2:
            yield replace(entity, id=f"other/{at}", roles=())
        else:
            yield replace(entity, id=f"other/{at}", name=names.name(2))


def write(path: Path, entities: Iterator[Entity]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(map(json_line_of, entities))


def measure(name: str, *arguments: str | Path) -> None:
    """Run a table command in a separate process and print its cost."""
    code = "import sys; from namefix.cli.command_line import main; main(sys.argv[1:])"
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", code, "table", *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    told = process.stderr.read().decode() if process.stderr else ""
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(told)
    took, processor = time.monotonic() - started, used.ru_utime + used.ru_stime
    print(f"{name:28} {took:8.0f} {processor:8.0f} {used.ru_maxrss / 1024:8.0f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        one, other, merged = (Path(folder) / name for name in ("one.jsonl", "other.jsonl", "merged.jsonl"))
        write(one, first_table(rows))
        write(other, second_table(rows))
        print(f"{f'{rows:,} rows a table':28} {'s':>8} {'s of cpu':>8} {'MB':>8}")
        measure("check", "check", one)
        measure("merge", "merge", one, other, "--output", merged, "--report", Path(folder) / "report.csv")
        measure("check of what was merged", "check", merged)
        measure("diff", "diff", one, merged)


if __name__ == "__main__":
    main()
