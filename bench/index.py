"""Cost of searching, opening and using a table of a million names: `python bench/index.py BENCH [--size 1000000] [--only …]`.

Everything is measured in one run, each part in its own process with one thread, and compared: designs of the search with an
exhaustive scan, the pipeline with spaCy's NER alone and with the bundled table, opening with `spacy.load()`. Times are
processor times, except for ratios to `spacy.load()`, which are wall-clock times. The names are the split's own table, the
bundled table, the distractors of the benchmark and generated persons.
"""
# ruff: noqa: PLC0415 - each measurement imports what it measures, when it measures it

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

GENERATED_QUERIES = 600
PLACES = (1, 5, 20, 100)
BATCH = 16
"""Approximate number of names in a document."""
SIZES = (10_000, 100_000, 1_000_000, 3_000_000)
OPENINGS = 5
REST = "everything else"


def main() -> None:
    """Print all parts, or run one measurement for another process of this script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--size", type=int, default=1_000_000, help="entities")
    parser.add_argument("--only", choices=("search", "pipeline", "opening", "growth"), help="one part of all")
    parser.add_argument("--measure", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        what, *arguments = options.measure
        print(json.dumps(MEASURES[what](options.bench, options.size, *arguments)))
        return
    with tempfile.TemporaryDirectory(prefix="namefix-") as folder:
        for name, show in PARTS.items():
            if options.only in (None, name):
                show(options.bench, options.size, Path(folder))


def measure(bench: Path, size: int, *what: str) -> dict[str, Any]:
    """Measure once in a fresh process with one thread."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, __file__, str(bench), "--size", str(size), "--measure", *what]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def show_search(bench: Path, size: int, _: Path) -> None:
    """Print recall and time of each design."""
    from designs import DESIGNS

    scan: dict[str, Any] = {}
    for number, name in enumerate(DESIGNS):
        found = measure(bench, size, "search", name)
        if number == 0:
            scan = found
            print(f"Search: {found['names']:,} distinct names of {size:,} entities; places are distinct names")
            print("time: of the scan's median; build and memory: seconds, MB beside the names")
            header = "".join(f"{kind}@{place:<5}" for kind in ("dev", "gen") for place in PLACES)
            print(f"{'design':32}{header}{'median':>9}{'99 %':>9}{'batched':>9}{'build':>8}{'MB':>8}")
        recall = "".join(f"{found[kind][str(place)]:<9.3f}" for kind in ("dev", "gen") for place in PLACES)
        unit = scan["median"]
        batched = f"1/{unit / found['batched']:<5.0f}" if found["batched"] else ""
        times = f"1/{unit / found['median']:<5.0f}  1/{unit / found['slow']:<5.0f}  {batched:7}"
        print(f"{name:32}{recall}{times}{found['build']:8.0f}{found['megabytes']:8.0f}", flush=True)
    counts = f"{scan['dev']['count']} garbled names of dev, {scan['gen']['count']} generated"
    print(f"the scan's median: {1000 * scan['median']:.0f} ms; {counts}\n")


def time_search(bench: Path, size: int, name: str) -> dict[str, Any]:
    """Build one design and search all garbled names."""
    from designs import DESIGNS, nearest
    from million import dev_queries, generated_queries, target_table

    from namefix.names.folding import fold, fold_many
    from namefix.names.target_language import english
    from namefix.table.forms import forms_of

    entities = target_table(bench, size)
    folded = fold_many([form.text for entity in entities for form in forms_of(entity, english())])
    names = sorted(filter(None, set(folded)))
    queries = {"dev": dev_queries(bench), "gen": generated_queries(entities, GENERATED_QUERIES)}
    del entities, folded
    gc.collect()
    before = proportional_megabytes(os.getpid())
    start = time.process_time()
    design = DESIGNS[name](names)
    found: dict[str, Any] = {"names": len(names), "build": time.process_time() - start}
    gc.collect()
    found["megabytes"] = proportional_megabytes(os.getpid()) - before
    took = []
    for kind, asked in queries.items():
        ranks = []
        for query in asked:
            start = time.process_time()
            nearby = nearest(design, fold(query.garbled), PLACES[-1])
            took.append(time.process_time() - start)
            ranks.append(next((at for at, near in enumerate(nearby) if near.replace(" ", "") in query.right), size))
        found[kind] = {place: sum(rank < place for rank in ranks) / len(ranks) for place in PLACES}
        found[kind]["count"] = len(asked)
    found["median"], found["slow"] = statistics.median(took), statistics.quantiles(took, n=100)[-1]
    found["batched"] = None
    if hasattr(design, "batch"):
        garbled = [fold(query.garbled) for asked in queries.values() for query in asked]
        start = time.process_time()
        for at in range(0, len(garbled), BATCH):
            design.batch(garbled[at : at + BATCH])
        found["batched"] = (time.process_time() - start) / len(garbled)
    return found


