"""The report "html": a page with all changes marked, their reasons and the rejected candidates."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from namefix.datatypes import Entity
from namefix.report.escapes import harmless, misleading_spans, visible
from namefix.results import CorrectedText, Edit

_PAGE = "report/page.html.jinja"
_LINE_END = re.compile("\r\n|\r|\n")
_MOST_FORMS = 8
"""Maximum number of other forms of an entity that are shown."""


class Plain(NamedTuple):
    """A piece of a text without edits, which begins at the offset `start`."""

    start: int
    text: str


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
    def lines(self) -> list[list[Plain | Edit]]:
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


def lines_of(text: str, edits: Iterable[Edit]) -> list[list[Plain | Edit]]:
    r"""Return the lines of a text without line ends, each as its edits and the text between them.

    An edit across a line end belongs to the line in which it begins.

    Args:
        text: The original.
        edits: The sorted, non-overlapping edits.

    Example:
        >>> lines_of("One.\r\nTwo.", [])
        [[Plain(start=0, text='One.')], [Plain(start=6, text='Two.')]]
    """
    lines: list[list[Plain | Edit]] = [[]]
    for piece in _pieces(text, edits):
        if isinstance(piece, Edit):
            lines[-1].append(piece)
            continue
        at = 0
        for end in _LINE_END.finditer(piece.text):
            lines[-1] += _part(piece, at, end.start())
            lines.append([])
            at = end.end()
        lines[-1] += _part(piece, at, len(piece.text))
    return lines


def _part(piece: Plain, start: int, end: int) -> list[Plain]:
    return [Plain(piece.start + start, piece.text[start:end])] if start < end else []


def line_starts(text: str, edits: Sequence[Edit]) -> list[int]:
    r"""Return the start of each line of `lines_of`.

    Example:
        >>> line_starts("One.\r\nTwo.", [])
        [0, 6]
    """
    starts = [edit.start for edit in edits]

    def is_within_edit(at: int) -> bool:
        number = bisect_right(starts, at) - 1
        return number >= 0 and at < edits[number].end

    return [0, *(match.end() for match in _LINE_END.finditer(text) if not is_within_edit(match.start()))]


def describe(entity: Entity) -> str:
    """Return a short description of an entity.

    Example:
        >>> describe(Entity("place/kyiv", "place", "Kyiv", country="UA", roles=("capital", "city")))
        'Kyiv · place · UA · capital'
    """
    kind = entity.kind if entity.kind != "other" else None
    return " · ".join(filter(None, (entity.name, kind, entity.country, *entity.roles[:1])))


def other_forms(entity: Entity) -> str:
    """Return the first other names and native forms of an entity; empty if it has none.

    Example:
        >>> other_forms(Entity("place/kyiv", "place", "Kyiv", variants=("Kiev",), native=("Київ", "基辅")))
        'Kiev, Київ, 基辅'
    """
    right = [form for form in (*entity.aliases, *entity.variants) if form != entity.name]
    return ", ".join([*right[: _MOST_FORMS // 2], *entity.native[: _MOST_FORMS // 2]])


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
    environment.filters.update(
        describe=describe, digest=_digest, harmless=harmless, other_forms=other_forms, runs=_runs, visible=visible
    )
    environment.tests["edit"] = lambda piece: isinstance(piece, Edit)
    return environment


def _runs(piece: Plain) -> Iterator[tuple[int, str, bool]]:
    """Yield the start, text and kind of runs of a piece; true for a character that `harmless` shows as an escape."""
    at = 0
    for start, end in misleading_spans(piece.text):
        if at < start:
            yield piece.start + at, piece.text[at:start], False
        yield piece.start + start, piece.text[start:end], True
        at = end
    if at < len(piece.text):
        yield piece.start + at, piece.text[at:], False


def _digest(content: str) -> str:
    """Return the source expression of the only style sheet or script that a policy allows."""
    return f"'sha256-{b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"


def _pieces(text: str, edits: Iterable[Edit]) -> Iterator[Plain | Edit]:
    at = 0
    for edit in edits:
        yield Plain(at, text[at : edit.start])
        yield edit
        at = edit.end
    yield Plain(at, text[at:])
