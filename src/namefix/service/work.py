"""Processing of a text in a worker process; the result is bytes ready to send."""

from __future__ import annotations

from typing import NamedTuple

from namefix.datatypes import Translation
from namefix.pipeline import NameFixer
from namefix.report.json_report import json_line
from namefix.results import CorrectedText
from namefix.service.language_tool import AUTO, CheckRequest, check_answer
from namefix.service.text_language import Detected, detect_language


class Done(NamedTuple):
    """A JSON answer with the number of repaired and of uncertain names."""

    content: bytes
    repaired: int = 0
    uncertain: int = 0


def fix(fixer: NameFixer, translation: Translation, document_id: str | int | None) -> Done:
    """Return the JSON of the library, with the id if there is one."""
    result = next(fixer.fix_translations([translation]))
    fields = {} if document_id is None else {"id": document_id}
    return _done(json_line({**fields, **result.to_dict()}), result)


def check(fixer: NameFixer, request: CheckRequest) -> Done:
    """Return the answer for clients of LanguageTool; a text that is not English is not checked."""
    text = request.annotated.text
    detected = detect_language(text) if request.is_read else Detected(request.language, 1.0)
    is_english = detected.language == "en" or request.language != AUTO
    if not request.is_read or not is_english:
        return Done(json_line(check_answer(request, detected, None)).encode())
    result = fixer.fix(text)
    return _done(json_line(check_answer(request, detected, result)), result)


def _done(line: str, result: CorrectedText) -> Done:
    return Done(line.encode(), len(result.edits), len(result.review))
