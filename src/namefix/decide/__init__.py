"""Deciding: scored candidates in, one decision a mention out; decided spans do not overlap."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from namefix.config import Policy
from namefix.datatypes import Action, Candidate, Decision, Document, Mention, Proposal, Score, ScoredCandidate
from namefix.decide.beliefs import Belief, believe
from namefix.decide.calibrator import Calibrator
from namefix.decide.overlaps import settle
from namefix.decide.reasons import why_kept, words_of_evidence
from namefix.names.name import Name, name_of
from namefix.names.romanisation import is_same_name
from namefix.names.similarity import spelling_similarity
from namefix.names.target_language import TargetLanguage
from namefix.protocols import Scorer
from namefix.table.name_table import forms_of
from namefix.table.style import HouseStyle

_SAME_SHAPE = 0.6
"""Likeness of two forms of an entity from which on one may stand for the other (Zelensky, Zelenskyy; not Abe, Shinzo)."""

_NOBODY = 0.02
"""Probability below which a candidate is not worth a word, and its evidence is not kept."""

Usage = Mapping[str, Counter[str]]
"""Entity id → how often the document uses each word in its right names."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Everything beside the candidates that decisions depend on; the scorers are those that the calibrator has curves for."""

    scorers: Mapping[str, Scorer]
    calibrator: Calibrator
    policy: Policy
    style: HouseStyle


class _Option(NamedTuple):
    """A proposal with the scores behind it."""

    proposal: Proposal
    scores: Mapping[str, Score | None]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What holds for every mention of a surface form."""

    action: Action
    chosen: Proposal | None
    rejected: tuple[Proposal, ...]
    reason: str
    replacement: str | None = None


def decide(scored: Sequence[ScoredCandidate], document: Document, judge: Judge) -> list[Decision]:
    """Return the decisions of a document, in the order of the text.

    Mentions with one surface form have one answer. Where mentions overlap, the likelier repair stands; of two repairs
    to one entity, the one that covers more. A right name of several words is never changed, and nothing inside one is.
    """
    options = _options(scored, document, judge.calibrator)
    usage = _usage(document)
    verdicts = {
        surface: _verdict(mention, options.get(surface, []), usage, judge, document.language)
        for surface, (mention, *_) in document.by_surface.items()
    }
    drafts = [_decision(mention, verdicts[mention.surface]) for mention in document.mentions]
    return sorted(settle(drafts), key=lambda decision: decision.mention.start)


def _decision(mention: Mention, verdict: _Verdict) -> Decision:
    return Decision(
        mention, verdict.action, verdict.chosen, verdict.rejected, verdict.reason, replacement=verdict.replacement
    )


def _options(scored: Sequence[ScoredCandidate], document: Document, calibrator: Calibrator) -> dict[str, list[_Option]]:
    """Return the options for each surface form, likeliest first."""
    beliefs = zip(scored, believe(scored, document, calibrator), strict=True)
    by_surface: dict[str, list[_Option]] = defaultdict(list)
    for item, belief in sorted(beliefs, key=_likeliest_first):
        evidence = calibrator.evidence(belief.scores) if belief.probability >= _NOBODY else ()
        proposal = Proposal(item.candidate, belief.probability, evidence)
        by_surface[item.candidate.mention.surface].append(_Option(proposal, belief.scores))
    return by_surface


def _likeliest_first(pair: tuple[ScoredCandidate, Belief]) -> tuple[float, float, float, str]:
    """Return what proposals are ordered by; where two would write the same, the likelier, then the better known one leads."""
    item, belief = pair
    entity = item.candidate.entity
    return -belief.probability, -round(belief.share, 9), -entity.weight, entity.id


def _usage(document: Document) -> Usage:
    usage: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in document.mentions:
        for form in mention.forms:
            if form.status != "misspelling":
                usage[form.entity.id].update(set(form.name.words))
    return usage


def _verdict(
    mention: Mention, options: list[_Option], usage: Usage, judge: Judge, language: TargetLanguage
) -> _Verdict:
    if ruled := _by_the_table(mention, judge.style):
        return ruled
    proposals = [option.proposal for option in options]
    if not proposals or proposals[0].probability < _NOBODY:
        return _Verdict(Action.KEEP, None, tuple(proposals), why_kept(mention))
    for proposal in proposals:
        if proposal.probability < judge.policy.review:
            break
        if accepted := accepted_as(proposal.candidate, language):
            reason = f"an accepted spelling of {accepted}"
            return _Verdict(Action.KEEP, None, tuple(proposals), reason)
    best, *others = proposals
    action = _action(options[0], judge)
    written = _in_house_spelling(best.candidate, usage, judge.style, language)
    if judge.style.keeps(best.candidate.entity):
        written = with_accepted_parts(mention.surface, written, best.candidate.entity.country, language)
    reason = words_of_evidence(best, options[0].scores, in_favour=action is not Action.KEEP)
    return _Verdict(action, best, tuple(others), reason, written)


def accepted_as(candidate: Candidate, language: TargetLanguage) -> str | None:
    """Return the form of the candidate's entity of which the mention is another romanisation, if any."""
    entity = candidate.entity
    right = (form for form in forms_of(entity, language) if form.status != "misspelling")
    return next((form.text for form in right if is_same_name(candidate.mention.name, form.name, entity.country)), None)


