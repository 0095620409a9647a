"""A page for editors: the text with every change marked, the reasons and the candidates that were not chosen."""

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
from namefix.report.grid import visible
from namefix.results import CorrectedText, Edit

_PAGE = "report/page.html.jinja"
_LINE_END = re.compile("\r\n|\r|\n")

_MISLEADING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, half characters, and those that turn the direction of what follows."""


@dataclass(frozen=True)
class Sheet:
    """A text on a page; `edits` are those that were made and the uncertain ones, in the order of the text."""

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
        """The edits that were not made."""
        return [edit for edit in self.edits if not edit.is_certain]

    @cached_property
    def lines(self) -> list[list[str | Edit]]:
        """The lines of the text, in pieces."""
        return lines_of(self.text, self.edits)


class HtmlReport:
    """Print a page that holds all it needs: no script, no other file, and nothing of the text is taken for markup."""

    def render(self, result: CorrectedText, path: str) -> str:
        """Return the page of one text."""
        return render_page([sheet_of(result, path)])


def sheet_of(result: CorrectedText, path: str) -> Sheet:
    """Return what a page shows of a result."""
    return Sheet(path, result.original, result.all_edits, result.warnings)


def render_page(sheets: Sequence[Sheet], template: str = _PAGE, **values: Any) -> str:
    """Return one page with all texts on it.

    Args:
        sheets: The texts.
        template: A template of the package.
        values: What else the template wants.
    """
    return _environment().get_template(template).render(sheets=sheets, **values)


def lines_of(text: str, edits: Iterable[Edit]) -> list[list[str | Edit]]:
    r"""Return the lines of a text without their ends, each as its edits and the text between them.

    An edit that goes over a line end belongs to the line in which it begins.

    Args:
        text: The original.
        edits: In its order, apart from one another.

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
    """Say who or what an entity is.

    Example:
        >>> describe(Entity("place/kyiv", "place", "Kyiv", country="UA", roles=("capital", "city")))
        'Kyiv · place · UA · capital'
    """
    kind = entity.kind if entity.kind != "other" else None
    return " · ".join(filter(None, (entity.name, kind, entity.country, *entity.roles[:1])))


def harmless(text: str) -> str:
    r"""Return a text in which characters that move or hide others are written as escapes; tabs and line ends stay.

    Example:
        >>> harmless("Mak\u202eron\x00")
        'Mak\\u202eron\\x00'
    """
    return _MISLEADING.sub(lambda match: repr(match[0])[1:-1], text)


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
    environment.filters.update(describe=describe, digest=_digest, harmless=harmless, visible=visible)
    environment.tests["edit"] = lambda piece: isinstance(piece, Edit)
    return environment


def _digest(content: str) -> str:
    """Return what a policy calls the one style sheet, or script, that it allows."""
    return f"'sha256-{b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"


def _pieces(text: str, edits: Iterable[Edit]) -> Iterator[str | Edit]:
    at = 0
    for edit in edits:
        yield text[at : edit.start]
        yield edit
        at = edit.end
    yield text[at:]
