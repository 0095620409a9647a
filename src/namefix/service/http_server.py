"""The configuration of uvicorn, with callbacks on startup and shutdown, and a time limit for request heads."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

_KEEP_ALIVE_SECONDS = 75
"""Seconds for which an idle connection stays open, longer than proxies and load balancers keep theirs and than a client waits
that obeys Retry-After: it must not meet a connection that is just being closed."""

_LAST_SECONDS = 5
"""Seconds after the grace until answers that are still not finished are cut off."""


class HttpConfig(uvicorn.Config):
    """The settings of uvicorn.

    Args:
        app: The application.
        head_seconds: Time limit in seconds from the start of a request or connection to the end of the headers.
        grace: Time in seconds to finish answers on shutdown, until `give_up` of the server is called.
    """

    def __init__(self, app: Callable[..., Awaitable[None]], *, head_seconds: float, grace: int) -> None:
        super().__init__(
            app,
            http="h11",
            ws="none",
            log_config=None,
            access_log=False,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=grace + _LAST_SECONDS,
        )
        self._head_seconds = head_seconds
        self.grace = grace

    def load(self) -> None:
        """Put the time limit around the protocol and the application of uvicorn."""
        super().load()
        connections: dict[Any, HeadTimer] = {}
        self.loaded_app = _HeadEnds(self.loaded_app, connections)
        self.http_protocol_class = partial(HeadTimer, self.http_protocol_class, connections, self._head_seconds)  # type: ignore[assignment] # uvicorn only calls it


class HttpServer(uvicorn.Server):
    """A server that calls `ready` when it accepts requests, and `give_up` when the grace for its last answers is over."""

    def __init__(self, config: HttpConfig, ready: Callable[[], None], give_up: Callable[[], None]) -> None:
        super().__init__(config)
        self._grace, self._ready, self._give_up = config.grace, ready, give_up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the server."""
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finish the answers within the grace; those that are given up then are refusals, not broken connections."""
        timer = asyncio.get_running_loop().call_later(self._grace, self._give_up)
        await super().shutdown(sockets)
        timer.cancel()


class HeadTimer(asyncio.Protocol):
    """A connection with a time limit for the head of each request, which uvicorn does not have.

    The head is complete when uvicorn calls the application.

    Args:
        protocol: The protocol of uvicorn, which gets everything.
        connections: The open connections by the address of the client, to which this one is added.
        head_seconds: The time limit.
        settings: The settings of the protocol.
    """

    def __init__(
        self,
        protocol: Callable[..., asyncio.Protocol],
        connections: dict[Any, HeadTimer],
        head_seconds: float,
        **settings: Any,
    ) -> None:
        self._protocol = protocol(**settings)
        self._connections, self._head_seconds = connections, head_seconds
        self._requests = 0
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start the timer for the first request."""
        self._transport = transport
        self._client = tuple((transport.get_extra_info("peername") or ())[:2])
        self._connections[self._client] = self
        self._protocol.connection_made(transport)
        self._start()

    def data_received(self, data: bytes) -> None:
        """Start the timer for the head of a further request."""
        self._protocol.data_received(data)
        self._start()

    def eof_received(self) -> bool | None:
        """Forward the end of what the client sends."""
        return self._protocol.eof_received()

    def pause_writing(self) -> None:
        """Forward that the client does not read."""
        self._protocol.pause_writing()

    def resume_writing(self) -> None:
        """Forward that the client reads again."""
        self._protocol.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timer."""
        self._connections.pop(self._client, None)
        self._stop()
        self._protocol.connection_lost(exc)

    def begin_request(self) -> None:
        """Stop the timer, because the head is complete."""
        self._requests += 1
        self._stop()

    def end_request(self) -> None:
        """Note that the next data belong to another head."""
        self._requests -= 1

    def _start(self) -> None:
        if self._timer is None and not self._requests:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._head_seconds, self._transport.close)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class _HeadEnds:
    """ASGI middleware that tells each connection when its application is called."""

    def __init__(self, app: ASGIApp, connections: dict[Any, HeadTimer]) -> None:
        self._app, self._connections = app, connections

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = self._connections.get(scope.get("client"))
        if connection is None:  # not a request, or the client has gone
            await self._app(scope, receive, send)
            return
        connection.begin_request()
        try:
            await self._app(scope, receive, send)
        finally:
            connection.end_request()