def show_pipeline(bench: Path, size: int, folder: Path) -> None:
    """Print the time of the whole pipeline with large tables."""
    compiled = [str(build(bench, size, kind, folder)["path"]) for kind in ("known", "target")]
    found = measure(bench, size, "pipeline", *compiled)
    print(f"Pipeline: {found['documents']} documents of dev, one thread, in turn")
    print(f"{'table':48}{'/ bare NER':>12}{'/ bundled':>12}")
    for name, took in found["took"].items():
        print(f"{name:48}{took / found['ner']:12.3f}{took / found['took']['bundled table']:12.3f}")
    print("where it goes with known names, of bare NER:")
    for stage, took in sorted(found["stages"].items(), key=lambda item: -item[1]):
        print(f"  {stage:32}{took / found['ner']:6.3f}")
    print(flush=True)


def time_pipeline(bench: Path, size: int, known: str, target: str) -> dict[str, Any]:
    """Process batches of documents by NER alone and by the fixers in turn."""
    from speed import BATCH as DOCUMENTS
    from speed import WARM_UP, Stopwatch, texts_of

    import namefix
    from namefix.detect.ner import load_pipeline

    texts = texts_of(bench)
    fixers = {
        "bundled table": namefix.load(),
        f"compiled, {size:,} entities, imported ones known": namefix.load(known),
        f"compiled, {size:,} entities, all are targets": namefix.load(target),
    }
    nlp = load_pipeline(fixers["bundled table"].config.pipeline)
    ways: list[tuple[str, Callable[[Sequence[str]], Iterator[Any]]]] = [("ner", nlp.pipe)]
    ways += [(name, fixer.fix_many) for name, fixer in fixers.items()]
    for _, way in ways:
        list(way([WARM_UP]))
    took: Counter[str] = Counter()
    for at in range(0, len(texts), DOCUMENTS):
        for name, way in ways:
            start = time.process_time()
            list(way(texts[at : at + DOCUMENTS]))
            took[name] += time.process_time() - start
        ways = [*ways[1:], ways[0]]
    watch = Stopwatch()
    profiled = namefix.load(known)
    watch.follow(profiled)
    start = time.process_time()
    list(profiled.fix_many(texts))
    watch.seconds[REST] = time.process_time() - start - sum(watch.seconds.values())
    return {"documents": len(texts), "ner": took.pop("ner"), "took": took, "stages": watch.seconds}


def show_opening(bench: Path, size: int, folder: Path) -> None:
    """Print the time of opening a table and its memory, alone and shared."""
    for kind in ("known", "target"):
        built = build(bench, size, kind, folder)
        path = str(built["path"])
        pairs = [
            (measure(bench, size, "spacy"), measure(bench, size, "open", path), measure(bench, size, "fixer", path))
            for _ in range(OPENINGS)
        ]
        print(
            f"Opening: {size:,} entities, imported ones {kind}; {built['size']:.0f} MB, built in {built['seconds']:.0f} s"
        )
        for at, what in ((1, "the table alone"), (2, "the fixer without spaCy")):
            ratio = statistics.median(pair[at]["seconds"] / pair[0]["seconds"] for pair in pairs)
            print(f"  / spacy.load()                    {ratio:6.3f}   {what}, median of {OPENINGS}")
        alone, shared = measure(bench, size, "memory", path, "1"), measure(bench, size, "memory", path, "2")
        print(
            f"  proportional set size after dev   {alone['megabytes']:6.0f} MB more than with the bundled table, one process"
        )
        print(
            f"                                    {shared['megabytes']:6.0f} MB each, two processes at once\n",
            flush=True,
        )


def open_spacy(bench: Path, size: int) -> dict[str, Any]:
    """Load the pipeline like users of spaCy."""
    import spacy

    from namefix.config import Config

    return timed(lambda: spacy.load(Config().pipeline))


def open_table(bench: Path, size: int, path: str) -> dict[str, Any]:
    """Map a compiled table."""
    from namefix.table import load_table

    return timed(lambda: load_table([path], bundled=True))


def open_fixer(bench: Path, size: int, path: str) -> dict[str, Any]:
    """Load a fixer with a compiled table."""
    import spacy  # noqa: F401 - so that both begin alike

    from namefix.api import load

    return timed(lambda: load(path, pipeline=None))


def timed(opened: Callable[[], object]) -> dict[str, Any]:
    """Return the wall-clock time of opening something."""
    start = time.perf_counter()
    kept = opened()
    return {"seconds": time.perf_counter() - start, "kept": repr(type(kept))}


