"""What a worker process does with a text: it returns bytes that are sent as they are."""

from __future__ import annotations

from typing import NamedTuple

from namefix.datatypes import Translation
from namefix.pipeline import NameFixer
from namefix.report.json_report import json_line
from namefix.results import CorrectedText
from namefix.service.language_tool import AUTO, CheckRequest, check_answer
from namefix.service.text_language import Detected, detect_language


class Done(NamedTuple):
    """JSON to be sent, and how many names were repaired and how many are uncertain."""

    content: bytes
    repaired: int = 0
    uncertain: int = 0


def fix(fixer: NameFixer, translation: Translation, document_id: str | int | None) -> Done:
    """Return the library's own JSON, with the id if there is one."""
    result = next(fixer.fix_translations([translation]))
    fields = {} if document_id is None else {"id": document_id}
    return _done(json_line({**fields, **result.to_dict()}), result)


def check(fixer: NameFixer, request: CheckRequest) -> Done:
    """Return the answer that LanguageTool's clients expect; a text that is not English is not read."""
    text = request.annotated.text
    detected = detect_language(text) if request.is_read else Detected(request.language, 1.0)
    is_english = detected.language == "en" or request.language != AUTO
    if not request.is_read or not is_english:
        return Done(json_line(check_answer(request, detected, None)).encode())
    result = fixer.fix(text)
    return _done(json_line(check_answer(request, detected, result)), result)


def _done(line: str, result: CorrectedText) -> Done:
    return Done(line.encode(), len(result.edits), len(result.review))
