"""Charts of a batch: Vega-Lite specifications, drawn as SVG without scripts, whose colours the style sheet sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from namefix.errors import MissingExtraError
from namefix.report.batch_tally import BatchTally, EditCount, NameCount
from namefix.report.escapes import harmless
from namefix.results import Certainty

try:
    import vl_convert
except ImportError as error:
    raise MissingExtraError("namefix report", "report") from error

WIDE, NARROW = 620, 300
"""Widths of the two drawings of each chart, in pixels."""

_MOST_NAMES, _MOST_GROUPS = 15, 8
_DAYS_BY_DAY, _DAYS_BY_WEEK = 45, 400
"""Greatest spans of days that are drawn by day and by week."""

_COLOURS = {Certainty.SURE: "#010101", Certainty.LIKELY: "#020202", Certainty.UNCERTAIN: "#030303"}
_INK, _QUIET, _LINE, _HEAT = "#040404", "#050505", "#060606", "#070707"
"""Colours that the style sheet replaces: one rule for each."""

_CONFIG = {
    "background": None,
    "padding": {"left": 12, "right": 12, "top": 6, "bottom": 6},  # fonts of readers are wider than the measured one
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": _QUIET, "titleColor": _QUIET, "gridColor": _LINE, "domainColor": _LINE, "tickColor": _LINE,
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 170,
    },
    "legend": {"labelColor": _INK, "labelFontSize": 12, "orient": "top", "title": None, "symbolType": "square"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its title and its drawings for wide and narrow pages, SVG in which all texts are escaped."""

    title: str
    wide: str
    narrow: str


def draw_charts(tally: BatchTally) -> dict[str, Chart]:
    """Return the charts that the tally has figures for, by their key in the template.

    Raises:
        MissingExtraError: If the extra `report` is not installed.
    """
    names = tally.names()[:_MOST_NAMES]
    charts: dict[str, Chart] = {}
    if names:
        charts["names"] = _draw("The names that break most", _bars(_by_name(names), "name"))
        charts["tenths"] = _draw("How sure the proposals are", _columns(_by_tenth(tally), "share"))
    if len(tally.days) > 1:
        unit, rows = _by_time(tally.days)
        charts["days"] = _draw(f"Proposals by {unit}", _columns(rows, "day"))
    if names and len(tally.languages) > 1:
        charts["languages"] = _draw("Which names break in which language", _heat(names, tally.languages, "languages"))
    if names and len(tally.desks) > 1:
        charts["desks"] = _draw("Which names break at which desk", _heat(names, tally.desks, "desks"))
    return charts


def _draw(title: str, spec: Mapping[str, Any]) -> Chart:
    return Chart(title, _svg(spec, WIDE), _svg(spec, NARROW))


def _svg(spec: Mapping[str, Any], width: int) -> str:
    whole = {**spec, "width": width, "autosize": {"type": "fit", "contains": "padding"}, "config": _CONFIG}
    drawn: str = vl_convert.vegalite_to_svg(whole, allowed_base_urls=[])
    return drawn


def _counts(group: EditCount) -> Iterable[tuple[Certainty, int]]:
    return ((certainty, group.certainties[certainty]) for certainty in Certainty if group.certainties[certainty])


def _by_name(names: Sequence[NameCount]) -> list[dict[str, Any]]:
    return [
        {"name": harmless(name.name), "edits": number, "certainty": certainty.value, "order": order}
        for order, name in enumerate(names)
        for certainty, number in _counts(name)
    ]


def _by_tenth(tally: BatchTally) -> list[dict[str, Any]]:
    labels = [f"{tenth * 10}–{tenth * 10 + 10} %" for tenth in range(10)]
    return [
        {"share": label, "edits": tally.tenths[tenth, certainty], "certainty": certainty.value, "order": tenth}
        for tenth, label in enumerate(labels)
        for certainty in Certainty
    ]


