from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from namefix.curate.office_changes import QUERY, Batches, holders_of
from namefix.curate.query_service import Binding, QueryService, QueryTooLarge
from namefix.errors import InputError

FIELDS = {"classes": "wd:Q83307", "least": 5}


class Service(QueryService):
    """A service that answers each batch with its first day, if the batch is short enough."""

    def __init__(self, most_days: int) -> None:
        super().__init__("https://query.example/sparql", "namefix/test")
        self.most_days, self.asked = most_days, list[str]()

    def select(self, query: str) -> list[Binding]:
        first, behind = map(date.fromisoformat, re.findall(r'"(\d{4}-\d\d-\d\d)T', query))
        if (behind - first).days > self.most_days:
            raise QueryTooLarge
        self.asked.append(str(first))
        return [{"person": f"Q{first:%m%d}", "name": "Ida Quill", "role": "minister", "start": str(first)}]


def days(rows: list[Binding]) -> list[str]:
    return [row["start"] for row in rows]


def test_a_batch_that_takes_too_long_is_halved() -> None:
    batches = Batches(Service(10), QUERY, FIELDS, None)
    ends: list[date] = []
    rows = list(batches.rows(date(2026, 1, 1), date(2026, 2, 10), ends.append))
    assert days(rows) == ["2026-01-01", "2026-01-08", "2026-01-16", "2026-01-23", "2026-01-31"]
    assert ends == [date(2026, 1, 31), date(2026, 2, 10)]


def test_a_single_day_that_takes_too_long_is_an_error() -> None:
    with pytest.raises(InputError, match="takes too long for 2026-01-01; ask for fewer offices"):
        list(Batches(Service(0), QUERY, FIELDS, None).rows(date(2026, 1, 1), date(2026, 1, 9)))


def test_batches_that_are_done_are_not_asked_for_again(tmp_path: Path) -> None:
    progress = tmp_path / "new.csv.progress"
    first, behind = date(2026, 1, 1), date(2026, 4, 1)
    rows = list(Batches(Service(30), QUERY, FIELDS, progress).rows(first, behind))
    kept = progress.read_text(encoding="utf-8")
    progress.write_text("".join(kept.splitlines(keepends=True)[:2]) + '{"cut of', encoding="utf-8")
    service = Service(30)
    resumed = Batches(service, QUERY, FIELDS, progress)
    assert list(resumed.rows(first, behind)) == rows
    assert service.asked == ["2026-03-02"]
    resumed.forget()
    assert not progress.exists()


def test_answers_to_another_query_are_not_used(tmp_path: Path) -> None:
    progress = tmp_path / "new.csv.progress"
    list(Batches(Service(30), QUERY, FIELDS, progress).rows(date(2026, 1, 1), date(2026, 1, 9)))
    service = Service(30)
    other = Batches(service, QUERY, {**FIELDS, "least": 50}, progress)
    assert len(list(other.rows(date(2026, 1, 1), date(2026, 1, 9)))) == 1
    assert len(service.asked) == 1
    assert len([json.loads(line) for line in progress.read_text(encoding="utf-8").splitlines()]) == 2


def test_a_query_with_an_unknown_field_is_an_error() -> None:
    with pytest.raises(InputError, match=r"fields are %\(first\)s, .*%\(classes\)s"):
        Batches(Service(1), "SELECT %(nothing)s", FIELDS, None).query_for(date(2026, 1, 1), date(2026, 1, 2))


def test_rows_of_a_person_are_joined() -> None:
    row = {"person": "Q1", "name": "Ida Quill", "role": "minister", "languages": "7", "country": "GB"}
    (one,) = holders_of(
        [
            {**row, "start": "2026-03-01", "native": "Ида Квилл"},
            {**row, "start": "2020-01-01", "end": "2026-02-28", "role": "mayor", "languages": "x"},
            {"person": "Q2", "name": "No Office"},
        ],
        date(2026, 1, 1),
    )
    assert (one.key, one.country, one.languages, list(one.native)) == ("Q1", "GB", 7, ["Ида Квилл"])
    assert list(one.roles) == ["minister", "mayor"]
    assert list(one.changes) == ["took minister 2026-03-01", "left mayor 2026-02-28"]
