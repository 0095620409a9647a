"""What gets to the routes: bodies that came whole, in time and of a size that is read, and no more than can be answered."""

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
"""Paths that give work to the workers."""


class Admission:
    """Counts the requests that are worked on or wait, and refuses at once what could not be answered in time.

    Args:
        limits: How many may be there, and how long one may take.
        seconds_for: Tells how long so many requests take at present.
    """

    def __init__(self, limits: Limits, seconds_for: Callable[[int], float]) -> None:
        self._limits, self._seconds_for = limits, seconds_for
        self._from: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """How many requests are worked on or wait."""
        return self._from.total()

    @property
    def retry_after(self) -> int:
        """In how many seconds all that is there will be answered, 1 at least."""
        return max(1, math.ceil(self._seconds_for(self.count)))

    @contextmanager
    def place(self, client: str) -> Iterator[None]:
        """Keep a place for a request of a client.

        Raises:
            RefusedError: 503 if all places are taken or the wait would be too long, 429 if this client has too many places.
        """
        if self.count >= self._limits.requests or self._seconds_for(self.count) > self._limits.seconds:
            told = f"{self.count} requests are being worked on; try again later"
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "busy", told, retry_after=self.retry_after)
        if self._from[client] >= self._limits.requests_of_one:
            told = f"{self._limits.requests_of_one} requests of yours are being worked on; wait for their answers"
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "too_many", told, retry_after=self.retry_after)
        self._from[client] += 1
        try:
            yield
        finally:
            self._from[client] -= 1
            if not self._from[client]:
                del self._from[client]


class Gate:
    """Read the body of every request before anything else is done with it, and let in as many as there are places.

    A client that is slow to send takes no place from others: only memory, of which there is a limit too.

    Args:
        app: What is behind the gate.
        limits: What is let in.
        admission: The places.
    """

    def __init__(self, app: ASGIApp, limits: Limits, admission: Admission) -> None:
        self._app, self._limits, self._admission = app, limits, admission
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = bytearray()
        try:
            if not await self._read(scope, receive, body):
                return
            await self._let_in(scope, _replay(bytes(body), receive), self._patient(send))
        except RefusedError as refusal:
            await refusal.answer(scope["path"])(scope, receive, send)
        except _StalledError:
            return  # uvicorn closes the connection of an answer that is not complete
        finally:
            self._held -= len(body)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] not in WORK:
            await self._app(scope, receive, send)
            return
        client, _ = scope.get("client") or ("", 0)
        with self._admission.place(client):
            await _until_gone(self._app, scope, receive, send)

    async def _read(self, scope: Scope, receive: Receive, body: bytearray) -> bool:
        """Read the body; False if the client has gone.

        What is too large is thrown away as it comes: most clients send all before they read an answer.
        """
        limit = self._limits.batch if scope["path"] == BATCH else self._limits.body
        headers = Headers(scope=scope)
        told = headers.get("content-length", "")
        refusal = _too_large(limit) if told.isdecimal() and int(told) > limit else None
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
            problem = f"the body did not come within {seconds:g} seconds"
            raise refusal or RefusedError(HTTPStatus.REQUEST_TIMEOUT, "too_slow", problem) from error
        if refusal:
            raise refusal
        return True

    def _hold(self, body: bytearray, piece: bytes, limit: int) -> RefusedError | None:
        """Add a piece to a body; if there is no room for it, let go of the body and say why."""
        if len(body) + len(piece) <= limit and self._held + len(piece) <= self._limits.held:
            body += piece
            self._held += len(piece)
            return None
        is_too_large = len(body) + len(piece) > limit
        self._held -= len(body)
        body.clear()
        if is_too_large:
            return _too_large(limit)
        problem = "the bodies of other requests take all memory that there is for them"
        return RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "busy", problem, retry_after=self._admission.retry_after)

    def _patient(self, send: Send) -> Send:
        """Return a `send` that gives up on a client which does not take its answer."""

        async def send_in_time(message: Message) -> None:
            try:
                async with asyncio.timeout(self._limits.client_seconds):
                    await send(message)
            except TimeoutError as error:
                raise _StalledError from error

        return send_in_time


class _StalledError(Exception):
    """A client does not take its answer."""


def _too_large(limit: int) -> RefusedError:
    told = f"the body has more than {limit} bytes; send less at once"
    return RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", told)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that tells a body which was read, and then what comes."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay


async def _until_gone(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Let an application answer a request, and give it up when the client goes: nobody would read the answer."""
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
    """Return the message by which a server tells that the client has gone, or that all is sent."""
    while (message := await receive())["type"] != "http.disconnect":
        pass
    return message
