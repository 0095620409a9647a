"""Cross-validation: every document is repaired by a fixer that was fitted without any translation of the same article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from generated import Generated
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupKFold
from split import Split, group_of, language_of

from namefix.config import Config, Policy
from namefix.datatypes import Action, CorrectedText, Entity
from namefix.decide.calibrator import Calibrator, Reached
from namefix.decide.fit import Label, fit
from namefix.pipeline import NameFixer
from namefix.rewrite import edit_of
from namefix.table import join_tables, load_entities
from namefix.table.bundled import bundled_entities

FOLDS = 10
WEIGHT_OF_GENERATED = {True: 0.1, False: 0.5}
"""What a generated garble counts beside a real one, with a table of the user and with the bundled one alone. At 1 they outvote
the real ones (F0.5 with the own table 0.87 falls to 0.83); the bundled table alone has few real ones."""
EVERYTHING = Policy(replace=0.5, review=0.2)
"""The policy under which results are made; thresholds are laid on their probabilities afterwards."""
GRID = [round(0.2 + 0.05 * step, 2) for step in range(16)]
"""Probabilities at which precision is measured."""

OWN, BUNDLED, ALONE = "own table", "own and bundled table", "bundled table alone"
KNOWN, TARGETS = "own, bundled, distractors known", "own, bundled, distractors as targets"
LEARNED_WITH = {True: (OWN, BUNDLED), False: (ALONE,)}
"""Tables with which parameters are fitted: those for users with a table, and those for the bundled one alone."""
MEASURED_WITH = LEARNED_WITH[True]
"""Tables with which it is measured how precise repairs are; the bundled one alone can repair too few names of `dev`."""
Predictions = dict[str, list[dict[str, Any]]]
Results = dict[str, CorrectedText]


@dataclass(frozen=True)
class Bench:
    """A split with a fixer for each set of tables that it is judged with."""

    split: Split

    @cached_property
    def _tables(self) -> Mapping[str, list[Entity]]:
        own, bundled = load_entities([self.split.table]), bundled_entities()
        others = load_entities([self.split.folder.parent / "distractors.jsonl.gz"])
        known = [replace(entity, target=False) for entity in others]
        return {
            OWN: own,
            BUNDLED: join_tables(own, bundled),
            ALONE: bundled,
            KNOWN: join_tables(own, [*bundled, *known]),
            TARGETS: join_tables(own, [*bundled, *others]),
        }

    @lru_cache  # noqa: B019 - there is one bench for the life of a script
    def fixer(self, name: str) -> NameFixer:
        """Return the fixer that is not fitted yet for a set of tables."""
        config = Config(policy=EVERYTHING)
        return NameFixer(self._tables[name], config, Calibrator.neutral(config.scorers))

    @cached_property
    def generated(self) -> Generated:
        """The clean texts with garbled names of the bundled table."""
        return Generated(self.split, self.fixer(ALONE))

    @lru_cache  # noqa: B019 - as above
    def labels(self, has_own: bool) -> list[Label]:
        """Return what calibrators are fitted from, with a table of the user or with the bundled one alone."""
        names = LEARNED_WITH[has_own]
        labels = [label for name in names for label in gather_labels(self.split, self.fixer(name))]
        for label in gather_labels(self.generated, self.fixer(names[-1])):
            labels.append(replace(label, times=[times * WEIGHT_OF_GENERATED[has_own] for times in label.times]))
        return labels

    def cross_validate(self, by: str, names: Sequence[str]) -> dict[str, Results]:
        """Return the results of every document for some sets of tables, made by fixers that know nothing of its group."""
        results: dict[str, Results] = {name: {} for name in names}
        for held_out in folds(map(group_of, self.split.texts), by):
            texts = {doc_id: text for doc_id, text in self.split.texts.items() if group_of(doc_id) in held_out}
            calibrators: dict[bool, Calibrator] = {}
            for name in names:
                has_own = name != ALONE
                if has_own not in calibrators:
                    labels = [label for label in self.labels(has_own) if label.group not in held_out]
                    calibrators[has_own] = fit(labels)
                fixer = self.fixer(name).with_calibrator(calibrators[has_own])
                results[name] |= dict(zip(texts, fixer.fix_many(texts.values()), strict=True))
        return results

    def measured(self, results: Mapping[str, Results]) -> list[tuple[float, bool]]:
        """Return the repairs of translations from which it is read how precise repairs are."""
        return [pair for name in MEASURED_WITH for pair in judged(self.split, results[name], self.split.translated)]


def judged(split: Split, results: Results, doc_ids: Iterable[str]) -> Iterator[tuple[float, bool]]:
    """Yield the probability of each repair that was made or shown in some documents, and whether it is right."""
    for doc_id in doc_ids:
        for decision in results[doc_id].decisions:
            edit = edit_of(results[doc_id].original, decision) if decision.action is not Action.KEEP else None
            is_right = split.is_right(doc_id, edit) if edit else None
            if is_right is not None:
                yield decision.probability, is_right


def gather_labels(split: Split, fixer: NameFixer) -> list[Label]:
    """Return the labelled candidates of all texts of a split."""
    documents = zip(split.texts, fixer.detect(split.texts.values()), strict=True)
    return [split.label(doc_id, document, fixer.score(document)) for doc_id, document in documents]


def folds(groups: Iterable[str], by: str) -> list[set[str]]:
    """Return the groups that are held out together: a tenth of the articles, or a language."""
    ordered = sorted(set(groups))
    if by == "language":
        languages = sorted(set(map(language_of, ordered)))
        return [{group for group in ordered if language_of(group) == language} for language in languages]
    parts = GroupKFold(FOLDS, shuffle=True, random_state=0).split(ordered, groups=ordered)
    return [{ordered[position] for position in held_out} for _, held_out in parts]


def reached(judged: Sequence[tuple[float, bool]]) -> Reached:
    """Return how precise repairs from each probability of the grid on were, made to rise."""
    probabilities, rights = np.array([p for p, _ in judged]), np.array([right for _, right in judged])
    above = [rights[probabilities >= least] for least in GRID]
    shares, counts = [float(right.mean()) for right in above], [len(right) for right in above]
    rising = IsotonicRegression().fit_transform(GRID, shares, sample_weight=counts)
    return Reached(
        probability=[*GRID, 1.0], precision=[*(round(float(share), 4) for share in rising), round(float(rising[-1]), 4)]
    )


def edits_of(results: Results, least: float) -> Predictions:
    """Return what would be repaired from a probability on, in the form that score.py reads."""
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
