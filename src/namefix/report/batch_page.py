"""The page of `namefix report`: a batch for the newsroom, with charts and sortable tables, in one file."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from namefix.names.name import name_of
from namefix.report.batch_charts import Chart, draw_charts
from namefix.report.batch_tally import NO_VALUE, BatchTally, EditCount, NameCount, UnknownName
from namefix.report.escapes import harmless
from namefix.report.html_report import render_page

_TEMPLATE = "report/batch_page.html.jinja"

MOST_ROWS = 200
"""Maximum number of rows of a table; more are counted in a sentence."""

_MOST_SHOWN = 2
"""Number of garbled forms, languages and desks that a cell lists."""


@dataclass(frozen=True, slots=True)
class BatchPage:
    """Content of the page: counts, rows and charts."""

    title: str
    all: EditCount
    names: Sequence[NameCount]
    unknown: Sequence[UnknownName]
    groups: Sequence[tuple[str, str, Sequence[tuple[str, EditCount]]]]
    review: Sequence[tuple[str, int]]
    charts: dict[str, Chart]
    period: str
    has_pipeline: bool
    table_rows: str


def render_batch_page(tally: BatchTally, title: str, *, has_pipeline: bool = True) -> str:
    """Return the page of a batch, which needs no network and runs no script but its own.

    Args:
        tally: The counts.
        title: The title, mostly the name of the file.
        has_pipeline: False if names were found without entity recognition, so that unknown ones cannot be listed.

    Raises:
        MissingExtraError: If the extra `report` is not installed.
    """
    unknown = tally.unknown()
    page = BatchPage(
        title=title,
        all=tally.all,
        names=tally.names(),
        unknown=unknown,
        groups=[
            (heading, key, sorted(groups.items(), key=lambda item: (-item[1].documents, item[0])))
            for heading, key, groups in (
                ("Source language", "languages", tally.languages),
                ("Desk", "desks", tally.desks),
            )
            if set(groups) - {NO_VALUE}
        ],
        review=tally.for_review.most_common(),
        charts=draw_charts(tally),
        period=" to ".join(dict.fromkeys(f"{day:%Y-%m-%d}" for day in (min(tally.days), max(tally.days))))
        if tally.days
        else "",
        has_pipeline=has_pipeline,
        table_rows=rows_of_a_table(unknown[:MOST_ROWS]),
    )
    return render_page((), _TEMPLATE, page=page, most=MOST_ROWS, none=NO_VALUE, listed=list_most)


def list_most(counts: Counter[str]) -> str:
    """Return the most frequent items with their numbers.

    Example:
        >>> list_most(Counter(ru=4, zh=1))
        'ru 4, zh 1'
    """
    items = [f"{item} {number}" for item, number in counts.most_common(_MOST_SHOWN) if item != NO_VALUE]
    more = len(counts) - _MOST_SHOWN
    return ", ".join(items) + (f", {more} more" if more > 0 else "")


def rows_of_a_table(names: Iterable[UnknownName]) -> str:
    """Return names as rows of a table of names, for an editor to check and complete.

    Example:
        >>> print(rows_of_a_table([UnknownName("Ilva Tarrin", "person", "", "")]))
        id,kind,name
        person/ilva-tarrin,person,Ilva Tarrin
        <BLANKLINE>
    """
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(("id", "kind", "name"))
    for name in names:
        plain = harmless(name.name)
        writer.writerow((f"{name.kind}/{'-'.join(name_of(plain).words)}", name.kind, plain))
    return page.getvalue()
