"""Cross-validation: every document is repaired by a fixer fitted with all translations of its article held out."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from generated import Generated
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupKFold
from split import Split, group_of, language_of

from namefix.config import Config, Policy
from namefix.datatypes import Action, Entity, Translation
from namefix.decide.calibrator import SOURCE_NAMES, Calibrator, Reached, shipped
from namefix.decide.fit import Label, fit
from namefix.judges import GivenCalibrators
from namefix.names.similarity import likeness
from namefix.pipeline import NameFixer
from namefix.results import CorrectedText, Edit
from namefix.rewrite import edit_of
from namefix.source.native_forms import NativeForms
from namefix.table import join_tables, load_entities
from namefix.table.bundled import bundled_entities

FOLDS = {True: 10, False: 5}
"""Number of parts of the articles, with a table of the user and with the bundled one alone, which has three times the labels."""
WEIGHT_OF_GENERATED = {True: 0.1, False: 0.3}
"""Weight of a generated garble relative to a real one, with a table of the user and with the bundled one alone. At 1 they
outweigh the real ones: F0.5 with the own table falls from 0.87 to 0.83."""
WEIGHT_OF_HIDDEN_FOR_SOURCE_NAMES = {0.0: 1.0, 1.0: 0.5}
"""Weights of translations with all native forms of the bundled table and with none, where the source alone names its entities."""
WEIGHT_OF_HIDDEN = {True: {0.0: 0.5, 0.5: 0.3, 1.0: 0.2}, False: {0.0: 1.0}}
"""Weights of translations with all native forms of their entities, with half of them and with none, with a table of the user and
with the bundled one alone, beside which names that it lacks are read in the source."""
SEED = 3
EVERYTHING = Policy(replace=0.5, review=0.2)
"""The policy for computing results; thresholds are applied to their probabilities afterwards."""
GRID = [round(0.2 + 0.05 * step, 2) for step in range(16)]
"""Probabilities at which precision is measured."""

OWN, BUNDLED, ALONE = "own table", "own and bundled table", "bundled table alone"
AS_BUNDLED = "own table as if it were bundled"
HALF, OTHER_HALF = "half of the own table as if it were bundled", "its other half as if it were bundled"
KNOWN, TARGETS = "own, bundled, distractors known", "own, bundled, distractors as targets"
AS_IT_COMES = (ALONE, AS_BUNDLED, HALF, OTHER_HALF)
"""Tables without rows of a user, which have the parameters for the bundled table alone."""
LEARNED_WITH = {True: {OWN: 1.0, BUNDLED: 1.0}, False: {ALONE: 1.0, HALF: 0.5, OTHER_HALF: 0.5}}
"""Tables for fitting parameters on `dev`, with the weight of their labels: for users with a table, and for the bundled one alone.
The bundled table has few of the names of `dev`; with half of the own table it has as many as it has of any news."""
SELDOM, ONE_IN = 0.72, 8
"""Likeness below which surface forms without a correct candidate are easy, and the number of them for which one is learned from,
at as many times the weight, which leaves out a fifth of the candidates."""
LEARNED_WITH_SOURCE = {True: (OWN, BUNDLED), False: (ALONE, HALF)}
"""The same for texts with sources, which identify entities regardless of their table."""
MIDDLE_WEIGHT = 60
"""Weight of an entity that is treated as bundled: the median of the bundled targets."""
MEASURED_WITH = {True: (OWN, BUNDLED), False: (ALONE,)}
"""Tables for measuring the precision of repairs, with a table of the user on `dev`, with the bundled one alone on both splits."""
ITS_OWN, THE_OTHERS, NO_SOURCE = "its own source", "the source of another article", "no source"
REFERENCE = "human translation with its source"
Predictions = dict[str, list[dict[str, Any]]]
Results = dict[str, CorrectedText]


class Setting(NamedTuple):
    """A setting for repairing translations: tables, share of hidden native forms, and sources."""

    table: str
    source: str = ITS_OWN
    hidden: float = 0.0

    def __str__(self) -> str:
        """Return a description of the setting."""
        return f"{self.table}, {self.source}" + (f", {self.hidden:.0%} of native forms hidden" if self.hidden else "")


@dataclass(frozen=True)
class Bench:
    """The benchmark with a fixer for each set of tables; `added` and `removed` change the scorers of the parameter files."""

    folder: Path
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @cached_property
    def split(self) -> Split:
        """The split of machine translations."""
        return Split(self.folder / "dev")

    @cached_property
    def newsroom(self) -> Split:
        """The split of written texts about well-known names."""
        return Split(self.folder / "newsroom")

    @cached_property
    def _tables(self) -> Mapping[str, list[Entity]]:
        own, bundled = load_entities([self.split.table]), bundled_entities()
        others = load_entities([self.split.folder.parent / "distractors.jsonl.gz"])
        known = [replace(entity, target=False) for entity in others]
        as_bundled = [replace(entity, is_bundled=True, weight=MIDDLE_WEIGHT) for entity in own]
        halves: tuple[list[Entity], list[Entity]] = [], []
        lots = random.Random(SEED)
        for entity in as_bundled:
            halves[lots.randrange(2)].append(entity)
        return {
            OWN: own,
            BUNDLED: join_tables(own, bundled),
            ALONE: bundled,
            AS_BUNDLED: join_tables(as_bundled, bundled),
            HALF: join_tables(halves[0], bundled),
            OTHER_HALF: join_tables(halves[1], bundled),
            KNOWN: join_tables(own, [*bundled, *known]),
            TARGETS: join_tables(own, [*bundled, *others]),
        }

    @lru_cache  # noqa: B019 - there is one bench for the life of a script
    def fixer(self, name: str) -> NameFixer:
        """Return the unfitted fixer for a set of tables."""
        has_own = name not in AS_IT_COMES
        files = (*(shipped(has_own, has_source=has_source) for has_source in (False, True)), SOURCE_NAMES)
        neutral = (Calibrator.neutral(self._scorers_of(Calibrator.read(path))) for path in files)
        fixer = NameFixer(self._tables[name], Config(policy=EVERYTHING))
        return fixer.with_calibrators(GivenCalibrators(*neutral))

    def _scorers_of(self, parameters: Calibrator) -> list[str]:
        return sorted({*parameters.scorers, *self.added} - {*self.removed})

    @cached_property
    def generated(self) -> Generated:
        """The clean texts with garbled names of the bundled table."""
        clean = {doc_id: Translation(text) for doc_id, text in self.split.clean.items()}
        return Generated(self.split, self.fixer(ALONE), clean)

    @cached_property
    def generated_with_sources(self) -> Generated:
        """The human translations that have a source, with garbled names of the bundled table."""
        return Generated(self.split, self.fixer(ALONE), self.split.references)

    @lru_cache  # noqa: B019 - as above
    def half_blind(self, name: str, hidden: float) -> NameFixer:
        """Return the fixer for a set of tables with a random share of their native forms hidden."""
        fixer, lots = copy(self.fixer(name)), random.Random(1)
        entities = [
            replace(entity, native=tuple(form for form in entity.native if lots.random() >= hidden))
            for entity in self._tables[name]
        ]
        fixer._native_forms = NativeForms(entities)
        return fixer

    @lru_cache  # noqa: B019 - as above
    def labels(self, has_own: bool) -> list[Label]:
        """Return the labels for fitting calibrators, with a table of the user or with the bundled one alone."""
        learned = [(self.split, name, weight) for name, weight in LEARNED_WITH[has_own].items()]
        learned.append((self.generated, BUNDLED if has_own else ALONE, WEIGHT_OF_GENERATED[has_own]))
        if not has_own:
            learned.append((self.newsroom, ALONE, 1.0))
        lots = random.Random(SEED)
        return [
            weighed(label if has_own else thinned(label, lots), weight)
            for split, name, weight in learned
            for label in gather_labels(split, self.fixer(name))
        ]

    @lru_cache  # noqa: B019 - as above
    def labels_with_source(self, has_own: bool) -> list[Label]:
        """Return the labels for fitting calibrators for texts with sources."""
        split, labels = self.split, []
        for name in LEARNED_WITH_SOURCE[has_own]:
            for hidden, weight in WEIGHT_OF_HIDDEN[has_own].items():
                found = gather_labels(split, self.half_blind(name, hidden), split.translations)
                labels += [weighed(label, weight) for label in found]
            labels += gather_labels(split, self.fixer(name), split.references)
        made = self.generated_with_sources
        found = gather_labels(made, self.fixer(BUNDLED if has_own else ALONE), made.translations)
        labels += [weighed(label, WEIGHT_OF_GENERATED[has_own]) for label in found]
        if not has_own:
            labels += gather_labels(self.newsroom, self.fixer(ALONE), self.newsroom.translations)
            labels += gather_labels(self.newsroom, self.fixer(ALONE), self.newsroom.references)
        return labels

    @cached_property
    def labels_of_source_names(self) -> list[Label]:
        """Return the labels of candidates that only the source names, with the native forms of the bundled table and without."""
        return [
            weighed(label, weight)
            for split in (self.split, self.newsroom)
            for hidden, weight in WEIGHT_OF_HIDDEN_FOR_SOURCE_NAMES.items()
            for items in (split.translations, split.references)
            for label in gather_labels(split, self.half_blind(ALONE, hidden), items, from_source=True)
        ]

    def cross_validate_sources(
        self, by: str, settings: Iterable[Setting], split: Split | None = None
    ) -> dict[Setting, Results]:
        """Return the results of all translations with sources, by fixers fitted with their group held out.

        Sources that do not fit are ignored; without a setting that tests this, the few such texts are repaired by the shipped
        parameters.
        """
        split = split or self.split
        results: dict[Setting, Results] = {setting: {} for setting in settings}
        for has_own in (True, False):
            chosen = [setting for setting in results if (setting.table not in AS_IT_COMES) == has_own]
            for held_out in folds(map(group_of, split.translations), by, FOLDS[has_own]) if chosen else ():
                blind = None
                if any(setting.source in (NO_SOURCE, THE_OTHERS) for setting in chosen):
                    blind = fit([label for label in self.labels(has_own) if label.group not in held_out])
                seeing = fit([label for label in self.labels_with_source(has_own) if label.group not in held_out])
                named = fit([label for label in self.labels_of_source_names if label.group not in held_out])
                for setting in chosen:
                    given = GivenCalibrators(blind or Calibrator.read(shipped(has_own)), seeing, named)
                    fixer = self.half_blind(setting.table, setting.hidden).with_calibrators(given)
                    items = self.sources(setting, split).items()
                    items = {doc_id: item for doc_id, item in items if group_of(doc_id) in held_out}
                    results[setting] |= dict(zip(items, fixer.fix_translations(items.values()), strict=True))
        return results

    def sources(self, setting: Setting, split: Split | None = None) -> Mapping[str, Translation]:
        """Return the translations of a split with the sources of a setting."""
        split = split or self.split
        if setting.source == THE_OTHERS:
            return shuffled(split.translations)
        if setting.source == NO_SOURCE:
            return {doc_id: Translation(item.text) for doc_id, item in split.translations.items()}
        if setting.source == REFERENCE:
            return split.references
        return split.translations

    def cross_validate(self, by: str, names: Sequence[str], split: Split | None = None) -> dict[str, Results]:
        """Return the results of all documents for sets of tables, by fixers fitted with their group held out.

        Args:
            by: See `folds`.
            names: The sets of tables.
            split: The documents to repair, by default those of `dev`.
        """
        split = split or self.split
        results: dict[str, Results] = {name: {} for name in names}
        for has_own in (True, False):
            chosen = [name for name in names if (name not in AS_IT_COMES) == has_own]
            for held_out in folds(map(group_of, split.texts), by, FOLDS[has_own]) if chosen else ():
                texts = {doc_id: text for doc_id, text in split.texts.items() if group_of(doc_id) in held_out}
                calibrator = fit([label for label in self.labels(has_own) if label.group not in held_out])
                for name in chosen:
                    fixer = self.fixer(name).with_calibrators(GivenCalibrators(calibrator))
                    results[name] |= dict(zip(texts, fixer.fix_many(texts.values()), strict=True))
        return results

    def measure(self, has_own: bool, *, has_source: bool = False) -> Reached:
        """Return the precision of repairs by fixers fitted with the article held out."""
        if has_source and not has_own:
            return measured(self._alone_with_sources, is_counted=lambda edit: not is_from_source(edit))
        if has_source:
            settings = [Setting(name) for name in MEASURED_WITH[has_own]]
            return measured(
                [(self.split, found) for found in self.cross_validate_sources("article", settings).values()]
            )
        splits = (self.split,) if has_own else (self.split, self.newsroom)
        found = [
            (split, results)
            for split in splits
            for results in self.cross_validate("article", MEASURED_WITH[has_own], split).values()
        ]
        return measured(found, with_right_texts=not has_own)

    def measure_source_names(self) -> Reached:
        """Return the precision of names that only the source has, by fixers fitted with the article held out."""
        return measured(self._alone_with_sources, is_counted=is_from_source)

    @cached_property
    def _alone_with_sources(self) -> list[tuple[Split, Results]]:
        """The results with the bundled table alone."""
        return [
            (split, results)
            for split in (self.split, self.newsroom)
            for results in self.cross_validate_sources("article", [Setting(ALONE)], split).values()
        ]


def is_from_source(edit: Edit) -> bool:
    """Return whether only the source has the name that an edit writes."""
    chosen = edit.decision.chosen
    return chosen is not None and chosen.candidate.entity.is_from_source


def measured(
    found: Iterable[tuple[Split, Results]],
    *,
    is_counted: Callable[[Edit], bool] = lambda _: True,
    with_right_texts: bool = False,
) -> Reached:
    """Return the precision of repairs in results; right texts count as much as translations, by words, or not at all.

    Of equal repairs in a document, the first counts: they are one decision.
    """
    judgements: list[tuple[float, bool]] = []
    weights: list[float] = []
    found = list(found)
    for split in {id(split): split for split, _ in found}.values():
        words = [0, 0]
        for one, results in found:
            for doc_id, result in results.items() if one is split else ():
                words[doc_id in split.translated] += len(result.original.split())
        for one, results in found:
            for doc_id in results if one is split else ():
                weight = 1.0 if doc_id in split.translated else words[True] / words[False] if with_right_texts else 0.0
                once: dict[tuple[str, str], tuple[float, bool]] = {}
                for edit, is_right in judged_edits(split, results, [doc_id]) if weight else ():
                    if is_counted(edit):
                        once.setdefault((edit.before, edit.after), (edit.probability, is_right))
                judgements += once.values()
                weights += [weight] * len(once)
    return reached(judgements, weights)


def judged(split: Split, results: Results, doc_ids: Iterable[str]) -> Iterator[tuple[float, bool]]:
    """Yield the probability of each repair or uncertain name in documents, and whether it is correct."""
    return ((edit.probability, is_right) for edit, is_right in judged_edits(split, results, doc_ids))


def judged_edits(split: Split, results: Results, doc_ids: Iterable[str]) -> Iterator[tuple[Edit, bool]]:
    """Yield each repair or uncertain name in documents, and whether it is correct."""
    for doc_id in doc_ids:
        for decision in results[doc_id].decisions:
            edit = edit_of(results[doc_id].original, decision) if decision.action is not Action.KEEP else None
            is_right = split.is_right(doc_id, edit) if edit else None
            if edit is not None and is_right is not None:
                yield edit, is_right


def weighed(label: Label, weight: float) -> Label:
    """Return a label with its weight multiplied."""
    return replace(label, times=[times * weight for times in label.times])


def thinned(label: Label, lots: random.Random) -> Label:
    """Return a label with most of its easy surface forms ignored, and more weight on the others of them."""
    verdicts, times = list(label.verdicts), list(label.times)
    by_surface: dict[str, list[int]] = defaultdict(list)
    for row, item in enumerate(label.scored):
        by_surface[item.candidate.mention.surface].append(row)
    for rows in by_surface.values():
        found = [label.scored[row].candidate for row in rows]
        is_easy = max(likeness(candidate.mention.name, candidate.name) for candidate in found) < SELDOM
        if not is_easy or any(verdicts[row] for row in rows):
            continue
        is_kept = lots.random() < 1 / ONE_IN
        for row in rows:
            times[row] *= ONE_IN
            verdicts[row] = verdicts[row] if is_kept else None
    return replace(label, verdicts=verdicts, times=times)


def shuffled(translations: Mapping[str, Translation]) -> dict[str, Translation]:
    """Return translations each with the source of another article in the same language."""
    lots, found = random.Random(SEED), {}
    for doc_id, item in translations.items():
        others = [
            other.source
            for other_id, other in translations.items()
            if other.language == item.language and group_of(other_id) != group_of(doc_id)
        ]
        found[doc_id] = item._replace(source=lots.choice(others))
    return found


def gather_labels(
    split: Split, fixer: NameFixer, translations: Mapping[str, Translation] | None = None, *, from_source: bool = False
) -> list[Label]:
    """Return the labelled candidates of a table, or those that only the source names, of all texts or of translations."""
    items = translations or {doc_id: Translation(text) for doc_id, text in split.texts.items()}
    documents = fixer.detect(item.text for item in items.values())
    given = fixer.calibrators
    labels = []
    for (doc_id, item), document in zip(items.items(), documents, strict=True):
        read = fixer.read(document, item)
        if read.source or item.source is None:
            used = given.source_names if from_source else given.with_source if read.source else given.blind
            scorers = used.scorers if used else []
            scored = [
                replace(item, scores={name: item.scores[name] for name in scorers})
                for item in fixer.score(read)
                if item.candidate.entity.is_from_source == from_source
            ]
            if scored or not from_source:
                labels.append(split.label(doc_id, read, scored))
    return labels


def folds(groups: Iterable[str], by: str, count: int = FOLDS[True]) -> list[set[str]]:
    """Return the groups that are held out together: a part of the articles, a language, or everything by "split"."""
    ordered = sorted(set(groups))
    if by == "split":
        return [set(ordered)]
    if by == "language":
        languages = sorted(set(map(language_of, ordered)))
        return [{group for group in ordered if language_of(group) == language} for language in languages]
    parts = GroupKFold(count, shuffle=True, random_state=0).split(ordered, groups=ordered)
    return [{ordered[position] for position in held_out} for _, held_out in parts]


def reached(judged: Sequence[tuple[float, bool]], weights: Sequence[float] | None = None) -> Reached:
    """Return the precision of repairs at or above each probability of the grid, made monotonic."""
    probabilities, rights = np.array([p for p, _ in judged]), np.array([right for _, right in judged])
    weight = np.ones(len(judged)) if weights is None else np.array(weights)
    counts = [float(weight[probabilities >= least].sum()) for least in GRID]
    shares = [
        float((rights * weight)[probabilities >= least].sum()) / count
        for least, count in zip(GRID, counts, strict=True)
    ]
    rising = IsotonicRegression().fit_transform(GRID, shares, sample_weight=counts)
    return Reached(
        probability=[*GRID, 1.0], precision=[*(round(float(share), 4) for share in rising), round(float(rising[-1]), 4)]
    )


def edits_of(results: Results, least: float) -> Predictions:
    """Return the repairs at or above a probability, in the format of score.py."""
    predictions: Predictions = {}
    for doc_id, result in results.items():
        chosen = [
            edit
            for decision in result.decisions
            if decision.action is not Action.KEEP and decision.probability >= least
            if (edit := edit_of(result.original, decision))
        ]
        predictions[doc_id] = [{"start": edit.start, "end": edit.end, "replacement": edit.after} for edit in chosen]
    return predictions
