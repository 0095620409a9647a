from __future__ import annotations

import asyncio
from collections.abc import Collection, MutableMapping
from typing import Any

import pytest

from namefix.service.callers import CallerMiddleware

Message = MutableMapping[str, Any]


def status_for(
    headers: dict[str, str],
    *,
    hosts: Collection[str] | None = (),
    origins: Collection[str] = (),
    path: str = "/fix",
) -> int:
    """Return the status of the answer to a request; 200 if it reaches the application."""
    statuses: list[int] = []

    async def answer(scope: Message, receive: Any, send: Any) -> None:
        statuses.append(200)

    async def receive() -> Message:
        raise AssertionError("nothing of a refused request is read")

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    encoded = [(name.encode(), value.encode()) for name, value in ({"host": "localhost:8081"} | headers).items()]
    scope = {"type": "http", "method": "POST", "path": path, "headers": encoded}
    asyncio.run(CallerMiddleware(answer, hosts, origins)(scope, receive, send))
    [status] = statuses
    return status


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8081", "127.0.0.1:8081", "127.0.0.9", "[::1]:8081"])
def test_a_local_service_is_called_by_local_names(host: str) -> None:
    assert status_for({"host": host}) == 200


@pytest.mark.parametrize(
    "host", ["", "evil.example:8081", "localhost.evil.example", "192.0.2.1:8081", "[::1", "localhost@evil.example"]
)
def test_another_host_is_refused_unless_it_is_allowed(host: str) -> None:
    assert status_for({"host": host}) == 421
    assert status_for({"host": host}, hosts=None) == 200


def test_a_host_can_be_allowed() -> None:
    assert status_for({"host": "desk.example"}, hosts=["Desk.example"]) == 200
    assert status_for({"host": "x.desk.example"}, hosts=["desk.example"]) == 421


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://localhost:8082", "http://localhost", "file://", "x://localhost:8081"],
)
def test_a_page_of_another_origin_is_refused_unless_it_is_allowed(origin: str) -> None:
    for path in ("/fix", "/v2/check", "/metrics"):
        assert status_for({"origin": origin}, path=path) == 403
        assert status_for({"origin": origin}, origins=[origin], path=path) == 200
        assert status_for({"origin": origin}, origins=["*"], path=path) == 200
    assert status_for({"origin": origin}, hosts=None) == 403


@pytest.mark.parametrize("origin", ["http://localhost:8081", "chrome-extension://abc", "moz-extension://abc"])
def test_own_pages_and_addons_may_call(origin: str) -> None:
    assert status_for({"origin": origin}) == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_that_sends_work_without_an_origin_is_refused(site: str) -> None:
    headers = {"sec-fetch-site": site}
    for path in ("/fix", "/fix_many", "/v2/check", "/reload"):
        assert status_for(headers, path=path) == 403
    assert status_for(headers, path="/docs") == 200
    assert status_for({"sec-fetch-site": "same-origin"}) == 200
    assert status_for(headers, origins=["*"]) == 200
