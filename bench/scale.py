"""Throughput, memory and growth of namefix over many articles: `python bench/scale.py BENCH_DIR [--texts 2000] [--spark]`.

Articles of 500 words are made of shuffled paragraphs of the benchmark. Their names are shuffled too, and some of them are
invented by joining parts of two names, so that caches do not flatter. Each line is measured in new processes, after a warm-up.
The time is that of the clock, for which the machine must do nothing else, and the processor time of all processes.
"""
# ruff: noqa: PLC0415 - each measurement imports what it measures

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import psutil

SEED = 17
WORDS = 500
"""Minimum number of words in an article."""
INVENTED = 0.2
"""Share of the words of names that are joined from the parts of two others."""
WARM_UP = 0.1
"""Share of the articles that are repaired before the measurement."""
LEAST_TEXTS = 640
"""Minimum number of articles, ten times those that two processes repair ahead."""
STEPS = 5
"""Number of doublings over which growth is shown."""
MILLION = 1_000_000
SECONDS_AN_HOUR = 3600

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")


def main() -> None:
    """Print the figures, or run one measurement for another process of this script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--texts", type=int, default=2000, help="number of articles for each line")
    parser.add_argument("--spark", action="store_true", help="also measure one and two Spark executors; needs Java")
    parser.add_argument("--measure", choices=MEASURES, help=argparse.SUPPRESS)
    parser.add_argument("--processes", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(MEASURES[options.measure](options.bench, options.texts, options.processes)))
        return
    if options.texts < LEAST_TEXTS:
        parser.error(f"--texts must be {LEAST_TEXTS} or more, because processes repair texts ahead of the results")
    print(f"{options.texts:,} articles of {WORDS} words, bundled table; {os.cpu_count()} processors")
    show("processes", [measure("processes", options, count) for count in (1, 2)])
    if options.spark:
        show("Spark executors", [measure("spark", options, count) for count in (1, 2)])
    show_growth(measure("growth", options, 1)["steps"])


def measure(what: str, options: argparse.Namespace, processes: int) -> dict[str, Any]:
    """Measure once in a fresh process."""
    command = [sys.executable, __file__, str(options.bench), "--texts", str(options.texts)]
    done = subprocess.run(
        [*command, "--measure", what, "--processes", str(processes)],
        env=os.environ | {"PYSPARK_PYTHON": sys.executable},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def show(what: str, runs: list[dict[str, Any]]) -> None:
    """Print the throughput, cost and memory with one and two processes."""
    for number, run in enumerate(runs, start=1):
        hours = run["processor"] / run["texts"] * MILLION / SECONDS_AN_HOUR
        print(f"{number} {what}: {run['texts'] / run['clock']:8.1f} articles a second", end="")
        print(f"{hours:8.1f} core hours a million, {run['megabytes']:5.0f} MB a process, shared memory divided")
    one, two = (run["texts"] / run["clock"] for run in runs)
    print(f"throughput of 2 {what} / 1:  {two / one:.2f}")


def show_growth(steps: list[dict[str, float]]) -> None:
    """Print cost and memory at each doubling of the articles of one process."""
    print("articles of one process   core hours a million since the line above   MB")
    for before, step in zip([{"texts": 0, "processor": 0.0}, *steps], steps, strict=False):
        each = (step["processor"] - before["processor"]) / (step["texts"] - before["texts"])
        print(f"{step['texts']:23,.0f}{each * MILLION / SECONDS_AN_HOUR:41.1f}{step['megabytes']:8.0f}")


def articles(bench: Path) -> Iterator[str]:
    """Yield an endless sequence of articles."""
    from split import Split

    dev = Split(bench / "dev")
    paragraphs = sorted({line for text in dev.texts.values() for line in text.split("\n") if len(line.split()) > 20})
    words = sorted({word for line in paragraphs for name in _NAME.findall(line) for word in name.split()})
    lots = random.Random(SEED)

    def word(_: re.Match[str]) -> str:
        drawn, other = lots.choices(words, k=2)
        return drawn[: len(drawn) // 2] + other[len(other) // 2 :] if lots.random() < INVENTED else drawn

    def rename(name: re.Match[str]) -> str:
        return re.sub(r"\w+", word, name.group())

    while True:
        chosen: list[str] = []
        while sum(len(line.split()) for line in chosen) < WORDS:
            chosen.append(_NAME.sub(rename, lots.choice(paragraphs)))
        yield "\n\n".join(chosen)


def family() -> list[psutil.Process]:
    """Return this process and all that it started."""
    own = psutil.Process()
    return [own, *own.children(recursive=True)]


def processor_time(processes: Iterable[psutil.Process]) -> float:
    """Return the seconds of processor time that processes have used."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def megabytes(processes: list[psutil.Process]) -> float:
    """Return the mean memory of processes; what several of them share is divided among them (Linux only)."""
    return sum(process.memory_full_info().pss for process in processes) / len(processes) / (1 << 20)


def repair(bench: Path, texts: int, processes: int) -> dict[str, float]:
    """Repair articles with `fix_many`."""
    import namefix

    warm = int(texts * WARM_UP)
    made = list(islice(articles(bench), warm + texts))
    results = namefix.load().fix_many(made, jobs=processes)
    for _ in islice(results, warm):
        pass
    started, used = time.perf_counter(), processor_time(family())
    for _ in islice(results, texts - 1):
        pass
    next(results)
    clock, used = time.perf_counter() - started, processor_time(family()) - used
    workers = [worker for child in psutil.Process().children() for worker in child.children()] or family()
    return {"texts": texts, "clock": clock, "processor": used, "megabytes": megabytes(workers)}


def repair_with_spark(bench: Path, texts: int, processes: int) -> dict[str, float]:
    """Repair articles with Spark, in executor processes of one core."""
    from pyspark.sql import DataFrame, SparkSession

    from namefix.integrations.spark import fix_column

    session = SparkSession.builder.master(f"local-cluster[{processes},1,1024]").config("spark.ui.enabled", "false")
    spark = session.getOrCreate()
    made = articles(bench)

    def frame(count: int) -> DataFrame:
        rows = [(text,) for text in islice(made, count)]
        return spark.createDataFrame(rows, "text string").repartition(4 * processes).cache()

    def run(frame: DataFrame) -> None:
        fix_column(frame).write.format("noop").mode("overwrite").save()

    frames = [frame(max(int(texts * WARM_UP), 8 * processes)), frame(texts)]
    for one in frames:
        one.count()
    run(frames[0])
    started, used = time.perf_counter(), processor_time(family())
    run(frames[1])
    clock, used = time.perf_counter() - started, processor_time(family()) - used
    workers = [one for one in family() if "pyspark.daemon" in " ".join(one.cmdline())]
    figures = {"texts": texts, "clock": clock, "processor": used, "megabytes": megabytes(workers)}
    spark.stop()
    return figures


def grow(bench: Path, texts: int, _: int) -> dict[str, Any]:
    """Repair articles in one process, and note time and memory at each doubling."""
    import namefix

    results = namefix.load().fix_many(articles(bench))
    next(results)
    own, steps, done = psutil.Process(), [], 0
    start = processor_time([own])
    for size in (texts >> step for step in reversed(range(STEPS))):
        for _ in islice(results, size - done):
            pass
        done = size
        steps.append(
            {"texts": size, "processor": processor_time([own]) - start, "megabytes": own.memory_info().rss / (1 << 20)}
        )
    return {"steps": steps}


MEASURES = {"processes": repair, "spark": repair_with_spark, "growth": grow}


if __name__ == "__main__":
    main()
