"""A page for editors: the text with every change marked, the reasons and the candidates that were not chosen."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from namefix.datatypes import CorrectedText
from namefix.report.grid import visible
from namefix.report.marks import Mark, describe, harmless, lines_of, marks_of, others_of

_PAGE = "report/page.html.jinja"


@dataclass(frozen=True)
class Sheet:
    """A text on a page."""

    path: str
    text: str
    marks: Sequence[Mark]
    warnings: Sequence[str] = ()

    @cached_property
    def changes(self) -> list[Mark]:
        """The marks of what is changed."""
        return [mark for mark in self.marks if mark.is_sure]

    @cached_property
    def doubts(self) -> list[Mark]:
        """The marks of what is uncertain and left as it is."""
        return [mark for mark in self.marks if not mark.is_sure]

    @cached_property
    def lines(self) -> list[list[str | Mark]]:
        """The lines of the text, in pieces."""
        return lines_of(self.text, self.marks)


class HtmlReport:
    """Print a page that holds all it needs: no script, no other file, and nothing of the text is taken for markup."""

    def render(self, result: CorrectedText, path: str) -> str:
        """Return the page of one text."""
        return render_page([sheet_of(result, path)])


def sheet_of(result: CorrectedText, path: str) -> Sheet:
    """Return what a page shows of a result."""
    return Sheet(path, result.original, marks_of(result), result.warnings)


def render_page(sheets: Sequence[Sheet], template: str = _PAGE, **values: Any) -> str:
    """Return one page with all texts on it.

    Args:
        sheets: The texts.
        template: A template of the package.
        values: What else the template wants.
    """
    return _environment().get_template(template).render(sheets=sheets, **values)


@cache
def _environment() -> Environment:
    """Return what fills templates: it escapes everything, and is not silent on what is missing."""
    environment = Environment(
        loader=PackageLoader("namefix", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(describe=describe, digest=_digest, harmless=harmless, others=others_of, visible=visible)
    environment.tests["mark"] = lambda piece: isinstance(piece, Mark)
    return environment


def _digest(content: str) -> str:
    """Return what a policy calls the one style sheet, or script, that it allows."""
    return f"'sha256-{b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"
