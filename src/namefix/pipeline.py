"""NameFixer: runs the stages detect, candidates, score, decide and rewrite; only this module knows their order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from functools import cached_property, partial
from itertools import islice
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Self

from namefix import registry
from namefix.candidates import Candidates, find_candidates
from namefix.candidates.index import CandidateIndex
from namefix.config import Config
from namefix.datatypes import Document, Entity, Mention, ScoredCandidate, Translation
from namefix.decide import Judge, decide
from namefix.decide.calibrator import Calibrator
from namefix.decide.reach import can_be_shown
from namefix.detect import detect_mentions
from namefix.detect.configured_names import ConfiguredNames, entities_of
from namefix.detect.doc_entities import GivenMentions
from namefix.errors import ConfigError
from namefix.judges import GivenCalibrators, judge_of
from namefix.protocols import Detector
from namefix.results import CorrectedText
from namefix.rewrite import compose, rewrite
from namefix.score import score_candidates
from namefix.source.native_forms import NativeForms
from namefix.source.reading import read_source
from namefix.source.translations import pair_with_sources, translation_of
from namefix.table import load_table
from namefix.table.bulk_loading import without_garbage_collection
from namefix.table.compiled import map_parts
from namefix.table.name_table import NameTable
from namefix.table.style import load_style
from namefix.worker_pool import WorkerPool

_log = logging.getLogger(__name__)

_MAX_ROUNDS = 4
"""Maximum number of rounds; the names written by repairs are new evidence. More than three were never needed."""

_MOST_READ = 100_000
"""Maximum number of entities whose native forms are searched in sources, because every process holds them in memory."""

_AT_ONCE = 64
"""Number of texts that are read before the first of them is repaired."""


class _Reading(NamedTuple):
    """A document with its source, its candidates, and their scores."""

    document: Document
    candidates: Candidates
    scored: list[ScoredCandidate]


class NameFixer:
    """Repairer of names in texts; built once, used for any number of texts.

    Args:
        entities: The entities of the knowledge base, or its table.
        config: The settings; `tables` and `bundled` are ignored in favour of `entities`.
        calibrator: The parameters of the probability, by default those of the settings.
        source_calibrator: The parameters for texts with their source.

    Raises:
        ConfigError: If a detector or style is unknown, or a curve of the calibrator has no scorer.
        ModelNotFoundError: If the configured spaCy pipeline is not installed.

    Example:
        >>> from namefix.datatypes import Entity
        >>> macron = Entity("person/emmanuel-macron", "person", "Emmanuel Macron", weight=150)
        >>> fixer = NameFixer([macron], Config(pipeline=None))
        >>> fixer.fix("Emmanuel Makron came; Mr Makron spoke.").text
        'Emmanuel Macron came; Mr Macron spoke.'
    """

    def __init__(
        self,
        entities: Iterable[Entity] | NameTable,
        config: Config | None = None,
        calibrator: Calibrator | None = None,
        source_calibrator: Calibrator | None = None,
    ) -> None:
        self.config = config = config or Config()
        table = entities if isinstance(entities, NameTable) else NameTable(entities)
        self.table = table.with_entities(entities_of(config.accepted, config.rejected))
        self._index = CandidateIndex(self.table)
        self._native_forms = NativeForms(self.table.best_known(_MOST_READ), self.table.language)
        self._style = load_style(config.style, self.table)
        self.calibrators = GivenCalibrators(calibrator, source_calibrator)
        self._judge = self._new_judge(has_source=False)
        self._detectors = {name: self._detector(registry.load("detector", name)) for name in config.detectors}
        self._configured_names = ConfiguredNames(self.table, config.accepted, config.rejected)

    def _detector(self, build: Any) -> Detector | None:
        """Return a detector, or None if it needs a pipeline and the settings have none."""
        if build.needs_pipeline:
            detector: Detector | None = build(self.table, self.config.pipeline) if self.config.pipeline else None
        else:
            detector = build(self.table)
        return detector

    @cached_property
    def _has_own(self) -> bool:
        return self.table.has_own

    @cached_property
    def _source_judge(self) -> Judge:
        return self._new_judge(has_source=True)

    def _new_judge(self, *, has_source: bool) -> Judge:
        return judge_of(self.config, self.calibrators, self._style, has_own=self._has_own, has_source=has_source)

    def _judge_of(self, document: Document) -> Judge:
        return self._source_judge if document.source else self._judge

    @classmethod
    def from_config(
        cls, config: Config, calibrator: Calibrator | None = None, source_calibrator: Calibrator | None = None
    ) -> Self:
        """Build a fixer with the configured tables."""
        if not config.tables and not config.bundled:
            raise ConfigError("no table: give one, or set bundled=True")
        with without_garbage_collection():
            table = load_table(config.tables, bundled=config.bundled)
            _log.info(
                "tables read: %d entities, %d files in addition to the bundled table",
                len(table.entities),
                len(config.tables),
            )
            return cls(table, config, calibrator, source_calibrator)

    def fix(self, text: str, *, source: str | None = None, source_language: str | None = None) -> CorrectedText:
        """Repair the names of one text.

        Args:
            text: The translation.
            source: The source of the translation, whose names are evidence.
            source_language: The ISO 639-1 code of the source; by default, its script decides.

        Returns:
            The repaired text with its edits, and a decision with its reason for every mention. Fixing the result again
            changes nothing.

        Raises:
            ConfigError: If the language is unknown.
            InputError: If the text or its source is not a string.

        Example:
            >>> from namefix.datatypes import Entity
            >>> starmer = Entity("person/keir-starmer", "person", "Keir Starmer", native=("Кир Стармер",), country="GB")
            >>> fixer = NameFixer([starmer], Config(pipeline=None))
            >>> fixer.fix("Mr Kiel Stamer spoke.", source="Выступил г-н Кир Стармер.").text
            'Mr Keir Starmer spoke.'
        """
        return next(self.fix_translations([translation_of(text, source, source_language)]))

    def fix_many(
        self,
        texts: Iterable[str],
        *,
        sources: Iterable[str | None] | None = None,
        source_languages: str | Iterable[str | None] | None = None,
        jobs: int = 1,
    ) -> Iterator[CorrectedText]:
        """Repair many texts; yield the results in order, in constant memory.

        Args:
            texts: The texts; may be endless.
            sources: The source of each text, None if it is not available.
            source_languages: The language code of each source, or one for all.
            jobs: The number of processes, which share one copy of the tables.

        Raises:
            ConfigError: If the language is unknown, or there are fewer or more sources than texts.
            InputError: If texts or sources are not several strings; the message names the number of a wrong one.
            WorkerError: If a process ends; the message names the text.
        """
        if not isinstance(jobs, int) or jobs < 1:
            raise ConfigError(f"jobs must be a whole number from 1 on, got {jobs!r}")
        return self.fix_translations(pair_with_sources(texts, sources, source_languages), jobs=jobs)

    def fix_translations(self, translations: Iterable[Translation], *, jobs: int = 1) -> Iterator[CorrectedText]:
        """Repair many texts with their sources, like `fix_many`."""
        if jobs > 1:
            # Windows keeps mapped files, so that they cannot be removed.
            with TemporaryDirectory(prefix="namefix-", ignore_cleanup_errors=True) as folder:
                table = map_parts(self.table, Path(folder))
                build = partial(NameFixer, table, self.config, *self.calibrators[:2])
                with WorkerPool(build, jobs) as pool:
                    yield from pool.map(_fix_all, translations, text_of=attrgetter("text"))
            return
        for translation, reading in self._readings(translations):
            yield self._in_rounds(reading, partial(self._read_again, translation))

    def _read_again(self, translation: Translation, result: CorrectedText) -> _Reading:
        [(_, reading)] = self._readings([translation._replace(text=result.text)])
        return reading

    def _readings(self, translations: Iterable[Translation]) -> Iterator[tuple[Translation, _Reading]]:
        """Yield each translation with its scored candidates; the pipeline is asked only if its answer can change an edit."""
        has_pipeline = any(detector and detector.needs_pipeline for detector in self._detectors.values())
        translations = iter(translations)
        while batch := list(islice(translations, _AT_ONCE)):
            texts = [translation.text for translation in batch]
            if not (has_pipeline and self.config.pipeline_on_demand):
                yield from zip(batch, map(self._reading, self.detect(texts), batch), strict=True)
                continue
            found = list(map(self._reading, self.detect(texts, with_pipeline=False), batch))
            asked = [
                at
                for at, one in enumerate(found)
                if can_be_shown(one.scored, one.document, self._judge_of(one.document))
            ]
            for at, document in zip(asked, self.detect([texts[at] for at in asked]), strict=True):
                found[at] = self._reading(document, batch[at])
            yield from zip(batch, found, strict=True)

    def _reading(self, document: Document, translation: Translation) -> _Reading:
        return self._scored(self.read(document, translation))

    def fix_found(self, translation: Translation, found: Sequence[Mention]) -> CorrectedText:
        """Repair a text with names found by another program; `found` replaces the mentions of the pipeline."""

        def read_again(result: CorrectedText) -> _Reading:
            document = next(self.detect([result.text], GivenMentions(found, result, self.table.language)))
            return self._reading(document, translation)

        return self._in_rounds(read_again(CorrectedText(translation.text, translation.text)), read_again)

    def _in_rounds(self, reading: _Reading, read_again: Callable[[CorrectedText], _Reading]) -> CorrectedText:
        result = self._repair(reading)
        for warning in result.warnings:
            _log.warning("source not used: %s", warning)
        for round_number in range(2, _MAX_ROUNDS + 2):
            if not result.edits:
                break
            again = self._repair(read_again(result))
            if not again.edits:
                break
            _log.debug("round %d: %d more edits", round_number, len(again.edits))
            result = compose(result, again)
        return result

    def read(self, document: Document, translation: Translation) -> Document:
        """Return a document with its source, if there is one that fits."""
        _, source, code = translation
        if source is None:
            return document
        return read_source(document, source, code, self._native_forms, reads_unlisted=self.config.source_names)

    def score(self, document: Document) -> list[ScoredCandidate]:
        """Return the scored candidates of a document, one set for each distinct surface form."""
        return self._scored(document).scored

    def _scored(self, document: Document) -> _Reading:
        candidates = find_candidates(document, self._index, self.table, self.config.max_candidates)
        scored = score_candidates(candidates.found, document, self._judge_of(document).scorers)
        return _Reading(document, candidates, scored)

    def with_calibrators(self, given: GivenCalibrators) -> Self:
        """Return a fixer with other parameters that shares everything else with this one; None keeps those of this one."""
        other = copy(self)
        kept = zip(given, self.calibrators, strict=True)
        other.calibrators = GivenCalibrators(*(new or old for new, old in kept))
        other._judge = other._new_judge(has_source=False)
        vars(other).pop("_source_judge", None)
        return other

    def detect(
        self, texts: Iterable[str], given: Detector | None = None, *, with_pipeline: bool = True
    ) -> Iterator[Document]:
        """Yield each text as a document with all spans that may be names; `given` replaces detectors with a pipeline."""
        detectors = [
            given or (detector if with_pipeline else None) if detector is None or detector.needs_pipeline else detector
            for detector in self._detectors.values()
        ]
        chosen = [self._configured_names, *(detector for detector in detectors if detector)]
        return detect_mentions(texts, chosen, self.table)

    def _repair(self, reading: _Reading) -> CorrectedText:
        document, candidates, scored = reading
        return rewrite(document, decide(scored, document, self._judge_of(document), candidates.refused))


def _fix_all(fixer: NameFixer, translations: Sequence[Translation]) -> list[CorrectedText]:
    return list(fixer.fix_translations(translations))
