"""Reports: format a `CorrectedText` for one purpose."""

from __future__ import annotations

from typing import Any

from namefix import registry
from namefix.results import CorrectedText


def render_report(result: CorrectedText, name: str, path: str, **options: Any) -> str:
    """Return a report of one text.

    Args:
        result: The result.
        name: A registered report, such as "diff".
        path: The name of the text in the report.
        options: The settings of the report.

    Raises:
        UnknownComponentError: If the name is unknown.
    """
    report: str = registry.load("report", name)(**options).render(result, path)
    return report
