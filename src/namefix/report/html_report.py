"""The report "html": a page with all changes marked, their reasons and the rejected candidates."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from namefix.datatypes import Entity
from namefix.report.escapes import harmless, visible
from namefix.results import CorrectedText, Edit

_PAGE = "report/page.html.jinja"
_LINE_END = re.compile("\r\n|\r|\n")


@dataclass(frozen=True)
class Sheet:
    """A text on a page; `edits` contains the edits made and the uncertain ones, in the order of the text."""

    path: str
    text: str
    edits: Sequence[Edit]
    warnings: Sequence[str] = ()

    @cached_property
    def changes(self) -> list[Edit]:
        """The edits that were made."""
        return [edit for edit in self.edits if edit.is_certain]

    @cached_property
    def uncertain(self) -> list[Edit]:
        """The uncertain edits, which were not made."""
        return [edit for edit in self.edits if not edit.is_certain]

    @cached_property
    def lines(self) -> list[list[str | Edit]]:
        """The lines of the text, in pieces."""
        return lines_of(self.text, self.edits)


class HtmlReport:
    """Print a self-contained page without scripts, in which the text is escaped."""

    def render(self, result: CorrectedText, path: str) -> str:
        """Return the page of one text."""
        return render_page([sheet_of(result, path)])


def sheet_of(result: CorrectedText, path: str) -> Sheet:
    """Return the sheet of a result."""
    return Sheet(path, result.original, result.all_edits, result.warnings)


def render_page(sheets: Sequence[Sheet], template: str = _PAGE, **values: Any) -> str:
    """Return one page with all texts on it.

    Args:
        sheets: The texts.
        template: A template of the package.
        values: Further values for the template.
    """
    return _environment().get_template(template).render(sheets=sheets, **values)


def lines_of(text: str, edits: Iterable[Edit]) -> list[list[str | Edit]]:
    r"""Return the lines of a text without line ends, each as its edits and the text between them.

    An edit across a line end belongs to the line in which it begins.

    Args:
        text: The original.
        edits: The sorted, non-overlapping edits.

    Example:
        >>> lines_of("One.\r\nTwo.", [])
        [['One.'], ['Two.']]
    """
    lines: list[list[str | Edit]] = [[]]
    for piece in _pieces(text, edits):
        if isinstance(piece, Edit):
            lines[-1].append(piece)
            continue
        first, *others = _LINE_END.split(piece)
        lines[-1] += [first] if first else []
        lines += [[line] if line else [] for line in others]
    return lines


def describe(entity: Entity) -> str:
    """Return a short description of an entity.

    Example:
        >>> describe(Entity("place/kyiv", "place", "Kyiv", country="UA", roles=("capital", "city")))
        'Kyiv · place · UA · capital'
    """
    kind = entity.kind if entity.kind != "other" else None
    return " · ".join(filter(None, (entity.name, kind, entity.country, *entity.roles[:1])))


@cache
def _environment() -> Environment:
    """Return the template environment, which escapes all values and reports missing ones."""
    environment = Environment(
        loader=PackageLoader("namefix", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(describe=describe, digest=_digest, harmless=harmless, visible=visible)
    environment.tests["edit"] = lambda piece: isinstance(piece, Edit)
    return environment


def _digest(content: str) -> str:
    """Return the source expression of the only style sheet or script that a policy allows."""
    return f"'sha256-{b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"


def _pieces(text: str, edits: Iterable[Edit]) -> Iterator[str | Edit]:
    at = 0
    for edit in edits:
        yield text[at : edit.start]
        yield edit
        at = edit.end
    yield text[at:]