def with_accepted_parts(surface: str, written: str, country: str | None, language: TargetLanguage) -> str:
    """Return what is written with those parts of the mention that are right in other words: romanised, Town for Township.

    Example:
        >>> from namefix.names.target_language import english
        >>> with_accepted_parts("Sergey Lavlov", "Sergei Lavrov", "RU", english())
        'Sergey Lavrov'
    """
    parts, others = surface.split(), written.split()
    if len(parts) != len(others):
        return written
    return " ".join(
        part if _is_as_right(name_of(part), name_of(other), country, language) else other
        for part, other in zip(parts, others, strict=True)
    )


def _is_as_right(part: Name, other: Name, country: str | None, language: TargetLanguage) -> bool:
    return is_same_name(part, other, country) or {part.folded, other.folded} <= language.designators


def _action(best: _Option, judge: Judge) -> Action:
    probability, policy = best.proposal.probability, judge.policy
    if probability < policy.review:
        return Action.KEEP
    return Action.REPLACE if probability >= policy.replace and _is_alike(best, judge.scorers) else Action.REVIEW


def _is_alike(option: _Option, scorers: Mapping[str, Scorer]) -> bool:
    """Whether letters or sounds of mention and name agree, by any scorer that compares them."""
    limits = {name: scorer.alike_from for name, scorer in scorers.items() if scorer.alike_from is not None}
    return any((score := option.scores[name]) is not None and score.value >= least for name, least in limits.items())


def _by_the_table(mention: Mention, style: HouseStyle) -> _Verdict | None:
    """Decide what needs no evidence: a misspelling that the table lists, an accepted spelling that the house replaces."""
    forms = [form for form in mention.forms if form.name.folded == mention.name.folded]
    if mention.is_right:
        why = "house style"
        wanted = {written: form for form in forms if (written := style.preferred(form))}
        if len(wanted) != 1 or not all(style.preferred(form) for form in forms):
            return None
    else:
        why = "listed as a misspelling"
        wanted = {form.replacement: form for form in forms}
        if not wanted:
            return None
    (written, form), *rivals = wanted.items()
    action = Action.REVIEW if rivals else Action.REPLACE
    chosen = Proposal(Candidate(mention, form), 1 / len(wanted), ())
    rejected = tuple(Proposal(Candidate(mention, other), 1 / len(wanted), ()) for _, other in rivals)
    return _Verdict(action, chosen, rejected, why, written)


def _in_house_spelling(candidate: Candidate, usage: Usage, style: HouseStyle, language: TargetLanguage) -> str:
    """Return what to write for a form: as the house style says, else as the document itself writes the entity.

    An accepted spelling of one part that the mention has stays: "Binyamin Netaniagu" becomes "Binyamin Netanyahu".
    """
    form = candidate.form
    if not style.keeps(form.entity):
        return style.preferred(form) or form.replacement
    kept = set(candidate.mention.name.words) & set(form.name.words)
    if form.status == "variant" and not kept <= set(form.replacement_name.words):
        return form.text
    words = usage.get(form.entity.id)
    if not words:
        return form.replacement
    size = len(form.replacement.split())
    used, best = sum(words[word] for word in form.replacement_name.words), form.replacement
    for other in forms_of(form.entity, language):
        if other.status == "misspelling" or len(other.text.split()) != size:
            continue
        count = sum(words[word] for word in other.name.words)
        if count > used and spelling_similarity(other.name, form.replacement_name) >= _SAME_SHAPE:
            used, best = count, other.text
    return best
