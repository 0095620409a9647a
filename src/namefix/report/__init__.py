"""Reports: a `CorrectedText` in, a text for one kind of reader out; nothing is decided here."""

from __future__ import annotations

from typing import Any

from namefix import registry
from namefix.results import CorrectedText


def render_report(result: CorrectedText, name: str, path: str, **options: Any) -> str:
    """Return a report of one text.

    Args:
        result: What was repaired, and why.
        name: A registered report, such as "diff".
        path: What the text is called for the reader.
        options: Settings of that report.

    Raises:
        UnknownComponentError: If no report has that name.
    """
    report: str = registry.load("report", name)(**options).render(result, path)
    return report
