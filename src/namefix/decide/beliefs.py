"""All mentions of a document are settled together, in a few rounds of belief.

The candidates of a surface form compete with one another, and with the chance that none of them is meant: a softmax over
their log-odds. What is believed of other mentions is evidence in turn: other garbles of an entity support it, and a short
form follows the long one. Each round weighs that evidence anew; its cost is linear in the candidates.

Reference:
    Pearl (1988), Probabilistic Reasoning in Intelligent Systems, chapter 4: loopy belief propagation, with the
    strongest message in place of their product, so that many weak guesses make no certainty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from namefix.datatypes import Document, FoundBy, Mention, Score, ScoredCandidate, Segment
from namefix.decide.calibrator import Calibrator, Floats
from namefix.decide.joint_evidence import JOINT, JointEvidence

ROUNDS = 3
"""Later rounds move no probability by more than a hundredth."""

_CERTAIN = 40.0
"""Log-odds beyond which more of them make no difference."""

_GARBLED, _NAMES = 0.6, 6
"""Garbled names, and names, that every document is taken to have besides its own: a short text says little of itself."""

_MOST_OTHERS = 16
"""Mentions of an entity, the likeliest first, among which its support is looked for."""


@dataclass(frozen=True, slots=True)
class Belief:
    """The probability that writing a candidate's replacement is right, with all scores that led to it."""

    probability: float
    share: float
    """Of the probability, what is the candidate's own; the rest belongs to others that would write the same."""
    scores: Mapping[str, Score | None]


def believe(scored: Sequence[ScoredCandidate], document: Document, calibrator: Calibrator) -> list[Belief]:
    """Return the belief in each candidate, in the order given."""
    if not scored:
        return []
    links = Links(scored, document)
    columns = columns_of(scored)
    log_odds, joint = links.converge(calibrator, columns)
    probabilities, shares = links.short_forms_follow(links.probabilities(log_odds)), links.shares(log_odds)
    extras = [{name: _opinion(kind, joint[name][row]) for name, kind in JOINT.items()} for row in range(len(scored))]
    return [
        Belief(float(probability), float(share), {**item.scores, **extra})
        for probability, share, item, extra in zip(probabilities, shares, scored, extras, strict=True)
    ]


def _opinion(kind: JointEvidence, value: float) -> Score | None:
    return None if np.isnan(value) else kind.score(float(value))


def columns_of(scored: Sequence[ScoredCandidate]) -> dict[str, Floats]:
    """Return the scores by scorer, one column each; no opinion is not-a-number."""
    return {
        name: np.array([np.nan if (score := item.scores[name]) is None else score.value for item in scored])
        for name in scored[0].scores
    }


class Links:
    """Which candidates compete, and which support one another.

    Args:
        scored: The candidates of one document; those of a surface form stand together.
        document: Where they stand.
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
        """Return for each candidate the probability that it is meant, of all for its surface form and of none of them."""
        odds = np.exp(np.minimum(log_odds, _CERTAIN))
        return odds / (1 + np.bincount(self.group, odds))[self.group]

    def probabilities(self, log_odds: Floats) -> Floats:
        """Return for each candidate the probability that what it would write is right, whoever is meant."""
        pooled = np.bincount(self._writing, self.shares(log_odds))
        return np.asarray(pooled[self._writing], dtype=float)

    def short_forms_follow(self, probabilities: Floats) -> Floats:
        """Return the probabilities, where a mention is just what is garbled in a longer one at least that of the longer one.

        After "Ursula Vondrein" for Ursula von der Leyen, "Vondrein" is von der Leyen as surely; its rivals get what remains.
        A rival that is likelier than that by itself is not pushed aside.
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
        """Whether a candidate changes just those words that a longer mention's candidate changes, to the same ones."""
        changes = self._changed[other] < self._words[other]
        return changes and self._words[row] == self._changed[other] and self._aliases[row] == self._added[other]

    def converge(self, calibrator: Calibrator, columns: Mapping[str, Floats]) -> tuple[Floats, dict[str, Floats]]:
        """Return the log-odds after all rounds, and the joint scores that they include."""
        local = calibrator.log_odds(columns)
        log_odds, joint = local, self.joint(np.zeros(len(local)))
        for _ in range(ROUNDS):
            log_odds = local + calibrator.log_odds(joint, with_intercept=False)
            joint = self.joint(self.probabilities(log_odds))
        return local + calibrator.log_odds(joint, with_intercept=False), joint

    def joint(self, probabilities: Floats) -> dict[str, Floats]:
        """Return the joint scores under the present beliefs.

        `presence` is the belief in the best other mention of the entity that is garbled otherwise: the same wrong word
        twice is no second witness. `follows` is that in a longer mention which has all words of this one, not-a-number
        where there is none. `damage` is the share of the document's other names that are believed to be garbled: a
        translator who garbles one name garbles more, and clean text has none. `unclaimed` is 1 minus the belief in the best
        other mention opposite the same segment of the source that names the entity once, not-a-number where none does.
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
        """Return for each candidate the share of names that are garbled, but for those of its own entity and its own words."""
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
        """Whether one of the mentions of a candidate overlaps none of another's."""
        key = (row, other)
        if key not in self._apart:
            self._apart[key] = _stand_apart(*(self._document.occurrences(self._surfaces[at]) for at in key))
        return self._apart[key]


def _times(entity_id: str, segment: Segment) -> int:
    return sum(name.entity.id == entity_id and name.is_sure for name in segment.names)


def _stand_apart(mentions: Sequence[Mention], others: Sequence[Mention]) -> bool:
    """Whether one of the mentions overlaps none of the others."""
    return any(
        all(mention.end <= other.start or other.end <= mention.start for other in others) for mention in mentions
    )
