"""Deciding: scored candidates in, one decision a mention out; decided spans do not overlap."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from namefix.config import Policy
from namefix.datatypes import Action, Candidate, Decision, Document, Form, Mention, Proposal, ScoredCandidate
from namefix.decide.calibrator import Calibrator
from namefix.decide.reason import Explainer, why_kept
from namefix.romanisation import is_pinyin, is_same_name
from namefix.similarity import likeness, spelling_similarity
from namefix.table.name_table import forms_of
from namefix.table.style import HouseStyle
from namefix.text import fold

_SAME_SHAPE = 0.6
"""Likeness of two forms of an entity from which on one may stand for the other (Zelensky, Zelenskyy; not Abe, Shinzo)."""

_SLACK = 0.1
"""How much less alike a longer mention may be than a part of it, to be preferred for saying more."""
_SPEAKS = 0.8
"""Likeness of another mention to the entity that counts as context."""
_AGREES = 0.5
"""Share of neighbouring names that must belong to the entity to count as context."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Everything beside the candidates that decisions depend on."""

    calibrator: Calibrator
    policy: Policy
    style: HouseStyle
    explainer: Explainer


def decide(scored: Sequence[ScoredCandidate], document: Document, judge: Judge) -> list[Decision]:
    """Return the decisions of a document, in the order of the text.

    Mentions with one surface form have one answer. Where mentions overlap, the likelier repair stands; of two repairs
    to one entity, the one that covers more. Right names of several words are never changed, and nothing inside a right
    name is.
    """
    proposals = _proposals(scored, judge.calibrator)
    usage = _usage(document)
    drafts = [_draft(mention, proposals.get(mention.surface, []), usage, judge) for mention in document.mentions]
    return sorted(_settle(drafts), key=lambda decision: decision.mention.start)


def _proposals(scored: Sequence[ScoredCandidate], calibrator: Calibrator) -> dict[str, list[Proposal]]:
    by_surface: dict[str, list[Proposal]] = defaultdict(list)
    for item in scored:
        evidence = calibrator.evidence(item.scores)
        proposal = Proposal(item.candidate, calibrator.probability_of(evidence), evidence)
        by_surface[item.candidate.mention.surface].append(proposal)
    for listed in by_surface.values():
        listed.sort(key=lambda proposal: (-proposal.probability, proposal.candidate.entity.id))
    return by_surface


def _usage(document: Document) -> Mapping[str, Counter[str]]:
    """Count for each entity the words in which the document writes it rightly."""
    usage: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in document.mentions:
        for form in mention.forms:
            if form.status != "misspelling":
                usage[form.entity.id].update(set(fold(mention.surface).split(" ")))
    return usage


def _draft(mention: Mention, proposals: list[Proposal], usage: Mapping[str, Counter[str]], judge: Judge) -> Decision:
    """Decide a mention as if it stood alone."""
    if ruled := _by_the_table(mention, judge.style):
        return ruled
    if not proposals:
        return Decision(mention, Action.KEEP, None, (), why_kept(mention))
    for proposal in proposals:
        if is_same_name(mention.surface, proposal.candidate.alias):
            reason = f"{mention.surface} is an accepted spelling of {proposal.candidate.alias}"
            return Decision(mention, Action.KEEP, None, (), reason)
    best, *others = proposals
    action = _action(best, judge.policy)
    written = _in_house_spelling(best.candidate.form, usage, judge.style)
    return Decision(
        mention, action, best, tuple(others), judge.explainer.why(best, written, others, action), replacement=written
    )


def _action(best: Proposal, policy: Policy) -> Action:
    if best.probability < policy.review:
        return Action.KEEP
    return Action.REPLACE if best.probability >= policy.replace and not _lacks_context(best) else Action.REVIEW


def _lacks_context(proposal: Proposal) -> bool:
    """Whether a Chinese name of one word would become another one while nothing else in the document speaks for it.

    One other syllable makes another right name: in clean English, nearly all wrong repairs above the threshold were such.
    """
    candidate = proposal.candidate
    if " " in fold(candidate.mention.surface) or not (is_pinyin(candidate.mention.surface) and is_pinyin(candidate.alias)):
        return False
    scores = {evidence.scorer: evidence.score or 0.0 for evidence in proposal.evidence}
    return scores.get("support", 0.0) < _SPEAKS and scores.get("neighbours", 0.0) < _AGREES


