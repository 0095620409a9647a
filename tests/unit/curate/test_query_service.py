"""The client of the query service, against a server of this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.query_server import ROW, TIMEOUT, Answers, answer, answering

from namefix.curate import query_service
from namefix.curate.query_service import QueryService, QueryTooLarge
from namefix.errors import InputError


@pytest.fixture
def server() -> Iterator[Answers]:
    with answering() as server:
        yield server


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def service(server: Answers, waits: list[float]) -> QueryService:
    return QueryService(f"http://127.0.0.1:{server.server_port}/sparql", "namefix/test", waits.append)


def test_rows_have_ids_days_and_texts_and_no_unknown_values(server: Answers, service: QueryService) -> None:
    server.prepare(200, answer(ROW))
    assert service.select("SELECT 1") == [{"person": "Q1", "name": "Ida Quill", "start": "2026-03-01"}]
    assert server.asked == [("SELECT 1", "namefix/test")]


def test_it_waits_as_long_as_the_service_asks(server: Answers, service: QueryService, waits: list[float]) -> None:
    server.prepare(429, Retry_After="7")
    server.prepare(429, Retry_After="Mon, 01 Jan 2001 00:00:00 GMT")
    server.prepare(200, answer())
    assert service.select("SELECT 1") == []
    assert waits == [7, 0]


def test_without_a_time_each_wait_is_about_twice_the_last(
    server: Answers, service: QueryService, waits: list[float]
) -> None:
    for status in (502, 503, 429):
        server.prepare(status, Retry_After="soon")
    server.prepare(200, answer())
    service.select("SELECT 1")
    assert [round(wait / expected) for wait, expected in zip(waits, (2, 4, 8), strict=True)] == [1, 1, 1]


def test_it_gives_up_after_six_tries(server: Answers, service: QueryService, waits: list[float]) -> None:
    server.prepare(503, "overloaded")
    with pytest.raises(InputError, match="answers 503 Service Unavailable; tried 6 times; try again later"):
        service.select("SELECT 1")
    assert len(waits) == 5


def test_it_does_not_wait_for_hours(server: Answers, service: QueryService, waits: list[float]) -> None:
    server.prepare(429, Retry_After="7200")
    with pytest.raises(InputError, match="asks to wait 7200 seconds"):
        service.select("SELECT 1")
    assert waits == []


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, TIMEOUT),
        (504, "upstream request timeout"),
        (200, answer(ROW)[:-40]),
        (200, answer(ROW)[:-40] + TIMEOUT.encode()),
    ],
)
def test_a_query_that_takes_too_long_is_too_large(
    server: Answers, service: QueryService, status: int, body: bytes | str
) -> None:
    server.prepare(status, body)
    with pytest.raises(QueryTooLarge):
        service.select("SELECT 1")


@pytest.mark.parametrize(
    ("status", "body", "remedy"),
    [
        (400, "SPARQL-QUERY: malformed", "correct the query"),
        (403, "banned", "name yourself with --contact"),
        (404, "", "check --address"),
        (200, "<html>a portal</html>", "check --address"),
        (200, '{"boolean": true}', "check --address"),
    ],
)
def test_what_no_further_try_can_help_is_an_error_with_a_remedy(
    server: Answers, service: QueryService, status: int, body: str, remedy: str
) -> None:
    server.prepare(status, body)
    with pytest.raises(InputError, match=remedy):
        service.select("SELECT 1")
    assert len(server.asked) == 1


def test_a_silent_service_is_a_query_that_is_too_large(server: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    def time_out(*arguments: object, **options: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(query_service, "urlopen", time_out)
    with pytest.raises(QueryTooLarge):
        QueryService("https://silent.example/sparql", "namefix/test").select("SELECT 1")


def test_nobody_at_the_address(waits: list[float]) -> None:
    service = QueryService("http://127.0.0.1:9/sparql", "namefix/test", waits.append)
    with pytest.raises(InputError, match=r"cannot be reached: .*tried 6 times"):
        service.select("SELECT 1")
    with pytest.raises(InputError, match="begins with https"):
        QueryService("file:///etc/passwd", "namefix/test")
