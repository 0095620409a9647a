"""NameFixer: detect, candidates, score, decide, rewrite; nothing else knows the order."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from itertools import islice
from typing import Self

from namefix import registry
from namefix.candidates import has_stray_word, is_longer_or_shorter, is_settled, one_form_an_entity
from namefix.candidates.index import CandidateIndex
from namefix.candidates.present import present_forms
from namefix.config import Config
from namefix.datatypes import Candidate, CorrectedText, Document, Entity, ScoredCandidate
from namefix.decide import Judge, decide
from namefix.decide.calibrator import SHIPPED, Calibrator
from namefix.decide.reason import Explainer
from namefix.detect import detect_mentions
from namefix.errors import ConfigError
from namefix.rewrite import compose, rewrite
from namefix.score import score_candidates
from namefix.table import join_tables, load_entities
from namefix.table.bundled import bundled_entities
from namefix.table.name_table import NameTable
from namefix.table.style import load_style

_MAX_ROUNDS = 4
"""Repairs bring right names into the text, which are evidence for others; more than three rounds were never needed."""

_CHUNK = 16
"""Texts that a worker process takes at once."""


class NameFixer:
    """Repairs the names of texts against a table; built once, used for any number of texts.

    Args:
        entities: The knowledge base.
        config: All settings; its `tables` and `bundled` only say where `entities` come from.
        calibrator: The parameters of the probability, by default those that the configuration names.

    Raises:
        ConfigError: If detectors, scorers, style and calibrator do not fit.
        ModelNotFoundError: If the spaCy pipeline of the configuration is not installed.

    Example:
        >>> from namefix.datatypes import Entity
        >>> macron = Entity("person/emmanuel-macron", "person", "Emmanuel Macron", weight=150)
        >>> fixer = NameFixer([macron], Config(pipeline=None))
        >>> fixer.fix("Emmanuel Makron came; Mr Makron spoke.").text
        'Emmanuel Macron came; Mr Macron spoke.'
    """

    def __init__(
        self, entities: Iterable[Entity], config: Config | None = None, calibrator: Calibrator | None = None
    ) -> None:
        self.config = config = config or Config()
        self.table = NameTable(entities)
        self._index = CandidateIndex(self.table.forms)
        self._scorers = {name: registry.load("scorer", name)() for name in config.scorers}
        has_own = any(not form.entity.is_bundled for form in self.table.forms)
        calibrator = calibrator or Calibrator.read(config.calibrator or SHIPPED[has_own])
        calibrator.check(self._scorers)
        style = load_style(config.style, self.table)
        self._judge = Judge(calibrator, calibrator.policy(config), style, Explainer(self._scorers))
        options = {"ner": {"pipeline": config.pipeline}}
        names = [name for name in config.detectors if name != "ner" or config.pipeline is not None]
        self._detectors = [registry.load("detector", name)(self.table, **options.get(name, {})) for name in names]

    @classmethod
    def from_config(cls, config: Config, calibrator: Calibrator | None = None) -> Self:
        """Build a fixer with the tables that the configuration names."""
        if not config.tables and not config.bundled:
            raise ConfigError("no table: give one, or set bundled=True")
        with _without_garbage_collection():
            return cls(
                join_tables(load_entities(config.tables), bundled_entities() if config.bundled else []),
                config,
                calibrator,
            )

    def fix(self, text: str) -> CorrectedText:
        """Repair the names of one text.

        Returns:
            The repaired text with its edits and, for every mention, the decision and its reasons. Fixing the result
            again changes nothing.
        """
        return next(self.fix_many([text]))

    def fix_many(self, texts: Iterable[str], *, jobs: int = 1) -> Iterator[CorrectedText]:
        """Repair many texts; yield the results in order while texts are read, with constant memory.

        Args:
            texts: May be endless.
            jobs: Processes to share the work; each loads the table by itself.
        """
        if jobs < 1:
            raise ConfigError(f"jobs must be 1 or more, got {jobs}")
        if jobs > 1:
            yield from self._fix_in_processes(texts, jobs)
            return
        for document in detect_mentions(texts, self._detectors, self.table):
            result = self._repair(document)
            for _ in range(_MAX_ROUNDS):
                if not result.edits:
                    break
                again = self._repair(next(detect_mentions([result.text], self._detectors, self.table)))
                if not again.edits:
                    break
                result = compose(result, again)
            yield result

    def score(self, document: Document) -> list[ScoredCandidate]:
        """Return the scored candidates of a document, one set for each distinct surface form."""
        surfaces = [
            surface for surface, (mention, *_) in document.by_surface.items() if not is_settled(mention, self.table)
        ]
        found = self._index.search_many(surfaces, self.config.max_candidates)
        present = present_forms(surfaces, document)
        candidates = [
            Candidate(document.by_surface[surface][0], form)
            for surface, *lists in zip(surfaces, found, present, strict=True)
            for form in one_form_an_entity(*lists)
            if not (is_longer_or_shorter(surface, form.text) or has_stray_word(surface, form.text))
        ]
        return score_candidates(candidates, document, self._scorers)

    def with_calibrator(self, calibrator: Calibrator) -> Self:
        """Return a fixer that shares everything with this one but the parameters of the probability."""
        calibrator.check(self._scorers)
        other = copy(self)
        other._judge = replace(self._judge, calibrator=calibrator, policy=calibrator.policy(self.config))
        return other

    def detect(self, texts: Iterable[str]) -> Iterator[Document]:
        """Yield each text as a document with all spans that may be names."""
        return detect_mentions(texts, self._detectors, self.table)

    def _repair(self, document: Document) -> CorrectedText:
        return rewrite(document, decide(self.score(document), document, self._judge))

    def _fix_in_processes(self, texts: Iterable[str], jobs: int) -> Iterator[CorrectedText]:
        texts = iter(texts)
        context = multiprocessing.get_context("spawn")
        entities = tuple(self.table.entities.values())
        with ProcessPoolExecutor(jobs, context, _start_worker, (entities, self.config, self._judge.calibrator)) as pool:
            waiting: deque[Future[list[CorrectedText]]] = deque()
            while True:
                while len(waiting) < 2 * jobs and (chunk := list(islice(texts, _CHUNK))):
                    waiting.append(pool.submit(_fix_chunk, chunk))
                if not waiting:
                    return
                yield from waiting.popleft().result()


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Keep the collector from walking over a hundred thousand new objects again and again: it takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_worker: NameFixer | None = None


def _start_worker(entities: Sequence[Entity], config: Config, calibrator: Calibrator) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process ends its workers
    global _worker  # noqa: PLW0603 - a worker process has one fixer for its life
    _worker = NameFixer(entities, config, calibrator)


def _fix_chunk(texts: Sequence[str]) -> list[CorrectedText]:
    if _worker is None:
        raise RuntimeError("the worker process was not started by NameFixer")
    return list(_worker.fix_many(texts))