def _by_the_table(mention: Mention, style: HouseStyle) -> Decision | None:
    """Decide what needs no evidence: a misspelling that the table lists, an accepted spelling that the house replaces."""
    if mention.is_right:
        why = "house style"
        wanted = {written: form for form in mention.forms if (written := style.preferred(form))}
        if len(wanted) != 1 or not all(style.preferred(form) for form in mention.forms):
            return None
    else:
        why = "the table lists it as a misspelling"
        wanted = {form.replacement: form for form in mention.forms}
        if not wanted:
            return None
    (written, form), *rivals = wanted.items()
    action = Action.REVIEW if rivals else Action.REPLACE
    chosen = Proposal(Candidate(mention, form), 1 / len(wanted), ())
    rejected = tuple(Proposal(Candidate(mention, other), 1 / len(wanted), ()) for _, other in rivals)
    return Decision(mention, action, chosen, rejected, f"{mention.surface} → {written}: {why}", written)


def _in_house_spelling(form: Form, usage: Mapping[str, Counter[str]], style: HouseStyle) -> str:
    """Return what to write for a form: as the house style says, else as the document itself writes the entity."""
    if preferred := style.preferred(form):
        return preferred
    words = usage.get(form.entity.id)
    if not words:
        return form.replacement
    size = len(form.replacement.split())
    used, best = sum(words[word] for word in fold(form.replacement).split(" ")), form.replacement
    for other in forms_of(form.entity):
        if other.status == "misspelling" or len(other.text.split()) != size:
            continue
        count = sum(words[word] for word in fold(other.text).split(" "))
        if count > used and spelling_similarity(other.text, form.replacement) >= _SAME_SHAPE:
            used, best = count, other.text
    return best


def _settle(drafts: Iterable[Decision]) -> Iterator[Decision]:
    """Choose among drafts that overlap; yield those that stand."""
    for cluster in _clusters(drafts):
        rights = [draft.mention for draft in cluster if draft.mention.is_right]
        repairs = [draft for draft in cluster if _is_repair(draft) and not _breaks_a_right_name(draft, rights)]
        stands: list[Decision] = []
        for draft in sorted(repairs, key=lambda draft: (draft.action is Action.REVIEW, -draft.probability)):
            choice = max(
                (other for other in repairs if _says_more(other, draft)), key=lambda other: _length(other.mention), default=draft
            )
            if not any(_overlap(choice.mention, other.mention) for other in stands):
                stands.append(choice)
        rest = [draft for draft in cluster if not _is_repair(draft)]
        for draft in sorted(rest, key=lambda draft: (not draft.mention.is_right, -_length(draft.mention))):
            if not any(_overlap(draft.mention, other.mention) for other in stands):
                stands.append(draft)
        yield from stands


def _clusters(drafts: Iterable[Decision]) -> Iterator[list[Decision]]:
    """Part drafts, sorted by place, into lists that do not overlap one another."""
    cluster: list[Decision] = []
    reach = 0
    for draft in drafts:
        if cluster and draft.mention.start >= reach:
            yield cluster
            cluster = []
        cluster.append(draft)
        reach = max(reach, draft.mention.end)
    if cluster:
        yield cluster


def _is_repair(draft: Decision) -> bool:
    return draft.action is not Action.KEEP


def _length(mention: Mention) -> int:
    return mention.end - mention.start


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _says_more(other: Decision, draft: Decision) -> bool:
    """Whether a draft covers another one, for the same entity, with the same action, and is about as like it."""
    return (
        other.mention.start <= draft.mention.start
        and draft.mention.end <= other.mention.end
        and other.action is draft.action
        and other.chosen is not None
        and draft.chosen is not None
        and other.chosen.candidate.entity.id == draft.chosen.candidate.entity.id
        and _likeness(other.chosen) >= _likeness(draft.chosen) - _SLACK
    )


def _likeness(proposal: Proposal) -> float:
    return likeness(proposal.candidate.mention.surface, proposal.candidate.alias)


def _breaks_a_right_name(draft: Decision, rights: Iterable[Mention]) -> bool:
    """Whether a repair lies in a right name or cuts one, or changes a right name of several words that it covers."""
    for right in rights:
        if not _overlap(draft.mention, right) or (draft.mention.start, draft.mention.end) == (right.start, right.end):
            continue
        covers = draft.mention.start <= right.start and right.end <= draft.mention.end
        if not covers:
            return True
        words = fold(right.surface).split(" ")
        kept = fold(draft.replacement or "").split(" ")
        if len(words) > 1 and not all(word in kept for word in words):
            return True
    return False
