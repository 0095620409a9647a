"""Admission of requests: limits on body size, time of arrival, memory and number of requests."""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from namefix.service.limits import Limits
from namefix.service.refusals import RefusedError

BATCH = "/fix_many"
WORK = frozenset({"/fix", BATCH, "/v2/check"})
"""Paths that use the workers."""


class Admission:
    """Counter of active and waiting requests.

    Args:
        limits: The maximum number of requests.
        abandoned: Function that returns the number of texts at which workers work although their clients have gone.
        expected_wait: Function that returns the estimated seconds until a new text would be begun.
    """

    def __init__(self, limits: Limits, abandoned: Callable[[], int], expected_wait: Callable[[], float]) -> None:
        self._limits, self._abandoned, self._expected_wait = limits, abandoned, expected_wait
        self._from: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """The number of active and waiting requests, with those that were abandoned but still occupy a worker."""
        return self._from.total() + self._abandoned()

    @property
    def retry_after(self) -> int:
        """The estimated number of seconds until a new text would be begun, at least 1."""
        return max(1, math.ceil(self._expected_wait()))

    @contextmanager
    def place(self, client: str) -> Iterator[None]:
        """Reserve a place for a request of a client.

        Raises:
            RefusedError: 503 if all places are taken, 429 if the client has too many requests.
        """
        if self.count >= self._limits.requests:
            problem = f"{self.count} requests are in progress; try again later"
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "busy", problem, retry_after=self.retry_after)
        if self._from[client] >= self._limits.requests_of_one:
            problem = (
                f"{self._limits.requests_of_one} requests from your address are in progress; wait for their answers"
            )
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "too_many", problem, retry_after=self.retry_after)
        self._from[client] += 1
        try:
            yield
        finally:
            self._from[client] -= 1
            if not self._from[client]:
                del self._from[client]


class AdmissionMiddleware:
    """ASGI middleware that reads the body of every request first, then admits as many requests as there are places.

    A client that sends slowly occupies no place, only memory, which is limited as well.

    Args:
        app: The application.
        limits: The limits of bodies.
        admission: The places.
    """

    def __init__(self, app: ASGIApp, limits: Limits, admission: Admission) -> None:
        self._app, self._limits, self._admission = app, limits, admission
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = bytearray()
        try:
            if not await self._read(scope, receive, body):
                return
            await self._admit(scope, _replay(bytes(body), receive), self._with_timeout(send))
        except RefusedError as refusal:
            await refusal.answer(scope["path"])(scope, receive, send)
        except _StalledError:
            return  # uvicorn closes the connection of an incomplete answer
        finally:
            self._held -= len(body)

    async def _admit(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] not in WORK:
            await self._app(scope, receive, send)
            return
        client, _ = scope.get("client") or ("", 0)
        with self._admission.place(client):
            await _until_disconnect(self._app, scope, receive, send)

    async def _read(self, scope: Scope, receive: Receive, body: bytearray) -> bool:
        """Read the body; return False if the client disconnected.

        A body that is too large is discarded but read to its end, because most clients send all of it before they read.
        """
        limit = self._limits.batch if scope["path"] == BATCH else self._limits.body
        headers = Headers(scope=scope)
        length = headers.get("content-length", "")
        refusal = _too_large(limit) if length.isdecimal() and int(length) > limit else None
        if refusal and "expect" in headers:
            raise refusal
        seconds = self._limits.client_seconds
        try:
            async with asyncio.timeout(seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return False
                    refusal = refusal or self._hold(body, message.get("body", b""), limit)
                    if not message.get("more_body", False):
                        break
        except TimeoutError as error:
            problem = f"the body was not received within {seconds:g} seconds"
            raise refusal or RefusedError(HTTPStatus.REQUEST_TIMEOUT, "too_slow", problem) from error
        if refusal:
            raise refusal
        return True

    def _hold(self, body: bytearray, piece: bytes, limit: int) -> RefusedError | None:
        """Add a piece to a body; if it exceeds a limit, discard the body and return the refusal."""
        if len(body) + len(piece) <= limit and self._held + len(piece) <= self._limits.held:
            body += piece
            self._held += len(piece)
            return None
        is_too_large = len(body) + len(piece) > limit
        self._held -= len(body)
        body.clear()
        if is_too_large:
            return _too_large(limit)
        problem = "the memory for request bodies is exhausted; try again later"
        return RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "busy", problem, retry_after=self._admission.retry_after)

    def _with_timeout(self, send: Send) -> Send:
        """Return a `send` that times out if the client does not receive its answer."""

        async def send_in_time(message: Message) -> None:
            try:
                async with asyncio.timeout(self._limits.client_seconds):
                    await send(message)
            except TimeoutError as error:
                raise _StalledError from error

        return send_in_time


class _StalledError(Exception):
    """A client does not receive its answer."""


def _too_large(limit: int) -> RefusedError:
    problem = f"the body has more than {limit} bytes; send less at once"
    return RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", problem)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that first returns a body which was read already."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay


async def _until_disconnect(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request by an application, and cancel it if the client disconnects."""
    request = await receive()
    gone = asyncio.create_task(_wait_for_end(receive))
    messages = [request]

    async def receive_again() -> Message:
        return messages.pop() if messages else await asyncio.shield(gone)

    answer = asyncio.ensure_future(app(scope, receive_again, send))
    try:
        await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (answer, gone):
            task.cancel()
        await asyncio.wait({answer, gone})
    if not answer.cancelled():
        answer.result()


async def _wait_for_end(receive: Receive) -> Message:
    """Return the message that the client disconnected or the answer is complete."""
    while (message := await receive())["type"] != "http.disconnect":
        pass
    return message
