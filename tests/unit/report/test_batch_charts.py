from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.hostile import HOSTILE
from tests.unit.report.test_batch_tally import RESULT
from tests.unit.report.test_html_report import result_with

import namefix
from namefix.report import batch_charts
from namefix.report.batch_charts import Chart, draw_charts
from namefix.report.batch_tally import BatchTally, DocumentFacts
from namefix.results import CorrectedText

STYLE = (Path(namefix.__file__).parent / "report" / "batch_page.css").read_text(encoding="utf-8")


def tally_of(*days: date, results: Iterable[CorrectedText] = (RESULT,)) -> BatchTally:
    """Return a tally with two languages and desks, and the same results on each day."""
    tally = BatchTally()
    for number, day in enumerate(days):
        for result in results:
            tally.add(DocumentFacts(f"{number}", ("ru", "zh")[number % 2], ("world", "sport")[number % 2], day), result)
    return tally


def texts_of(chart: Chart) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(chart.wide).iter() if element.tag.endswith("text")]  # noqa: S314 - our own


@pytest.mark.parametrize(
    ("span", "unit", "first", "columns"),
    [(3, "day", "2024-01-03", 4), (60, "week", "2024-01-01", 9), (500, "month", "2024-01", 17)],
)
def test_time_is_drawn_in_a_unit_that_suits_the_span_without_gaps(
    span: int, unit: str, first: str, columns: int
) -> None:
    start = date(2024, 1, 3)
    tally = tally_of(start, start + timedelta(span))
    assert draw_charts(tally)["days"].title == f"Proposals by {unit}"
    rows = batch_charts._by_time(tally.days)[1]
    starts = list(dict.fromkeys(row["day"] for row in rows))
    assert (starts[0], len(starts)) == (first, columns)


def test_charts_name_names_and_groups() -> None:
    charts = draw_charts(tally_of(date(2024, 1, 3), date(2024, 1, 4)))
    assert set(charts) == {"names", "tenths", "days", "languages", "desks"}
    assert "Emmanuel Macron" in texts_of(charts["names"])
    assert {"ru", "zh", "Emmanuel Macron"} <= set(texts_of(charts["languages"]))
    assert {"sure", "likely", "uncertain"} <= set(texts_of(charts["names"]))


def test_without_figures_there_is_no_chart() -> None:
    assert draw_charts(BatchTally()) == {}
    assert set(draw_charts(tally_of(date(2024, 1, 3)))) == {"names", "tenths"}


def test_the_style_sheet_sets_every_colour() -> None:
    charts = draw_charts(tally_of(date(2024, 1, 3), date(2024, 1, 4)))
    drawn = "".join(chart.wide + chart.narrow for chart in charts.values())
    used = set(re.findall(r'\b(fill|stroke)="(#\w+)"', drawn))
    assert {f'[{kind}="{colour}"]' for kind, colour in used} <= set(re.findall(r"\[[^\]]+\]", STYLE))


def test_hostile_names_are_texts() -> None:
    charts = draw_charts(tally_of(date(2024, 1, 3), date(2024, 1, 4), results=list(map(result_with, HOSTILE[:14]))))
    for chart in charts.values():
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(chart.narrow).iter()}  # noqa: S314 - our own
        assert tags <= {"svg", "g", "path", "text", "line", "rect", "defs", "clipPath"}
        assert "style=" not in chart.narrow