def _by_time(days: Mapping[date, EditCount]) -> tuple[str, list[dict[str, Any]]]:
    """Return the unit of time that suits the span, and the edits of each unit, also of those without any."""
    span = (max(days) - min(days)).days + 1
    unit = "day" if span <= _DAYS_BY_DAY else "week" if span <= _DAYS_BY_WEEK else "month"
    numbers: Counter[tuple[str, Certainty]] = Counter()
    for day, group in days.items():
        for certainty, number in _counts(group):
            numbers[_start(day, unit), certainty] += number
    starts = sorted({_start(min(days) + timedelta(at), unit) for at in range(span)})
    return unit, [
        {"day": start, "edits": numbers[start, certainty], "certainty": certainty.value, "order": order}
        for order, start in enumerate(starts)
        for certainty in Certainty
    ]


def _start(day: date, unit: str) -> str:
    if unit == "month":
        return f"{day:%Y-%m}"
    return f"{day - timedelta(day.weekday() if unit == 'week' else 0):%Y-%m-%d}"


_CERTAINTY = {
    "field": "certainty",
    "type": "nominal",
    "scale": {"domain": [item.value for item in Certainty], "range": list(_COLOURS.values())},
}
_NUMBER = {"field": "edits", "type": "quantitative", "title": "proposals", "axis": {"tickMinStep": 1, "format": "d"}}
_STACKED = {"field": "rank", "type": "quantitative"}
_RANK = [{"calculate": "indexof(['sure', 'likely', 'uncertain'], datum.certainty)", "as": "rank"}]


def _bars(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return {
        "data": {"values": rows},
        "transform": _RANK,
        "height": {"step": 22},
        "mark": {"type": "bar", "cornerRadius": 2},
        "encoding": {
            "y": {"field": name, "type": "nominal", "title": None, "sort": {"field": "order", "op": "min"}},
            "x": _NUMBER,
            "color": _CERTAINTY,
            "order": _STACKED,
        },
    }


def _columns(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return {
        "data": {"values": rows},
        "transform": _RANK,
        "height": 180,
        "mark": {"type": "bar", "cornerRadius": 2},
        "encoding": {
            "x": {
                "field": name, "type": "ordinal", "title": None, "sort": {"field": "order", "op": "min"},
                "axis": {"labelAngle": -45, "labelOverlap": "greedy"},
            },
            "y": _NUMBER,
            "color": _CERTAINTY,
            "order": _STACKED,
        },
    }  # fmt: skip


def _heat(names: Sequence[NameCount], groups: Mapping[str, EditCount], field: str) -> dict[str, Any]:
    """Return a map with a row for each name and a column for each group, the largest ones first."""
    largest = sorted(groups, key=lambda key: (-sum(groups[key].certainties.values()), key))[:_MOST_GROUPS]
    numbers = {(name.name, key): getattr(name, field)[key] for name in names for key in largest}
    rows = [
        {"name": harmless(name), "group": harmless(key), "edits": number}
        for (name, key), number in numbers.items()
        if number
    ]
    order = [harmless(name.name) for name in names]
    axes = {
        "y": {"field": "name", "type": "nominal", "title": None, "sort": order},
        "x": {
            "field": "group", "type": "nominal", "title": None, "sort": [harmless(key) for key in largest],
            "axis": {"orient": "top", "labelAngle": -40, "domain": False, "ticks": False},
        },
    }  # fmt: skip
    return {
        "data": {"values": rows},
        "height": {"step": 24},
        "encoding": axes,
        "layer": [
            {"mark": {"type": "rect", "cornerRadius": 2, "color": _HEAT}, "encoding": {"fillOpacity": _OPACITY}},
            {"mark": {"type": "text", "fontSize": 12, "color": _INK}, "encoding": {"text": {"field": "edits"}}},
        ],
    }


_OPACITY = {
    "field": "edits",
    "type": "quantitative",
    "scale": {"domainMin": 0, "range": [0.08, 0.75]},
    "legend": None,
}
"""Opacity tells numbers apart on light and dark pages alike."""
