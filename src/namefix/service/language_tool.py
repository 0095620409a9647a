"""A result as LanguageTool's clients get it: `matches`, with offsets in units of UTF-16 into what they sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any, NamedTuple

from namefix.datatypes import Action, CorrectedText, Decision, Edit
from namefix.files.links import find_links
from namefix.report.record import EditRecord, edit_records, review_records
from namefix.rewrite import edit_of
from namefix.service.annotated_text import AnnotatedText, Utf16Offsets
from namefix.service.text_language import Detected

CATEGORY = "NAMES"
REPAIR, UNCERTAIN = "NAMEFIX_REPAIR", "NAMEFIX_UNCERTAIN"


class Rule(NamedTuple):
    """What clients are told of a kind of match; they colour it by its issue type."""

    description: str
    short_message: str
    issue_type: str


RULES: Mapping[str, Rule] = {
    REPAIR: Rule("A garbled name of a person or place", "Garbled name", "misspelling"),
    UNCERTAIN: Rule("A name of a person or place that may be garbled", "Uncertain name", "uncategorized"),
}
"""What clients can switch off."""

VARIANTS: Mapping[str, str] = {
    "en": "English",
    "en-US": "English (US)",
    "en-GB": "English (GB)",
    "en-AU": "English (Australian)",
    "en-CA": "English (Canadian)",
    "en-NZ": "English (New Zealand)",
    "en-ZA": "English (South African)",
}
"""The languages that clients may choose: names are the same in all of them."""

AUTO = "auto"
DEFAULT = "en-US"
"""What a text is said to be in whose language was detected, unless a variant is preferred."""

_LEAST_PROBABILITY = 0.01
"""Of a candidate that is suggested for an uncertain name beside the likeliest one; it would be shown as 0%."""

_AROUND = 40
"""Letters on each side of a name that are shown with it."""

_SENTENCE_END = re.compile(r"\n|(?<=[.!?…])[\"'”’)\]]*[ \t]+(?=[\"'“‘(\[]*[A-Z])")
_NOT_READ = "namefix reads English only"


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What a client wants to be checked; `rules` are those that are not switched off, `variants` the preferred ones."""

    annotated: AnnotatedText
    language: str
    rules: frozenset[str] = frozenset(RULES)
    variants: tuple[str, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether the language that the client names is one that namefix reads, or to be detected."""
        return self.language == AUTO or self.language.lower().split("-")[0] == "en"


def software() -> dict[str, Any]:
    """Return what clients are told of the program; they look for all of these."""
    return {
        "name": "namefix",
        "version": version("namefix"),
        "buildDate": "",
        "apiVersion": 1,
        "premium": False,
        "premiumHint": "",
        "status": "",
    }


def languages() -> list[dict[str, str]]:
    """Return the languages that clients may choose."""
    return [{"name": name, "code": "en", "longCode": code} for code, name in VARIANTS.items()]


def check_answer(request: CheckRequest, detected: Detected, result: CorrectedText | None) -> dict[str, Any]:
    """Return the whole answer; without a result, that the text was not read.

    Args:
        request: What was asked.
        detected: The language of the text.
        result: What became of `request.annotated.text`.
    """
    if request.language == AUTO:
        preferred = next((code for code in request.variants if code in VARIANTS), DEFAULT)
        code = preferred if detected.language == "en" else detected.language
    else:
        code = request.language
    language = {"name": VARIANTS.get(code, code), "code": code}
    detection = {
        "name": VARIANTS.get(detected.language, detected.language),
        "code": code if detected.language == code.split("-")[0] else detected.language,
        "confidence": detected.probability,
    }
    matches = [] if result is None else sorted(_matches(request, result), key=lambda match: match["offset"])
    incomplete = (
        {"incompleteResults": False} if result else {"incompleteResults": True, "incompleteResultsReason": _NOT_READ}
    )
    return {
        "software": software(),
        "warnings": incomplete,
        "language": {**language, "detectedLanguage": detection},
        "matches": matches,
    }


def _matches(request: CheckRequest, result: CorrectedText) -> Iterator[dict[str, Any]]:
    """Yield a match for each repair and each uncertain name; names in addresses and handles are left alone."""
    links = list(find_links(result.original))

    def is_wanted(rule: str, start: int, end: int) -> bool:
        return rule in request.rules and not any(start < behind and first < end for first, behind in links)

    for record in edit_records(result):
        if is_wanted(REPAIR, record.start, record.end):
            message = f"Probably “{record.replacement}” ({record.probability:.0%} sure): {record.evidence}"
            yield _match(request, REPAIR, (record.start, record.end), message, [record.replacement])
    for suggestion in _suggestions(result):
        record = suggestion.record
        if is_wanted(UNCERTAIN, record.start, record.end):
            message = f"Uncertain: perhaps “{record.replacement}” ({record.probability:.0%} sure): {record.evidence}"
            yield _match(request, UNCERTAIN, suggestion.span, message, suggestion.replacements)


class _Suggestion(NamedTuple):
    """What an uncertain name may be: the likeliest repair, and all that are likely as replacements of one span."""

    record: EditRecord
    span: tuple[int, int]
    replacements: list[str]


def _suggestions(result: CorrectedText) -> Iterator[_Suggestion]:
    text = result.original
    doubts = [
        (decision, edit)
        for decision in result.decisions
        if decision.action is Action.REVIEW and (edit := edit_of(text, decision)) is not None
    ]
    for (decision, first), record in zip(doubts, review_records(result), strict=True):
        edits = [first, *_other_edits(text, decision)]
        start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
        written = (f"{text[start : edit.start]}{edit.after}{text[edit.end : end]}" for edit in edits)
        yield _Suggestion(record, (start, end), list(dict.fromkeys(written)))


def _other_edits(text: str, decision: Decision) -> Iterator[Edit]:
    """Yield the edits of the candidates beside the likeliest one, in their order."""
    for proposal in decision.rejected:
        if proposal.probability >= _LEAST_PROBABILITY:
            edit = edit_of(text, replace(decision, chosen=proposal, replacement=proposal.candidate.form.replacement))
            if edit is not None:
                yield edit


def _match(
    request: CheckRequest, rule: str, span: tuple[int, int], message: str, replacements: list[str]
) -> dict[str, Any]:
    annotated = request.annotated
    start, end = span
    sent = annotated.sent_span(start, end)
    if not sent.is_whole:
        message += ". There is markup within it: write it by hand"
    return {
        "message": message,
        "shortMessage": RULES[rule].short_message,
        "replacements": [{"value": value} for value in replacements] if sent.is_whole else [],
        "offset": sent.offset,
        "length": sent.length,
        "context": _context(annotated.text, start, end),
        "sentence": sentence_at(annotated.text, start, end),
        "type": {"typeName": "Other"},
        "rule": {
            "id": rule,
            "description": RULES[rule].description,
            "issueType": RULES[rule].issue_type,
            "category": {"id": CATEGORY, "name": "Names"},
            "isPremium": False,
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }


def _context(text: str, start: int, end: int) -> dict[str, Any]:
    """Return a span with some letters around it, on one line."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before, after = "…" if first else "", "…" if last < len(text) else ""
    shown = f"{before}{text[first:last]}{after}".replace("\n", " ")
    units = Utf16Offsets(shown)
    at = len(before) + start - first
    offset = units.of(at)
    return {"text": shown, "offset": offset, "length": units.of(at + end - start) - offset}


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence in which a span stands, as far as marks and line ends tell.

    Example:
        >>> sentence_at("He left. Then Makron came! All was well.", 14, 20)
        'Then Makron came!'
    """
    begins = max((match.end() for match in _SENTENCE_END.finditer(text, 0, start)), default=0)
    ends = _SENTENCE_END.search(text, end)
    return text[begins : ends.start() if ends else len(text)].strip()
