"""Joint probabilities of all candidates of a document, in a few rounds of belief propagation.

The candidates of a surface form compete with one another and with "none", by a softmax over their log-odds. Beliefs in other
mentions are evidence in turn: other garbled forms of an entity support it, and a short form follows the long one. Each round
evaluates that evidence again; its cost is linear in the candidates.

Reference:
    Pearl (1988), Probabilistic Reasoning in Intelligent Systems, chapter 4: loopy belief propagation, with the
    strongest message instead of their product, so that many weak guesses do not add up to certainty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from namefix.datatypes import Document, FoundBy, Mention, Score, ScoredCandidate, Segment
from namefix.decide.calibrator import Calibrator, CalibratorByRow, Floats
from namefix.decide.joint_evidence import JOINT, JointEvidence

ROUNDS = 3
"""Number of rounds; later ones change probabilities by less than 0.01."""

_CERTAIN = 40.0
"""Limit of log-odds, beyond which they make no difference."""

_GARBLED, _NAMES = 0.6, 6
"""Pseudo-counts of garbled names and of names, added to every document because short texts have few."""

_MOST_OTHERS = 16
"""Maximum number of mentions of an entity that can support it, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Belief:
    """The probability that the replacement of a candidate is correct, with all its scores."""

    probability: float
    share: float
    """The candidate's own part of the probability; the rest belongs to others with the same replacement."""
    scores: Mapping[str, Score | None]


def believe(scored: Sequence[ScoredCandidate], document: Document, calibrators: Sequence[Calibrator]) -> list[Belief]:
    """Return the belief in each candidate, in the order given.

    Args:
        scored: The candidates of the document.
        document: The document.
        calibrators: The calibrator of each candidate.
    """
    if not scored:
        return []
    links = Links(scored, document)
    columns = columns_of(scored)
    log_odds, joint = links.converge(CalibratorByRow(calibrators), columns)
    probabilities, shares = links.short_forms_follow(links.probabilities(log_odds)), links.shares(log_odds)
    extras = [{name: _opinion(kind, joint[name][row]) for name, kind in JOINT.items()} for row in range(len(scored))]
    return [
        Belief(float(probability), float(share), {**item.scores, **extra})
        for probability, share, item, extra in zip(probabilities, shares, scored, extras, strict=True)
    ]


def _opinion(kind: JointEvidence, value: float) -> Score | None:
    return None if np.isnan(value) else kind.score(float(value))


def columns_of(scored: Sequence[ScoredCandidate]) -> dict[str, Floats]:
    """Return one column of scores for each scorer; NaN means no opinion."""
    return {
        name: np.array([np.nan if (score := item.scores[name]) is None else score.value for item in scored])
        for name in scored[0].scores
    }


