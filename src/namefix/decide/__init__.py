"""Deciding: turns scored candidates into one decision for each mention; replaced spans do not overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from namefix.config import Policy
from namefix.datatypes import Action, Candidate, Decision, Document, Mention, Proposal, Score, ScoredCandidate
from namefix.decide.beliefs import Belief, believe
from namefix.decide.calibrator import Calibrator
from namefix.decide.decision_rules import KEPT, ONLY_SHOWN
from namefix.decide.overlaps import resolve_overlaps
from namefix.decide.reasons import why_kept, words_of_evidence
from namefix.decide.written_form import Usage, usage_of, written_form
from namefix.names.target_language import TargetLanguage
from namefix.protocols import Scorer
from namefix.rules import first_rule
from namefix.table.style import HouseStyle

_NOBODY = 0.02
"""Minimum probability of candidates that are kept with their evidence."""


_NOTHING: Mapping[str, str] = MappingProxyType({})


class Parameters(NamedTuple):
    """A calibrator with the thresholds of its probabilities."""

    calibrator: Calibrator
    policy: Policy


@dataclass(frozen=True, slots=True)
class Judge:
    """Everything other than the candidates that decisions depend on.

    `own` are the parameters for entities of the user's tables, `bundled` those for bundled ones, and `from_source` those for
    names that only the source has, by default the same; the scorers are those with a curve in one of them.
    """

    scorers: Mapping[str, Scorer]
    own: Parameters
    bundled: Parameters
    style: HouseStyle
    from_source: Parameters | None = None

    def parameters_of(self, candidate: Candidate) -> Parameters:
        """Return the parameters for a candidate."""
        if self.from_source and candidate.entity.is_from_source:
            return self.from_source
        return self.own if candidate.entity.is_own else self.bundled

    def calibrators_of(self, scored: Iterable[ScoredCandidate]) -> list[Calibrator]:
        """Return the calibrator for each candidate."""
        return [self.parameters_of(item.candidate).calibrator for item in scored]


class _Option(NamedTuple):
    """A proposal with the scores behind it."""

    proposal: Proposal
    scores: Mapping[str, Score | None]


def decide(
    scored: Sequence[ScoredCandidate], document: Document, judge: Judge, refused: Mapping[str, str] = _NOTHING
) -> list[Decision]:
    """Return the decisions of a document, in the order of the text.

    All mentions of a surface form get the same answer. If mentions overlap, the likelier repair wins; of two repairs
    to one entity, the longer one. A correct name of several words is never changed, and neither is anything inside it.

    Args:
        scored: The candidates of the document.
        document: The document with all mentions.
        judge: The calibrators, policies, style and scorers.
        refused: Surface form → the rule that refused its candidates, in words.
    """
    options = _options(scored, document, judge)
    usage = usage_of(document)
    drafts = {
        surface: _draft(mention, options[surface], usage, judge, document.language)
        if surface in options
        else _by_the_table(mention, judge.style) or _kept(mention, (), refused.get(surface))
        for surface, (mention, *_) in document.by_surface.items()
    }
    every = [replace(drafts[mention.surface], mention=mention) for mention in document.mentions]
    return sorted(resolve_overlaps(every), key=lambda decision: decision.mention.start)


def _options(scored: Sequence[ScoredCandidate], document: Document, judge: Judge) -> dict[str, list[_Option]]:
    """Return the options for each surface form, likeliest first."""
    believed = believe(scored, document, judge.calibrators_of(scored))
    beliefs = zip(scored, believed, strict=True)
    by_surface: dict[str, list[_Option]] = defaultdict(list)
    for item, belief in sorted(beliefs, key=_likeliest_first):
        calibrator = judge.parameters_of(item.candidate).calibrator
        evidence = calibrator.evidence(belief.scores) if belief.probability >= _NOBODY else ()
        proposal = Proposal(item.candidate, belief.probability, evidence)
        by_surface[item.candidate.mention.surface].append(_Option(proposal, belief.scores))
    return by_surface


def _likeliest_first(pair: tuple[ScoredCandidate, Belief]) -> tuple[float, float, float, str]:
    """Return the sort key of proposals; of two with the same replacement, the likelier, then the better known comes first."""
    item, belief = pair
    entity = item.candidate.entity
    return -belief.probability, -round(belief.share, 9), -entity.weight, entity.id


def _draft(
    mention: Mention, options: Sequence[_Option], usage: Usage, judge: Judge, language: TargetLanguage
) -> Decision:
    """Return the decision on a mention by itself."""
    if decision := _by_the_table(mention, judge.style):
        return decision
    proposals = tuple(option.proposal for option in options)
    best = proposals[0]
    policy = judge.parameters_of(best.candidate).policy
    if best.probability < _NOBODY:
        return _kept(mention, proposals)
    for proposal in proposals:
        if proposal.probability >= policy.review and (rule := first_rule(KEPT, proposal.candidate, language)):
            return _kept(mention, proposals, f"{rule.sentence} {proposal.candidate.entity.name}")
    action, scores = _action(best.probability, policy), options[0].scores
    reason = words_of_evidence(best, scores, in_favour=action is not Action.KEEP)
    if action is Action.REPLACE and (veto := first_rule(ONLY_SHOWN, scores, judge.scorers)):
        action, reason = Action.REVIEW, f"{veto.sentence}; {reason}"
    written = written_form(best.candidate, usage, judge.style, language)
    return Decision(mention, action, best, proposals[1:], reason, written)


def _kept(mention: Mention, proposals: tuple[Proposal, ...], reason: str | None = None) -> Decision:
    return Decision(mention, Action.KEEP, None, proposals, reason or why_kept(mention))


def _action(probability: float, policy: Policy) -> Action:
    if probability < policy.review:
        return Action.KEEP
    return Action.REPLACE if probability >= policy.replace else Action.REVIEW


def _by_the_table(mention: Mention, style: HouseStyle) -> Decision | None:
    """Return decisions without evidence: rejected names, listed misspellings, spellings replaced by the house style."""
    forms = [form for form in mention.forms if form.name.folded == mention.name.folded]
    if mention.is_right:
        why = "house style"
        wanted = {written: form for form in forms if (written := style.preferred(form))}
        if len(wanted) != 1 or not all(style.preferred(form) for form in forms):
            return None
    else:
        why = "rejected in the settings" if mention.is_rejected else "listed as a misspelling"
        wanted = {form.replacement: form for form in forms}
        if not wanted:
            return None
    (written, form), *rivals = wanted.items()
    action = Action.REVIEW if rivals else Action.REPLACE
    chosen = Proposal(Candidate(mention, form), 1 / len(wanted), ())
    rejected = tuple(Proposal(Candidate(mention, other), 1 / len(wanted), ()) for _, other in rivals)
    return Decision(mention, action, chosen, rejected, why, written)
