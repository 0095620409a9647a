"""Short ways to build documents, candidates and scores in tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from namefix import Action, CorrectedText, Decision, Edit, Entity
from namefix.datatypes import Candidate, Document, Form, FoundBy, Kind, Mention, Proposal, Score, ScoredCandidate
from namefix.decide.calibrator import Calibrator, Curve, shipped
from namefix.names.target_language import english
from namefix.protocols import Scorer
from namefix.rewrite import apply_edits, rewrite
from namefix.source.native_forms import NativeForms
from namefix.source.reading import read_source
from namefix.table.name_table import NameTable

_FLAT = Curve(at=[0, 1], log_odds=[0, 0])
_TELLING = {
    "spelling": Curve(at=[0.5, 0.72, 1], log_odds=[-9, 1, 6]),
    "known": Curve(at=[0, 0.01, 1], log_odds=[-12, 0, 0]),
    "english": Curve(at=[0.3, 0.6], log_odds=[-9, 0]),
    "native": Curve(at=[0, 0.2, 0.5, 1], log_odds=[-20, -20, 9, 12]),
}


def eager_calibrator() -> Calibrator:
    """Return a calibrator that replaces what is spelt much alike, unless it is a known name or common English."""
    return _calibrator_of(Calibrator.read(shipped(True)).curves)


def eager_source_calibrator() -> Calibrator:
    """Return one that replaces besides what the source names opposite, and nothing by what it names nowhere."""
    return _calibrator_of(Calibrator.read(shipped(True, has_source=True)).curves)


def _calibrator_of(evidence: Iterable[str]) -> Calibrator:
    return Calibrator(intercept=1, curves={name: _TELLING.get(name, _FLAT) for name in evidence})


def values_of(scores: Iterable[Score | None]) -> list[float | None]:
    """Return scores without their words."""
    return [score and score.value for score in scores]


def mention_of(
    text: str, surface: str, *, kind: Kind | None = None, forms: Iterable[Form] = (), at: int = 0
) -> Mention:
    """Return the mention of a surface form in a text, from position `at` on."""
    start = text.index(surface, at)
    end = start + len(surface)
    return Mention(start, end, surface, kind, FoundBy.CAPITALS, tuple(forms), english().family_plural(text, start, end))


def mentions_of(text: str, surface: str, *, kind: Kind | None = None, forms: Iterable[Form] = ()) -> list[Mention]:
    """Return the mentions of a surface form at all its places in a text."""
    starts = [at for at in range(len(text)) if text.startswith(surface, at)]
    return [mention_of(text, surface, kind=kind, forms=forms, at=at) for at in starts]


def document_of(text: str, *mentions: Mention) -> Document:
    """Return a document with these mentions."""
    return Document(text, tuple(english().find_words(text)), tuple(sorted(mentions, key=lambda mention: mention.start)))


def translation_of(
    table: NameTable,
    text: str,
    source: str,
    *surfaces: str,
    language: str | None = None,
    beside: Iterable[Mention] = (),
) -> Document:
    """Return a document read with its source, with the mentions of these surface forms at all their places."""
    found = [mention for surface in surfaces for mention in mentions_of(text, surface, forms=table.find(surface))]
    document = document_of(text, *found, *beside)
    return read_source(document, source, language, NativeForms(table.entities.values()))


def source_score_of(
    scorer: Scorer, document: Document, surface: str, form: Form, *others: tuple[str, Form]
) -> float | None:
    """Return the score of a form for a surface form of the document, beside other such candidates."""
    candidates = [Candidate(document.by_surface[surface][0], form) for surface, form in ((surface, form), *others)]
    return values_of(scorer.score(candidates, document))[0]


def words_of(scorer: Scorer, document: Document, surface: str, form: Form) -> str:
    """Return the words of the score of a form for a surface form of the document."""
    (score,) = scorer.score([Candidate(document.by_surface[surface][0], form)], document)
    assert score is not None
    return score.words


def form_of(entity: Entity, text: str | None = None) -> Form:
    """Return a form of an entity, by default its name."""
    forms = NameTable([entity]).find(text or entity.name)
    return forms[0]


def score_of(
    scorer: Scorer, text: str, candidate: tuple[str, Form], *others: tuple[str, Form], beside: Iterable[Mention] = ()
) -> float | None:
    """Return the score of the first (surface form, form it may be); a surface form counts at all its places.

    Mentions beside the candidates are those that the document has without a candidate, such as right names.
    """
    surfaces = dict.fromkeys(surface for surface, _ in (candidate, *others))
    mentions = {surface: mentions_of(text, surface) for surface in surfaces}
    candidates = [Candidate(mentions[surface][0], form) for surface, form in (candidate, *others)]
    document = document_of(text, *(mention for found in mentions.values() for mention in found), *beside)
    return values_of(scorer.score(candidates, document))[0]


def scored_of(
    text: str, scores: Mapping[tuple[str, Form], float], *, beside: Iterable[Mention] = ()
) -> tuple[list[ScoredCandidate], Document]:
    """Return the candidates (surface form, form it may be) with these scores of spelling, and their document."""
    mentions = {surface: mentions_of(text, surface) for surface, _ in scores}
    scored = [
        ScoredCandidate(Candidate(mentions[surface][0], form), {"spelling": Score(score, "")})
        for (surface, form), score in scores.items()
    ]
    return scored, document_of(text, *(mention for found in mentions.values() for mention in found), *beside)


def decision_of(
    mention: Mention,
    replacement: str,
    *,
    entity: Entity | None = None,
    probability: float = 0.9,
    action: Action = Action.REPLACE,
    others: Iterable[tuple[Entity, float]] = (),
    reason: str = "by hand",
) -> Decision:
    """Return a decision to write a replacement, by default the name of some person; `others` were not chosen."""
    entity = entity or Entity("person/x", "person", replacement)
    chosen, *rejected = (
        Proposal(Candidate(mention, Form(text, entity, "name", text)), probability, ())
        for text, entity, probability in (
            (replacement, entity, probability),
            *((other.name, other, probability) for other, probability in others),
        )
    )
    return Decision(mention, action, chosen, tuple(rejected), reason, replacement)


def edit_in(text: str, before: str, after: str, *, at: int = 0) -> Edit:
    """Return the edit that replaces a name in a text, from position `at` on, the whole of it."""
    mention = mention_of(text, before, at=at)
    return Edit(mention.start, mention.end, before, after, decision_of(mention, after))


def repaired(text: str, *changes: tuple[str, str, float, Action]) -> CorrectedText:
    """Return what becomes of a text by decisions on (surface form, right name, probability, action)."""
    macron = Entity("person/emmanuel-macron", "person", "Emmanuel Macron", ("Macron",))
    zell = Entity("person/anna-zell", "person", "Anna Zell")
    decisions = [
        decision_of(
            mention_of(text, surface),
            right,
            entity=macron if "M" in right else zell,
            probability=probability,
            action=action,
            reason=f"{surface} sounds alike",
        )
        for surface, right, probability, action in changes
    ]
    return rewrite(document_of(text), decisions)


def corrected(text: str, *changes: tuple[str, str]) -> CorrectedText:
    """Return a result in which each (before, after) was changed once, from left to right."""
    edits: list[Edit] = []
    for before, after in changes:
        edits.append(edit_in(text, before, after, at=edits[-1].end if edits else 0))
    decisions = tuple(edit.decision for edit in edits)
    return CorrectedText(text, apply_edits(text, edits), tuple(edits), (), decisions)