class Links:
    """The competition and support between the candidates of a document.

    Args:
        scored: The candidates of the document, grouped by surface form.
        document: The document.
    """

    def __init__(self, scored: Sequence[ScoredCandidate], document: Document) -> None:
        surfaces = [item.candidate.mention.surface for item in scored]
        number = {surface: at for at, surface in enumerate(dict.fromkeys(surfaces))}
        self.group = np.array([number[surface] for surface in surfaces], dtype=np.int64)
        written: dict[tuple[str, str], int] = {}
        keys = [(item.candidate.mention.surface, item.candidate.form.replacement_name.squashed) for item in scored]
        self._writing = np.array([written.setdefault(key, len(written)) for key in keys], dtype=np.int64)
        by_entity: dict[str, list[int]] = defaultdict(list)
        for row, item in enumerate(scored):
            by_entity[item.candidate.entity.id].append(row)
        self._rows = [rows for rows in by_entity.values() if len(rows) > 1]
        self._entity = np.empty(len(scored), dtype=np.int64)
        for at, (_, rows) in enumerate(sorted(by_entity.items())):
            self._entity[rows] = at
        self._words = [frozenset(item.candidate.mention.name.words) for item in scored]
        self._aliases = [frozenset(item.candidate.name.words) for item in scored]
        self._changed = [words - alias or words for words, alias in zip(self._words, self._aliases, strict=True)]
        self._added = [alias - words for words, alias in zip(self._words, self._aliases, strict=True)]
        changes: dict[frozenset[str], int] = {}
        self._change = np.array([changes.setdefault(words, len(changes)) for words in self._changed], dtype=np.int64)
        self._names = len(
            {
                mention.surface
                for mention in document.mentions
                if mention.kind and mention.found_by is not FoundBy.CAPITALS
            }
        )
        named = [
            [segment for segment in document.opposite(surface) if item.candidate.entity.id in segment.sure]
            for surface, item in zip(surfaces, scored, strict=True)
        ]
        self._unclaimed = np.array([1.0 if segments else np.nan for segments in named])
        self._places = [
            frozenset(segment for segment in segments if _times(item.candidate.entity.id, segment) == 1)
            for segments, item in zip(named, scored, strict=True)
        ]
        self._surfaces, self._document = surfaces, document
        self._apart: dict[tuple[int, int], bool] = {}

    def shares(self, log_odds: Floats) -> Floats:
        """Return the probability of each candidate among all for its surface form and "none"."""
        odds = np.exp(np.minimum(log_odds, _CERTAIN))
        return odds / (1 + np.bincount(self.group, odds))[self.group]

    def probabilities(self, log_odds: Floats) -> Floats:
        """Return the probability of each candidate's replacement, pooled over candidates with the same replacement."""
        pooled = np.bincount(self._writing, self.shares(log_odds))
        return np.asarray(pooled[self._writing], dtype=float)

    def short_forms_follow(self, probabilities: Floats) -> Floats:
        """Return the probabilities, raised to that of a longer mention if it contains the same garbled words.

        With "Ursula Vondrein" for Ursula von der Leyen, "Vondrein" is at least as probably von der Leyen; its competitors share
        the rest. A competitor that is likelier by itself is not reduced.
        """
        raised = probabilities.copy()
        strongest = np.zeros(len(probabilities))
        np.maximum.at(strongest, self.group, probabilities)
        for rows in self._rows:
            likeliest = sorted(rows, key=lambda row: -probabilities[row])[:_MOST_OTHERS]
            for row in rows:
                longer = (probabilities[other] for other in likeliest if self._is_what_changes(row, other))
                likelier = max(longer, default=0.0)
                if likelier >= strongest[self.group[row]]:
                    raised[row] = likelier
        is_raised = raised > probabilities
        for row in np.flatnonzero(is_raised).tolist():
            rivals = (self.group == self.group[row]) & ~is_raised
            raised[rivals] *= (1 - raised[row]) / (1 - probabilities[row])
        return raised

    def _is_what_changes(self, row: int, other: int) -> bool:
        """Return whether a candidate changes the same words as that of a longer mention, to the same ones."""
        changes = self._changed[other] < self._words[other]
        return changes and self._words[row] == self._changed[other] and self._aliases[row] == self._added[other]

    def converge(
        self, calibrator: Calibrator | CalibratorByRow, columns: Mapping[str, Floats]
    ) -> tuple[Floats, dict[str, Floats]]:
        """Return the log-odds after all rounds, and the joint scores included in them."""
        local = calibrator.log_odds(columns)
        log_odds, joint = local, self.joint(np.zeros(len(local)))
        for _ in range(ROUNDS):
            log_odds = local + calibrator.log_odds(joint, with_intercept=False)
            joint = self.joint(self.probabilities(log_odds))
        return local + calibrator.log_odds(joint, with_intercept=False), joint

    def joint(self, probabilities: Floats) -> dict[str, Floats]:
        """Return the joint scores for the current beliefs.

        `presence` is the belief in the best other mention of the entity with a different garbled form, because a repetition of
        the same wrong word is not further evidence. `follows` is the belief in a longer mention that contains all words of
        this one, NaN if there is none. `damage` is the share of the document's other names that are believed to be garbled:
        translations with one garbled name have more, and clean texts have none. `unclaimed` is 1 minus the belief in the
        best other mention aligned with a source segment that names the entity once, NaN if there is no such segment.
        """
        presence, follows = np.zeros(len(probabilities)), np.full(len(probabilities), np.nan)
        unclaimed = self._unclaimed.copy()
        for rows in self._rows:
            likeliest = sorted(rows, key=lambda row: -probabilities[row])[:_MOST_OTHERS]
            for row in rows:
                for other in likeliest:
                    if other == row:
                        continue
                    if not self._places[row].isdisjoint(self._places[other]) and self._are_apart(row, other):
                        unclaimed[row] = min(unclaimed[row], 1 - probabilities[other])
                    if self._words[row] < self._words[other]:
                        follows[row] = np.fmax(follows[row], probabilities[other])
                    elif not presence[row] and self._is_another_garble(row, other):
                        presence[row] = probabilities[other]
        damage = self._damage(probabilities)
        return {"damage": damage, "follows": follows, "presence": presence, "unclaimed": unclaimed}

    def _damage(self, probabilities: Floats) -> Floats:
        """Return for each candidate the share of garbled names, without those of its own entity and words."""
        if not len(probabilities):
            return probabilities
        rising = np.lexsort((self._entity, probabilities))
        believed, meant = np.zeros(self._change.max() + 1), np.zeros(self._change.max() + 1, dtype=np.int64)
        believed[self._change[rising]] = probabilities[rising]
        meant[self._change[rising]] = self._entity[rising]
        own = np.bincount(meant, believed, self._entity.max() + 1)[self._entity]
        own += np.where(meant[self._change] == self._entity, 0, believed[self._change])
        share = (_GARBLED + believed.sum() - own) / (_NAMES + self._names)
        return np.asarray(np.minimum(share, 1.0), dtype=float)

    def _is_another_garble(self, row: int, other: int) -> bool:
        return self._changed[row].isdisjoint(self._changed[other]) and self._are_apart(row, other)

    def _are_apart(self, row: int, other: int) -> bool:
        """Return whether one of the mentions of a candidate overlaps none of another's."""
        key = (row, other)
        if key not in self._apart:
            self._apart[key] = _stand_apart(*(self._document.occurrences(self._surfaces[at]) for at in key))
        return self._apart[key]


def _times(entity_id: str, segment: Segment) -> int:
    return sum(name.entity.id == entity_id and name.is_sure for name in segment.names)


def _stand_apart(mentions: Sequence[Mention], others: Sequence[Mention]) -> bool:
    """Return whether one of the mentions overlaps none of the others."""
    return any(
        all(mention.end <= other.start or other.end <= mention.start for other in others) for mention in mentions
    )
