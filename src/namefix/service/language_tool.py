"""Answers in the format of LanguageTool: `matches` with offsets in UTF-16 units of the text that was sent."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, NamedTuple

from namefix.results import CorrectedText, Edit
from namefix.rewrite import options_of
from namefix.service.annotated_text import AnnotatedText, Utf16Offsets
from namefix.service.text_language import Detected

CATEGORY = "NAMES"
REPAIR, UNCERTAIN = "NAMEFIX_REPAIR", "NAMEFIX_UNCERTAIN"


class Rule(NamedTuple):
    """The description of a kind of match; clients colour it by its issue type."""

    description: str
    short_message: str
    issue_type: str


RULES: Mapping[str, Rule] = {
    REPAIR: Rule("A garbled name of a person or place", "Garbled name", "misspelling"),
    UNCERTAIN: Rule("A name of a person or place that may be garbled", "Uncertain name", "uncategorized"),
}
"""Rules that clients can disable."""

VARIANTS: Mapping[str, str] = {
    "en": "English",
    "en-US": "English (US)",
    "en-GB": "English (GB)",
    "en-AU": "English (Australian)",
    "en-CA": "English (Canadian)",
    "en-NZ": "English (New Zealand)",
    "en-ZA": "English (South African)",
}
"""Languages that clients can choose; all are treated alike."""

AUTO = "auto"
DEFAULT = "en-US"
"""Language reported for a text detected as English, unless the client prefers another variant."""

_LEAST_PROBABILITY = 0.01
"""Minimum probability of further suggestions for an uncertain name; below, it would be shown as 0%."""

_AROUND = 40
"""Number of characters of context on each side of a name."""

_SENTENCE_END = re.compile(
    r"""\n|(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)[.!?…]["'”’)\]]*(?=[ \t]+["'“‘(\[]*[A-Z])"""
)
_NOT_READ = "namefix reads English only"


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """A request of a client, with the enabled rules and the preferred variants of English."""

    annotated: AnnotatedText
    language: str
    rules: frozenset[str] = frozenset(RULES)
    variants: tuple[str, ...] = ()

    @property
    def is_read(self) -> bool:
        """True if the language of the client is English or to be detected."""
        return self.language == AUTO or self.language.lower().split("-")[0] == "en"


def software() -> dict[str, Any]:
    """Return the description of the software; clients require all of these fields."""
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
    """Return the languages that clients can choose."""
    return [{"name": name, "code": "en", "longCode": code} for code, name in VARIANTS.items()]


def check_answer(request: CheckRequest, detected: Detected, result: CorrectedText | None) -> dict[str, Any]:
    """Return the answer; without a result, it reports that the text was not checked.

    Args:
        request: The request.
        detected: The language of the text.
        result: The result for `request.annotated.text`, None if it was not checked.
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
    sentences = Sentences(request.annotated.text)
    found = [] if result is None else _find(result)
    matches = [_match(options, request.annotated, sentences) for options in found if _rule(options) in request.rules]
    incomplete = (
        {"incompleteResults": False} if result else {"incompleteResults": True, "incompleteResultsReason": _NOT_READ}
    )
    return {
        "software": software(),
        "warnings": incomplete,
        "language": {**language, "detectedLanguage": detection},
        "matches": matches,
    }


def _find(result: CorrectedText) -> Iterator[tuple[Edit, ...]]:
    """Yield every repair, and every uncertain name with all its likely candidates as edits of one span."""
    text = result.original
    for edit in result.all_edits:
        yield (edit,) if edit.is_certain else options_of(text, edit, within=(0, len(text)), least=_LEAST_PROBABILITY)


def _rule(options: Sequence[Edit]) -> str:
    return REPAIR if options[0].is_certain else UNCERTAIN


def _match(options: Sequence[Edit], annotated: AnnotatedText, sentences: Sentences) -> dict[str, Any]:
    edit = options[0]
    rule = RULES[_rule(options)]
    sent = annotated.sent_span(edit.start, edit.end)
    perhaps = "" if edit.is_certain else "perhaps "
    message = f"{edit.certainty.capitalize()}: {perhaps}“{edit.after}” ({edit.reason})"
    values = dict.fromkeys(option.after for option in options)
    return {
        "message": message if sent.is_whole else f"{message}. It contains markup: edit it by hand",
        "shortMessage": rule.short_message,
        "replacements": [{"value": value} for value in values] if sent.is_whole else [],
        "offset": sent.offset,
        "length": sent.length,
        "context": _context(annotated.text, edit.start, edit.end),
        "sentence": sentences.at(edit.start, edit.end),
        "type": {"typeName": "Other"},
        "rule": {
            "id": _rule(options),
            "description": rule.description,
            "issueType": rule.issue_type,
            "category": {"id": CATEGORY, "name": "Names"},
            "isPremium": False,
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }


def _context(text: str, start: int, end: int) -> dict[str, Any]:
    """Return a span with its context, on one line."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before, after = "…" if first else "", "…" if last < len(text) else ""
    shown = f"{before}{text[first:last]}{after}".replace("\n", " ")
    units = Utf16Offsets(shown)
    at = len(before) + start - first
    offset = units.of(at)
    return {"text": shown, "offset": offset, "length": units.of(at + end - start) - offset}


class Sentences:
    """The sentences of a text, split at punctuation marks and line ends.

    Example:
        >>> Sentences("He left. Then Mr. Makron came! All was well.").at(18, 24)
        'Then Mr. Makron came!'
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [match.end() for match in _SENTENCE_END.finditer(text)]

    def at(self, start: int, end: int) -> str:
        """Return the sentence that contains a span."""
        before, after = bisect_right(self._ends, start), bisect_left(self._ends, end)
        begins = self._ends[before - 1] if before else 0
        return self._text[begins : self._ends[after] if after < len(self._ends) else len(self._text)].strip()