def weigh(bench: Path, size: int, path: str, processes: str) -> dict[str, Any]:
    """Return the additional memory of a compiled table in each of several processes that have repaired dev."""
    with repairing(bench, [], 1) as [bundled], repairing(bench, [path], int(processes)) as ours:
        return {"megabytes": statistics.mean(ours) - bundled}


@contextmanager
def repairing(bench: Path, tables: Sequence[str], count: int) -> Iterator[list[float]]:
    """Return the proportional set sizes of running processes that have repaired all texts, in MB."""
    command = [sys.executable, __file__, str(bench), "--measure", "repair", *tables]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(count)
    ]
    try:
        for process in running:
            process.stdout.readline()
        yield [proportional_megabytes(process.pid) for process in running]
    finally:
        for process in running:
            process.communicate("\n")


def repair_and_wait(bench: Path, size: int, *tables: str) -> dict[str, Any]:
    """Repair all texts, report it, and wait for the signal to end."""
    from speed import texts_of

    import namefix

    fixer = namefix.load(*tables)
    for _ in fixer.fix_many(texts_of(bench)):
        pass
    print("done", flush=True)
    sys.stdin.readline()
    return {}


def proportional_megabytes(pid: int) -> float:
    """Return the memory of a process, with proportional shares of shared pages (Linux)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1e3


def show_growth(bench: Path, size: int, folder: Path) -> None:
    """Print the growth of cost with the size of a table of targets."""
    print("Growth: all entities are targets; time per name searched, in batches as of a document")
    columns = {"entities": 10, "forms": 11, "build s": 9, "build MB": 10, "file MB": 9, "open ms": 9, "µs a name": 11}
    print("".join(f"{column:>{width}}" for column, width in columns.items()) + f"{'/ first':>9}")
    first = 0.0
    for entities in SIZES:
        built = build(bench, entities, "target", folder)
        found = measure(bench, entities, "grow", str(built["path"]))
        first = first or found["a name"]
        print(
            f"{entities:10,}{found['forms']:11,}{built['seconds']:9.0f}{built['megabytes']:10.0f}{built['size']:9.0f}"
            f"{1e3 * found['seconds']:9.0f}{1e6 * found['a name']:11.0f}{found['a name'] / first:9.2f}",
            flush=True,
        )


def search_compiled(bench: Path, size: int, path: str) -> dict[str, Any]:
    """Open a compiled table and search all garbled names of dev and the same number of generated ones."""
    from million import dev_queries, generated_queries, target_table

    from namefix.candidates.index import CandidateIndex
    from namefix.config import Config
    from namefix.table import load_table

    queries = dev_queries(bench) + generated_queries(target_table(bench, SIZES[0]), GENERATED_QUERIES)
    surfaces = [query.garbled for query in queries]
    start = time.perf_counter()
    table = load_table([path], bundled=True)
    opened = time.perf_counter() - start
    limit = Config().max_candidates
    CandidateIndex(table).search_many(surfaces, limit)
    index = CandidateIndex(table)
    start = time.process_time()
    for at in range(0, len(surfaces), BATCH):
        index.search_many(surfaces[at : at + BATCH], limit)
    took = time.process_time() - start
    return {"seconds": opened, "a name": took / len(surfaces), "forms": sum(len(part.forms) for part in table.parts)}


def build(bench: Path, size: int, kind: str, folder: Path) -> dict[str, Any]:
    """Compile a table in a separate process, once in a run."""
    noted = folder / f"{kind}-{size}.json"
    if not noted.exists():
        noted.write_text(json.dumps(measure(bench, size, "build", kind, str(folder))), encoding="utf-8")
    return json.loads(noted.read_text(encoding="utf-8"))


def time_build(bench: Path, size: int, kind: str, folder: str) -> dict[str, Any]:
    """Compile a table of entities in memory."""
    from million import known_table, target_table

    from namefix.table.compiled import compile_table

    entities = (known_table if kind == "known" else target_table)(bench, size)
    path = Path(folder) / f"{kind}-{size}.nfx"
    start = time.process_time()
    with path.open("xb") as file:
        compile_table(entities, file)
    took = time.process_time() - start
    return {"path": str(path), "seconds": took, "size": path.stat().st_size / 1e6, "megabytes": peak_megabytes()}


def peak_megabytes() -> float:
    """Return the peak memory of this process."""
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


PARTS = {"search": show_search, "pipeline": show_pipeline, "opening": show_opening, "growth": show_growth}
MEASURES: dict[str, Callable[..., dict[str, Any]]] = {
    "search": time_search,
    "pipeline": time_pipeline,
    "spacy": open_spacy,
    "open": open_table,
    "fixer": open_fixer,
    "memory": weigh,
    "repair": repair_and_wait,
    "grow": search_compiled,
    "build": time_build,
}

if __name__ == "__main__":
    main()
