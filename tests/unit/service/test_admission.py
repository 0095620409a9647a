from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from contextlib import ExitStack
from typing import Any

import pytest

from namefix.service.admission import Admission, AdmissionMiddleware
from namefix.service.limits import Limits
from namefix.service.refusals import RefusedError

Message = MutableMapping[str, Any]


def at_once() -> float:
    """Let no text wait."""
    return 0.0


def none() -> int:
    """Let no text be abandoned."""
    return 0


class TestAdmission:
    def test_places_are_counted_and_come_back(self) -> None:
        admission = Admission(Limits(requests=2), none, at_once)
        with admission.place("a"), admission.place("b"):
            assert admission.count == 2
            with pytest.raises(RefusedError, match="2 requests are in progress") as refused, admission.place("c"):
                pass
        assert (refused.value.status, refused.value.retry_after) == (503, 1)
        assert admission.count == 0

    def test_one_client_leaves_room_for_others(self) -> None:
        admission = Admission(Limits(requests=3, requests_of_one=2), none, at_once)
        with ExitStack() as stack:
            stack.enter_context(admission.place("a"))
            stack.enter_context(admission.place("a"))
            with pytest.raises(RefusedError, match="2 requests from your address") as refused, admission.place("a"):
                pass
            assert refused.value.status == 429
            stack.enter_context(admission.place("b"))
            assert admission.count == 3

    def test_a_request_that_fails_gives_its_place_back(self) -> None:
        admission = Admission(Limits(requests=1), none, at_once)
        with pytest.raises(ValueError, match="wrong"), admission.place("a"):
            raise ValueError("wrong")
        assert admission.count == 0

    def test_texts_that_occupy_a_worker_without_a_client_take_places(self) -> None:
        admission = Admission(Limits(requests=2), lambda: 1, lambda: 6.5)
        with admission.place("a"):
            assert admission.count == 2
            with pytest.raises(RefusedError, match="2 requests are in progress") as refused, admission.place("b"):
                pass
            assert (refused.value.status, refused.value.retry_after) == (503, 7)


def ask(
    gate: AdmissionMiddleware, *pieces: bytes, path: str = "/fix", headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    """Return status and body of the answer to a request whose body comes in pieces; status 0 without an answer."""
    messages = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    if messages:
        messages[-1]["more_body"] = False
    sent: list[Message] = []

    async def receive() -> Message:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    encoded = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    scope = {"type": "http", "method": "POST", "path": path, "headers": encoded, "client": ("a", 1)}
    asyncio.run(gate(scope, receive, send))
    start, *bodies = sent or [{"status": 0}]
    return start["status"], b"".join(message["body"] for message in bodies)


async def echo(scope: Message, receive: Any, send: Any) -> None:
    message = await receive()
    assert not message["more_body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": message["body"]})


class TestGate:
    LIMITS = Limits(text=1, batch=9000, held=6000)

    @pytest.fixture
    def gate(self) -> AdmissionMiddleware:
        return AdmissionMiddleware(echo, self.LIMITS, Admission(self.LIMITS, none, at_once))

    def test_pieces_come_through_as_one_body(self, gate: AdmissionMiddleware) -> None:
        assert ask(gate, b"Mr ", b"", b"Makron") == (200, b"Mr Makron")

    def test_a_body_may_have_just_the_limit(self, gate: AdmissionMiddleware) -> None:
        largest = b"x" * self.LIMITS.body
        assert ask(gate, largest)[0] == 200
        assert ask(gate, largest, b"x")[0] == 413
        assert ask(gate, b"", headers={"content-length": str(self.LIMITS.body + 1)})[0] == 413

    def test_bodies_together_may_have_no_more_than_there_is_memory_for(self, gate: AdmissionMiddleware) -> None:
        assert ask(gate, b"x" * 6000, path="/fix_many")[0] == 200
        assert ask(gate, b"x" * 6001, path="/fix_many")[0] == 503
        assert ask(gate, b"x" * 6000, path="/fix_many")[0] == 200

    def test_a_client_that_leaves_gets_no_answer(self, gate: AdmissionMiddleware) -> None:
        assert ask(gate) == (0, b"")
